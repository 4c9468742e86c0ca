from django.urls import path

from karlemose.web.staff.months import views

urlpatterns = [path("months/", views.months, name="months")]
