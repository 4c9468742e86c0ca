from django.urls import path

from karlemose.web.staff.observations import views

urlpatterns = [
    path("observations/", views.observations, name="observations"),
    path("observations/export/", views.export, name="observations-export"),
]
