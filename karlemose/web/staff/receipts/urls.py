from django.urls import path

from karlemose.web.staff.receipts import views

urlpatterns = [path("receipts/", views.receipts, name="receipts")]
