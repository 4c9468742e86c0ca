"""Django and allauth tell of sign-ins and factors by signal only; this is the one place that listens."""

from typing import Any

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from karlemose.accounts import factors, sessions
from karlemose.accounts.log import NOBODY, person, write_down
from karlemose.accounts.models import Device, User
from karlemose.accounts.session_store import DEVICE
from karlemose.foundation import clock
from karlemose.ledger.events import Event


def listen() -> None:
    user_logged_in.connect(_started, dispatch_uid="ledger")
    user_logged_out.connect(_ended, dispatch_uid="ledger")
    user_login_failed.connect(_refused, dispatch_uid="ledger")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="ledger")
    mfa.authenticator_reset.connect(_codes_renewed, dispatch_uid="ledger")
    mfa.authenticator_used.connect(_factor_used, dispatch_uid="ledger")
    mfa.authentication_failed.connect(_factor_refused, dispatch_uid="ledger")


def _started(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    at = clock.current_time()
    write_down(by=person(user.pk), at=at, event=Event.SIGNED_IN)
    sessions.begin(request, user=user, at=at)


def _ended(sender: Any, user: User | None, **_: Any) -> None:
    if user is not None:
        write_down(by=person(user.pk), at=clock.current_time(), event=Event.SIGNED_OUT)


def _refused(sender: Any, **_: Any) -> None:
    write_down(by=NOBODY, at=clock.current_time(), event=Event.SIGN_IN_FAILED)


def _factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    _say(Event.FACTOR_ADDED, user, authenticator)
    if authenticator.type not in factors.REAL:
        return
    factors.mark_enrolled(user_id=user.pk)
    if not sessions.is_open(request):
        sessions.fill(request, user=user, at=clock.current_time())
        request.session.cycle_key()  # it opens more than it did
    device = Device.objects.filter(pk=request.session.get(DEVICE)).first()
    factors.made_on(authenticator, device=device.public_id if device else None)


def _codes_renewed(sender: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    _say(Event.CODES_RENEWED, user, authenticator)


def _factor_used(sender: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    _say(Event.FACTOR_USED, user, authenticator)


def _factor_refused(sender: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    _say(Event.FACTOR_REFUSED, user, authenticator)


def _say(event: Event, user: User, authenticator: Authenticator) -> None:
    write_down(by=person(user.pk), at=clock.current_time(), event=event, detail={"kind": str(authenticator.type)})
