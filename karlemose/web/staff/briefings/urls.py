from django.urls import path

from karlemose.web.staff.briefings import versions, views

urlpatterns = [
    path("briefings/", views.briefings, name="briefings"),
    path("briefings/<str:week>/", versions.week, name="briefings-week"),
    path("briefings/<str:week>/make/", views.make, name="briefings-make"),
    path("briefings/<str:week>/as-known/", versions.as_known, name="briefings-as-known"),
    path("briefings/<str:week>/counts/", versions.export, name="briefings-counts"),
    path("briefings/<str:week>/<slug:language>/<int:version>.pdf", versions.paper, name="briefings-version"),
    path("briefings/<str:week>/<slug:language>.pdf", views.paper, name="briefings-pdf"),
]
