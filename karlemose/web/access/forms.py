"""Forms of one's own access, signed in or by a link."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from karlemose.accounts.devices import NAME_LENGTH


class NewPassword(forms.Form):
    """Once is enough: it can be shown while it is typed, and whoever mistypes it sets it again."""

    password = forms.CharField(max_length=256, strip=False)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


class Name(forms.Form):
    name = forms.CharField(max_length=NAME_LENGTH, error_messages={"required": _("Give the device a name.")})
