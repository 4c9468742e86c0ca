from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from karlemose.foundation.privacy import Data


class Users(BaseUserManager):
    """Looks people up by their address for sign-in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. Belongs to no partnership: memberships do."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Users()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="accounts_user_one_address")]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            "id": Data.PLAIN,
            "email": Data.PERSONAL,
            "name": Data.PERSONAL,
            "password": Data.SECRET,
            "last_login": Data.QUASI,
            "is_active": Data.PLAIN,
        }

    def __str__(self) -> str:
        return f"user {self.pk}"
