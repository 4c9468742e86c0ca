from django.urls import path

from karlemose.web.staff.hand_over import files
from karlemose.web.staff.received import views

urlpatterns = [
    path("received/", views.received, name="received"),
    path("received/plates/", views.plate, name="received-plates"),
    path("received/<str:hand_over>/", views.one, name="received-one"),
    path("received/<str:hand_over>/files/<str:part>/", files.of_receiver, name="received-file"),
]
