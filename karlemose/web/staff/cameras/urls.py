from django.urls import path

from karlemose.web.staff.cameras import views

urlpatterns = [
    path("cameras/", views.all_cameras, name="cameras"),
    path("cameras/add/", views.add, name="cameras-add"),
    path("cameras/<int:camera>/", views.change, name="cameras-one"),
]
