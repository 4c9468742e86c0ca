"""The only writes to users, their devices and factors. What allauth writes itself is told of by `listening`."""

from datetime import datetime

from django.http import HttpRequest

from karlemose.accounts import devices, factors
from karlemose.accounts.log import Instance
from karlemose.accounts.models import Device, Identity, Session, User
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref


class AddressTaken(ValueError):
    """Somebody has this e-mail address already."""


class NoName(ValueError):
    """A device needs a name of one to sixty characters."""


def add_user(*, email: str, name: str, password: str | None) -> User:
    """Make a user who can sign in; without a password only the demo's door or a link lets them in.

    Part of an action of the room above (a membership is what leaves the ledger's line). Raises `AddressTaken`.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken(f"{email} has a user already")
    user = User(email=email.lower(), name=name)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save(force_insert=True)
    return user


def end_sessions(user_id: int) -> int:
    """Sign somebody out everywhere. Part of an action of the room above; returns how many sessions ended."""
    number, _rows = Session.objects.filter(user_id=user_id).delete()
    return number


def begin_anew(user_id: int) -> None:
    """For whoever lost everything: no session, device or factor is left, and a link opens enrolment again.

    Part of an action of the room above, which has looked the person in the eye or heard their voice.
    """
    end_sessions(user_id)
    Device.objects.filter(user_id=user_id).delete()
    factors.forget_all(user_id=user_id)


@action(Event.SIGNED_OUT_EVERYWHERE)
def sign_out_everywhere(*, by: Instance, at: datetime, user_id: int) -> int:
    """The session that asks ends too, and no device is trusted any more."""
    Device.objects.filter(user_id=user_id).update(trusted_until=None)
    number = end_sessions(user_id)
    record(Event.SIGNED_OUT_EVERYWHERE, actor=by, at=at, detail={"sessions": number})
    return number


@action(Event.PASSWORD_SET)
def set_password(*, by: Instance, at: datetime, user: User, password: str) -> None:
    """The caller has checked it. Other sessions end, since each holds a mark of the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Event.PASSWORD_SET, actor=by, at=at)


@action(Event.DEVICE_ENROLLED, Event.FACTOR_USED)
def enrol_device(
    *, by: Instance, at: datetime, request: HttpRequest, user: User, showed_factor: bool
) -> devices.Enrolled:
    """This browser is one of their devices; a new one leaves its line, a known one that it was used."""
    enrolled = devices.enrol(request, user=user, at=at, showed_factor=showed_factor)
    event = Event.DEVICE_ENROLLED if enrolled.is_new else Event.FACTOR_USED
    record(event, actor=by, at=at, subjects=[_ref(enrolled.device)], detail={"showed_factor": showed_factor})
    return enrolled


@action(Event.DEVICE_RENAMED)
def rename_device(*, by: Instance, at: datetime, user_id: int, public_id: str, name: str) -> None:
    """Raises `NoSuchDevice`, `NoName`."""
    device = devices.one_of(user_id=user_id, public_id=public_id)
    words = " ".join(name.split())
    if not 0 < len(words) <= devices.NAME_LENGTH or not words.isprintable():
        raise NoName
    device.name = words
    device.save(update_fields=["name"])
    record(Event.DEVICE_RENAMED, actor=by, at=at, subjects=[_ref(device)])


@action(Event.DEVICE_REVOKED)
def revoke_device(*, by: Instance, at: datetime, user_id: int, public_id: str) -> None:
    """Raises `NoSuchDevice`."""
    device = devices.one_of(user_id=user_id, public_id=public_id)
    removed = devices.revoke(device=device, at=at)
    record(Event.DEVICE_REVOKED, actor=by, at=at, subjects=[_ref(device)], detail={"passkeys": removed})


@action(Event.FACTOR_REMOVED)
def remove_factor(*, by: Instance, at: datetime, user_id: int, factor_id: int) -> None:
    """Raises `factors.LastFactor`, `factors.NoSuchFactor`."""
    kind = factors.remove(user_id=user_id, factor_id=factor_id)
    record(Event.FACTOR_REMOVED, actor=by, at=at, detail={"kind": kind})


@action(Event.IDENTITY_LINKED)
def link_identity(*, by: Instance, at: datetime, user: User, issuer: str, subject: str) -> None:
    """From now on this person is known at their organisation's provider by its own id, not by an address."""
    Identity(user=user, issuer=issuer, subject=subject, linked_at=at).save(force_insert=True)
    record(Event.IDENTITY_LINKED, actor=by, at=at, subjects=[Ref("user", str(user.pk))])


def _ref(device: Device) -> Ref:
    return Ref("device", device.public_id)
