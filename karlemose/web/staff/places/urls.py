from django.urls import path

from karlemose.web.staff.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/map.geojson", views.place_map, name="places-map"),
    path("places/plan.geojson", views.geojson, name="places-geojson"),
]
