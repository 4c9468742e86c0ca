from django.urls import path

from karlemose.web.staff.mine import views

urlpatterns = [path("mine/", views.mine, name="mine")]
