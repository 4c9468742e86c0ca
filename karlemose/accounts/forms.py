"""allauth's forms, where ours are stricter."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.cache import cache

from karlemose.accounts.factors import Type

BROKEN = (KeyError, TypeError, ValueError, AttributeError)
FITS_FOR = 120  # seconds that a code may fit, with one period before and after


class OnceOnly:
    """A code that was used does not fit again for as long as it could: whoever watched it typed has nothing."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        authenticator: Any = self.authenticator  # type: ignore[attr-defined]
        digits = "".join(code.split())
        if authenticator.type == Type.TOTP and not cache.add(
            f"accounts.code:{authenticator.pk}:{digits}", "used", timeout=FITS_FOR
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Code(OnceOnly, AuthenticateForm):
    pass


class CodeAgain(OnceOnly, ReauthenticateForm):
    pass


class NewPasskey(AddWebAuthnForm):
    """Always one that signs in by itself: the device checks finger, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except BROKEN as error:
            raise get_adapter().validation_error("incorrect_code") from error


class Whole:
    """What a passkey answers is JSON that anybody can write: where a part is missing, the library breaks."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except BROKEN as error:
            raise get_adapter().validation_error("incorrect_code") from error


class Passkey(Whole, LoginWebAuthnForm):
    pass


class PasskeyBeside(Whole, AuthenticateWebAuthnForm):
    pass


class PasskeyAgain(Whole, ReauthenticateWebAuthnForm):
    pass
