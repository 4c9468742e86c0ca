from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from karlemose.accounts.models import User


class Invited(DefaultAccountAdapter):
    """Nobody signs up: people are invited, or added by the command line."""

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
