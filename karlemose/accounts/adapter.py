"""Where allauth asks us: who comes in, what it says to people, and how it keeps secrets."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from karlemose.accounts import secrets_at_rest, sessions
from karlemose.accounts.log import NOBODY, write_down
from karlemose.accounts.models import User
from karlemose.foundation import clock
from karlemose.ledger.events import Event

LATELY = timedelta(minutes=5)
PASSKEY_REFUSED = "passkey_refused"  # in the session: the sign-in page says so
TOO_MANY = _("Too many attempts. Wait five minutes and try again.")


class Invited(DefaultAccountAdapter):
    """Nobody signs up: people are invited, or added by the command line."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail and password do not belong together."),
        "invalid_login": _("E-mail and password do not belong together."),
        "incorrect_password": _("That is not the password."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        raise PermissionError("there is no sign-up")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Somebody who is no longer active hears what a stranger hears, whatever the password."""
        user = super().authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is None or user.is_active:
            return user
        self.authentication_failed(request, **credentials)
        return None

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A passkey of somebody who is no longer active is answered like one that nobody knows."""
        write_down(by=NOBODY, at=clock.current_time(), event=Event.SIGN_IN_FAILED)
        request.session[PASSKEY_REFUSED] = True
        return headed_redirect_response("account_login")

    def get_login_stages(self) -> list[str]:
        return ["karlemose.accounts.stages.SecondFactor"]

    def is_reauthentication_required(self, *, app: str | None = None) -> bool:
        """Whoever signed in a moment ago is not asked again."""
        return not sessions.began_lately(self.request, at=clock.current_time(), within=LATELY)

    def is_safe_url(self, url: str | None) -> bool:
        """A path of this site; allauth would let any allowed host pass, `localhost` too."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What changed stands on "My access"; a mail would tell a mailbox of it."""


class Factors(DefaultMFAAdapter):
    """Secrets of code apps and recovery codes are encrypted at rest; nothing shown to people names an address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Codes of the app change every 30 seconds; use the newest."),
    }

    def get_totp_issuer(self) -> str:
        return "Karlemose"

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of the public address, whatever name a request came by: passkeys belong to it alone."""
        return {"id": settings.PUBLIC_URL.split("//")[1].split(":")[0], "name": "Karlemose"}
