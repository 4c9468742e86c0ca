"""allauth's views as this site uses them: what they show, where they lead, and that they say no more than they must."""

import json
from typing import Any

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView as PasskeyAgainView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from karlemose.accounts import queries
from karlemose.accounts.adapter import PASSKEY_REFUSED
from karlemose.accounts.devices import guessed_name
from karlemose.accounts.log import NOBODY, write_down
from karlemose.accounts.stages import ASK_CONTACT
from karlemose.foundation import clock
from karlemose.ledger.events import Event
from karlemose.web.access.openid import REFUSED as OPENID_REFUSED
from karlemose.web.access.openid import provider_name


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "told": _told(self.request), "provider_name": provider_name()}


def _told(request: HttpRequest) -> str:
    """Why one stands here again."""
    sentences = {
        PASSKEY_REFUSED: _("This device is not known here. Sign in with your password, or ask your contact person."),
        ASK_CONTACT: _("You have no second factor left. Your contact person can let you in again with a link."),
        OPENID_REFUSED: _("That sign-in did not lead here. Use the work account that you were invited with."),
    }
    return next((said for key, said in sentences.items() if request.session.pop(key, False)), "")


class SignInByPasskey(LoginWebAuthnView):
    """Whatever is wrong with a passkey is answered alike."""

    def form_invalid(self, form: Any) -> HttpResponse:
        detail = {"why": "passkey"}
        write_down(by=NOBODY, at=clock.current_time(), event=Event.SIGN_IN_FAILED, detail=detail)
        self.request.session[PASSKEY_REFUSED] = True
        return HttpResponseRedirect(reverse("account_login"))


class SecondFactor(AuthenticateView):
    template_name = "account/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        has = queries.factors_of(self.stage.login.user.pk)
        return {**context, "has": has, "options": _options(context)}


class PasswordAgain(ReauthenticateView):
    template_name = "account/again.html"


class CodeAgain(CodeAgainView):
    template_name = "account/again.html"


class PasskeyAgain(PasskeyAgainView):
    template_name = "account/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "options": _options(context)}

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class AddPasskey(AddWebAuthnView):
    template_name = "account/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        name = guessed_name(self.request.headers.get("User-Agent", ""))
        return {**context, "options": json.dumps(options), "passkey_name": name}

    def get_success_url(self) -> str:
        return _after(self.did_generate_recovery_codes)


class AddCodeApp(ActivateTOTPView):
    template_name = "account/add_code_app.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if queries.factors_of(request.user.pk).code_app is not None:
            return HttpResponseRedirect(reverse("me"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}

    def get_success_url(self) -> str:
        return _after(self.did_generate_recovery_codes)


class Codes(ViewRecoveryCodesView):
    template_name = "account/codes.html"


class NewCodes(GenerateRecoveryCodesView):
    template_name = "account/new_codes.html"
    success_url = reverse_lazy("mfa_view_recovery_codes")


def _after(are_codes_new: bool) -> str:
    return reverse("mfa_view_recovery_codes" if are_codes_new else "me")


def _options(context: dict[str, Any]) -> str:
    return json.dumps(context["js_data"]["request_options"])
