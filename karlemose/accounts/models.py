from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from karlemose.foundation.ids import public_id
from karlemose.foundation.privacy import Data

BASIS = "databeskyttelsesforordningen-6-1-e"


class Users(BaseUserManager):
    """Looks people up by their address for sign-in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. Belongs to no partnership: memberships do."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    has_enrolled = models.BooleanField(default=False)  # had a second factor once: a password opens enrolment no more

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Users()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="accounts_user_one_address")]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = BASIS
        fields: ClassVar = {
            "id": Data.PLAIN,
            "email": Data.PERSONAL,
            "name": Data.PERSONAL,
            "password": Data.SECRET,
            "last_login": Data.QUASI,
            "is_active": Data.PLAIN,
            "has_enrolled": Data.PLAIN,
        }

    def __str__(self) -> str:
        return f"user {self.pk}"


class Device(models.Model):
    """A browser in which somebody signed in with both factors. Its cookie holds a random token, this row its hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    public_id = models.CharField(max_length=10, default=public_id, unique=True, editable=False)
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    last_seen_on = models.DateField()
    trusted_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "enrolled_at"], name="accounts_device_by_user")]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "erase"
        basis = BASIS
        fields: ClassVar = {
            "id": Data.PLAIN,
            "user": Data.QUASI,
            "public_id": Data.PLAIN,
            "name": Data.PERSONAL,
            "token_hash": Data.SECRET,
            "enrolled_at": Data.QUASI,
            "last_seen_on": Data.QUASI,
            "trusted_until": Data.QUASI,
            "revoked_at": Data.QUASI,
        }

    def __str__(self) -> str:
        return f"device {self.public_id}"


class Session(AbstractBaseSession):
    """A session, known by the hash of its key, and by whose it is and on which device: so that it can be ended."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    class Privacy:
        kept_for = timedelta(hours=12)
        then = "erase"
        basis = BASIS
        fields: ClassVar = {
            "session_key": Data.SECRET,
            "session_data": Data.SECRET,
            "expire_date": Data.PLAIN,
            "user": Data.QUASI,
            "device": Data.QUASI,
            "begun_at": Data.QUASI,
            "last_seen_at": Data.QUASI,
        }

    @classmethod
    def get_session_store_class(cls) -> type:
        from karlemose.accounts.session_store import SessionStore  # noqa: PLC0415 -- app ready

        return SessionStore


class Identity(models.Model):
    """Who somebody is at the provider of their organisation: by its own id for them, which is never given twice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="accounts_identity_once"),
            models.UniqueConstraint(fields=["user", "issuer"], name="accounts_identity_one_for_each"),
        ]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = BASIS
        fields: ClassVar = {
            "id": Data.PLAIN,
            "user": Data.QUASI,
            "issuer": Data.PLAIN,
            "subject": Data.PERSONAL,
            "linked_at": Data.QUASI,
        }

    def __str__(self) -> str:
        return f"identity of user {self.user_id}"
