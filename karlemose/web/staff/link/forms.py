"""A new password, as every door asks for it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext as _


class NewPassword(forms.Form):
    """Typed once: the page can show it, and a manager fills it in."""

    password = forms.CharField(max_length=1024, strip=False, widget=forms.PasswordInput)

    def clean_password(self) -> Any:
        password = self.cleaned_data["password"]
        validate_password(password)
        return password

    @property
    def hints(self) -> list[str]:
        return [_("At least twelve characters; four words that do not belong together are good."), *_more()]


def _more() -> list[str]:
    return password_validators_help_texts()[2:]
