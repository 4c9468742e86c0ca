"""What a person may know about their own access. Everything here is asked with the id of whoever is signed in."""

from dataclasses import dataclass
from datetime import datetime

from karlemose.accounts import devices, factors
from karlemose.accounts.log import person
from karlemose.accounts.models import Device, Session
from karlemose.ledger.events import Event
from karlemose.ledger.instance import Line, lines_of

ABOUT_ACCESS = (
    Event.PASSWORD_SET,
    Event.FACTOR_ADDED,
    Event.FACTOR_REMOVED,
    Event.FACTOR_REFUSED,
    Event.CODES_RENEWED,
    Event.DEVICE_ENROLLED,
    Event.DEVICE_RENAMED,
    Event.DEVICE_REVOKED,
    Event.SIGNED_OUT_EVERYWHERE,
    Event.IDENTITY_LINKED,
)


@dataclass(frozen=True)
class InUse:
    """A device, and whether somebody is signed in on it now."""

    device: Device
    has_session: bool


def devices_of(user_id: int, *, at: datetime) -> list[InUse]:
    running = set(Session.objects.filter(user_id=user_id, expire_date__gt=at).values_list("device_id", flat=True))
    return [InUse(device, device.pk in running) for device in devices.of_user(user_id)]


def device_of(user_id: int, public_id: str) -> Device | None:
    return next((one for one in devices.of_user(user_id) if one.public_id == public_id), None)


def factors_of(user_id: int) -> factors.Factors:
    return factors.of_user(user_id)


def changes_of(user_id: int, *, most: int) -> list[Line]:
    return lines_of(actor=person(user_id).actor, events=ABOUT_ACCESS, most=most)
