from django.urls import path

from karlemose.web.staff.home import views

urlpatterns = [path("", views.home, name="home")]
