"""Sessions: what one is bound to, and the lines that sign-in and sign-out leave in the instance's own log."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from karlemose.foundation import clock
from karlemose.ledger.events import Event
from karlemose.ledger.models import INSTANCE
from karlemose.ledger.recording import action, record

WORN = "membership"


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


@dataclass(frozen=True)
class Instance:
    """The installation itself, as an actor."""

    actor: str
    partnership_id: int = INSTANCE


def listen() -> None:
    """Django and allauth tell of sign-ins by signal only; this is the one place that listens."""
    user_logged_in.connect(_started, dispatch_uid="ledger")
    user_logged_out.connect(_ended, dispatch_uid="ledger")
    user_login_failed.connect(_refused, dispatch_uid="ledger")


@action(Event.SIGNED_IN, Event.SIGNED_OUT, Event.SIGN_IN_FAILED)
def write_down(*, by: Instance, at: Any, event: Event) -> None:
    record(event, actor=by, at=at)


def _started(sender: Any, user: Any, **_: Any) -> None:
    write_down(by=Instance(f"person:{user.pk}"), at=clock.current_time(), event=Event.SIGNED_IN)


def _ended(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        write_down(by=Instance(f"person:{user.pk}"), at=clock.current_time(), event=Event.SIGNED_OUT)


def _refused(sender: Any, **_: Any) -> None:
    write_down(by=Instance("nobody"), at=clock.current_time(), event=Event.SIGN_IN_FAILED)
