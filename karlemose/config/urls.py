"""Every address of the staff site. Of sign-in there is what is used: in and out; nobody signs up by themselves."""

from allauth.account import views as sign_in
from django.conf import settings
from django.urls import include, path

from karlemose.web.gate import open_to_everyone
from karlemose.web.health import healthz

_login = open_to_everyone("whoever may come in must be able to say who they are", queries=0)(sign_in.login)
_logout = open_to_everyone("ends one's own session", queries=0)(sign_in.logout)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/login/", _login, name="account_login"),
    path("accounts/logout/", _logout, name="account_logout"),
    *([path("demo/", include("karlemose.demo.urls"))] if settings.IS_DEMO else []),
    path("", include("karlemose.web.urls")),
]
handler400 = "karlemose.web.errors.bad_request"
handler403 = "karlemose.web.errors.permission_denied"
handler404 = "karlemose.web.errors.not_found"
handler500 = "karlemose.web.errors.server_error"
