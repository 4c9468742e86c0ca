from django.urls import path

from karlemose.web.staff.me import views

urlpatterns = [path("<slug:partnership>/me/", views.me, name="my-work")]
