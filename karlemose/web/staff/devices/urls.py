from django.urls import path

from karlemose.web.staff.devices import views

urlpatterns = [
    path("<slug:partnership>/devices/", views.list_devices, name="devices"),
    path("<slug:partnership>/devices/revoke/", views.revoke, name="devices-revoke"),
]
