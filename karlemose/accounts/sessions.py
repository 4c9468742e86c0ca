"""What a session is bound to: a person, whether they showed a second factor, a device, one membership, a time."""

from datetime import datetime, timedelta
from enum import StrEnum

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpRequest

from karlemose.accounts import actions, factors
from karlemose.accounts.log import person
from karlemose.accounts.models import User
from karlemose.accounts.session_store import BEGUN, DEVICE, SEEN, moment

IDLE = timedelta(hours=2)  # without a request
LONGEST = timedelta(hours=12)  # whatever happens
SEEN_EVERY = timedelta(minutes=5)  # how often a request writes down that the session is in use
WORN = "membership"
ENTRY = "entry"


class Entry(StrEnum):
    """How far a session goes; written at sign-in, so that no page has to ask the database."""

    FULL = "full"  # with a second factor
    ENROLMENT = "enrolment"  # without: only the pages on which one is added
    DEMO = "demo"  # through the demonstration's door; counts in a demonstration alone


class AnotherIsWorn(RuntimeError):
    """This session works under another membership already: two purposes never share one. Sign in anew."""


def wear(request: HttpRequest, membership_id: int) -> None:
    """Bind the session to this membership until it ends. Raises `AnotherIsWorn`."""
    current = worn(request)
    if current == membership_id:
        return
    if current is not None:
        raise AnotherIsWorn
    request.session.cycle_key()  # whoever knew the session before the choice does not know it after
    request.session[WORN] = membership_id


def worn(request: HttpRequest) -> int | None:
    """The membership under which this session works, once one was chosen."""
    return request.session.get(WORN)


def let_in_by_link(request: HttpRequest, *, user_id: int) -> None:
    """Sign in whoever holds a link that was made for them, as far as enrolment. Whoever has a factor shows it instead.

    The caller has used the link up. Raises `PermissionError` for somebody who is not active or has a second factor.
    """
    user = User.objects.get(pk=user_id)
    if not user.is_active or factors.has_any(user.pk):
        raise PermissionError("a link lets in people without a second factor alone")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])


def begin(request: HttpRequest, *, user: User, at: datetime) -> None:
    """A sign-in starts anew: no membership of the session before, its own clock, and as far as its factors go."""
    session = request.session
    session.pop(WORN, None)
    session[BEGUN] = session[SEEN] = at.isoformat()
    session[ENTRY] = Entry.ENROLMENT
    if factors.has_any(user.pk) or was_vouched_for(request, user):
        fill(request, user=user, at=at)


def fill(request: HttpRequest, *, user: User, at: datetime) -> None:
    """A second factor is there: everything is open, and this browser is a device of theirs."""
    request.session[ENTRY] = Entry.FULL
    showed = was_shown(request, user)
    request.session[DEVICE] = actions.enrol_device(
        by=person(user.pk), at=at, request=request, user=user, showed_factor=showed
    ).device.pk


def admit_to_demo(request: HttpRequest) -> None:
    """The demonstration's people have neither password nor factor."""
    request.session[ENTRY] = Entry.DEMO


def is_open(request: HttpRequest) -> bool:
    """Was a second factor shown, or is this the demonstration?"""
    entry = request.session.get(ENTRY)
    return entry == Entry.FULL or (entry == Entry.DEMO and settings.IS_DEMO)


def was_shown(request: HttpRequest, user: User) -> bool:
    """In this sign-in, and not only on this device earlier in the day."""
    records = get_authentication_records(request, user)
    return any(record["method"] == "mfa" for record in records) or was_vouched_for(request, user)


def was_vouched_for(request: HttpRequest, user: User) -> bool:
    """Did the provider of their organisation say that it saw a second factor?"""
    return any(record.get("second_factor") is True for record in get_authentication_records(request, user))


def is_over(request: HttpRequest, *, at: datetime) -> bool:
    """Two hours without a request, or twelve in all. A session that cannot say when it began is over."""
    begun, seen = moment(request.session.get(BEGUN)), moment(request.session.get(SEEN))
    return begun is None or seen is None or at - begun > LONGEST or at - seen > IDLE


def touch(request: HttpRequest, *, at: datetime) -> None:
    seen = moment(request.session.get(SEEN))
    if seen is None or at - seen > SEEN_EVERY:
        request.session[SEEN] = at.isoformat()


def is_signed_in(request: HttpRequest) -> bool:
    """Without asking the database for the person."""
    return SESSION_KEY in request.session


def began_lately(request: HttpRequest, *, at: datetime, within: timedelta) -> bool:
    begun = moment(request.session.get(BEGUN))
    return begun is not None and at - begun <= within
