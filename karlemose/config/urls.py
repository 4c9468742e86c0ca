"""Every address of the staff site."""

from django.conf import settings
from django.urls import include, path

from karlemose.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("karlemose.web.access.urls")),
    *([path("demo/", include("karlemose.demo.urls"))] if settings.IS_DEMO else []),
    path("", include("karlemose.web.urls")),
]
handler400 = "karlemose.web.errors.bad_request"
handler403 = "karlemose.web.errors.permission_denied"
handler404 = "karlemose.web.errors.not_found"
handler500 = "karlemose.web.errors.server_error"
