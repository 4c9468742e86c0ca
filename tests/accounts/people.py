"""Somebody with a password, with and without a code app, and what their app shows."""

import json
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from karlemose.accounts.models import User
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import INSTANCE
from karlemose.tenancy.acting import acting_for
from tests.cast import CODE_APP_SECRET, give_factor

PASSWORD = "en lang adgangskode"
PERIOD = 30  # seconds


def new_person(email: str = "lone@moseby.example", *, factor: bool = True) -> User:
    user = User(email=email, name="Lone Fabricius")
    user.set_password(PASSWORD)
    user.save()
    if factor:
        give_factor(user)
    return user


def code(*, periods: int = 0, secret: str = CODE_APP_SECRET) -> str:
    """What the code app shows now, or so many periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods))


def give_password(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def give_code(client: Client, text: str):
    return client.post(reverse("mfa_authenticate"), {"code": text})


def sign_in(client: Client, user: User):
    """With both factors."""
    give_password(client, user.email)
    return give_code(client, code())


def instance_log() -> list[tuple[str, str]]:
    return [(body["event"], body["actor"]) for body in instance_lines()]


def instance_lines() -> list[dict]:
    with acting_for(INSTANCE, read_only=True):
        rows = Entry.objects.unscoped("the installation's own log").filter(partnership_id=INSTANCE).order_by("id")
        return [json.loads(row.body) for row in rows]
