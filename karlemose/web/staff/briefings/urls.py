from django.urls import path

from karlemose.web.staff.briefings import views

urlpatterns = [
    path("briefings/", views.briefings, name="briefings"),
    path("briefings/<str:week>/make/", views.make, name="briefings-make"),
    path("briefings/<str:week>/<slug:language>.pdf", views.paper, name="briefings-pdf"),
]
