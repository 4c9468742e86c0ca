"""Addresses of sign-in and "My access". Of allauth's there is what is used: no sign-up, no change of the address, no
reset by mail. Nobody's address stands in any of them.
"""

from collections.abc import Callable

from allauth.account.views import logout
from django.http import HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from karlemose.accounts.door import ENROLMENT, while_enrolling
from karlemose.web.access import openid, signing_in, views
from karlemose.web.gate import open_to_everyone

View = Callable[..., HttpResponse]
BEFORE = "whoever may come in must be able to say who they are"
OWN = "one's own access, of whoever is signed in; it names nobody else"


def _before(view: View, queries: int = 0) -> View:
    return open_to_everyone(BEFORE, queries=queries)(view)


def _own(view: View, queries: int = 0) -> View:
    return open_to_everyone(OWN, queries=queries)(view)


def _enrolling(view: View, queries: int = 0) -> View:
    return while_enrolling(_own(view, queries))


urlpatterns = [
    path("login/", _before(signing_in.SignIn.as_view()), name="account_login"),
    path("passkey/", _before(signing_in.SignInByPasskey.as_view()), name="mfa_login_webauthn"),
    path("second-factor/", _before(signing_in.SecondFactor.as_view(), 3), name="mfa_authenticate"),
    path("provider/", _before(openid.leave), name="openid_leave"),
    path("provider/back/", _before(openid.come_back), name="openid_back"),
    path(
        "logout/", while_enrolling(open_to_everyone("ends one's own session", queries=0)(logout)), name="account_logout"
    ),
    path("me/", _own(views.me, 9), name="me"),
    path("me/enrol/", _enrolling(views.enrol, 2), name=ENROLMENT),
    path("me/password/", _enrolling(views.password, 2), name="password"),
    path("me/again/password/", _enrolling(signing_in.PasswordAgain.as_view(), 9), name="account_reauthenticate"),
    path("me/again/code/", _enrolling(signing_in.CodeAgain.as_view(), 9), name="mfa_reauthenticate"),
    path("me/again/passkey/", _enrolling(signing_in.PasskeyAgain.as_view(), 9), name="mfa_reauthenticate_webauthn"),
    path("me/passkey/", _enrolling(signing_in.AddPasskey.as_view(), 6), name="mfa_add_webauthn"),
    path("me/code-app/", _enrolling(signing_in.AddCodeApp.as_view(), 6), name="mfa_activate_totp"),
    path("me/codes/", _own(signing_in.Codes.as_view(), 4), name="mfa_view_recovery_codes"),
    path("me/codes/new/", _own(signing_in.NewCodes.as_view(), 4), name="mfa_generate_recovery_codes"),
    path("me/factor/remove/", _own(views.remove_factor), name="remove_factor"),
    path("me/everywhere/", _own(views.sign_out_everywhere), name="sign_out_everywhere"),
    path("me/device/<slug:device>/", _own(views.device, 3), name="device"),
    path("me/device/<slug:device>/revoke/", _own(views.revoke), name="revoke_device"),
    # allauth's own names for where it leads to
    path("me/factors/", _own(RedirectView.as_view(pattern_name="me")), name="mfa_index"),
]
