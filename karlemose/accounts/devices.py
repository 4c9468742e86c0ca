"""Devices: browsers in which somebody signed in with both factors, each remembered by a random token in a cookie.

A device is trusted for one day after a second factor. The token changes at each sign-in and the database holds its hash
alone, so neither a planted cookie nor a stolen backup makes a device. One browser may be several people's: its cookie
holds a token for each, and each has a device of their own.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from karlemose.accounts import factors
from karlemose.accounts.models import Device, Session, User
from karlemose.foundation.clock import day_of

TRUSTED_FOR = timedelta(days=1)
COOKIE_KEPT_FOR = timedelta(days=180)
PEOPLE_IN_A_BROWSER = 8  # how many tokens a cookie holds; whoever signed in longest ago is asked anew
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
NAME_LENGTH = 60
_BROWSERS = (  # by the first sign that fits: most also say that they are Safari
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox")),
    *(("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrom", "Chrome"), ("Safari", "Safari")),
)


class NoSuchDevice(LookupError):
    """Nobody's, somebody else's, or revoked already."""


@dataclass(frozen=True)
class Enrolled:
    device: Device
    is_new: bool


def of_user(user_id: int) -> list[Device]:
    """Those that are not revoked, the last used first."""
    return list(Device.objects.filter(user_id=user_id, revoked_at=None).order_by("-last_seen_on", "-id"))


def of_users(user_ids: Iterable[int]) -> list[Device]:
    """Those of several people that are not revoked, for whoever looks after their organisation."""
    return list(Device.objects.filter(user_id__in=list(user_ids), revoked_at=None).order_by("user_id", "id"))


def one_of(*, user_id: int, public_id: str) -> Device:
    """Locked, for an action. Raises `NoSuchDevice`."""
    found = Device.objects.select_for_update().filter(user_id=user_id, public_id=public_id, revoked_at=None).first()
    if found is None:
        raise NoSuchDevice
    return found


def is_trusted(request: HttpRequest, *, user_id: int, at: datetime) -> bool:
    """Did this person show a second factor in this browser within the last day?"""
    found = known(request, user_id=user_id)
    return found is not None and found.trusted_until is not None and at < found.trusted_until


def known(request: HttpRequest, *, user_id: int) -> Device | None:
    hashes = [_hashed(token) for token in _tokens(request)]
    return Device.objects.filter(user_id=user_id, token_hash__in=hashes, revoked_at=None).order_by("id").first()


def enrol(request: HttpRequest, *, user: User, at: datetime, showed_factor: bool) -> Enrolled:
    """This browser is this person's from now on; `keep_cookie` gives it the new token with the answer."""
    device = known(request, user_id=user.pk)
    is_new = device is None
    if device is None:
        device = Device(user=user, name=guessed_name(request.headers.get("User-Agent", "")), enrolled_at=at)
    token = secrets.token_urlsafe(32)
    former, device.token_hash = device.token_hash, _hashed(token)
    device.last_seen_on = day_of(at)
    if showed_factor:
        device.trusted_until = at + TRUSTED_FOR
    device.save()
    others = [one for one in _tokens(request) if _hashed(one) != former]
    request.device_tokens = [token, *others][:PEOPLE_IN_A_BROWSER]  # type: ignore[attr-defined]
    return Enrolled(device, is_new)


def keep_cookie(request: HttpRequest, response: HttpResponse) -> None:
    tokens = getattr(request, "device_tokens", None)
    if tokens:
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            ".".join(tokens),
            max_age=COOKIE_KEPT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def revoke(*, device: Device, at: datetime) -> int:
    """A lost phone is out from this moment: its sessions end, its trust, and the passkeys that were made on it.

    Whoever has no second factor left is signed out everywhere. Returns how many passkeys went with it. Part of an
    action, which leaves the line.
    """
    device.revoked_at, device.trusted_until = at, None
    device.save(update_fields=["revoked_at", "trusted_until"])
    Session.objects.filter(device_id=device.pk).delete()
    removed = factors.remove_passkeys_of(user_id=device.user_id, device=device.public_id)
    if removed and not factors.has_any(device.user_id):
        Session.objects.filter(user_id=device.user_id).delete()
    return removed


def guessed_name(user_agent: str) -> str:
    """ "Telefon · Chrome": enough to know one's own devices by; the person can write a better one."""
    agent = user_agent.lower()
    if "ipad" in agent or ("android" in agent and "mobile" not in agent):
        kind = _("Tablet")
    elif "mobile" in agent or "iphone" in agent:
        kind = _("Phone")
    else:
        kind = _("Computer")
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    return f"{kind} · {browser}" if browser else kind


def _tokens(request: HttpRequest) -> list[str]:
    parts = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "").split(".")
    return [part for part in parts[:PEOPLE_IN_A_BROWSER] if TOKEN.fullmatch(part)]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
