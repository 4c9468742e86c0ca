"""Sign-in and sign-out leave a line in the instance's own log: no partnership is chosen yet."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from karlemose.foundation import clock
from karlemose.ledger.events import Event
from karlemose.ledger.models import INSTANCE
from karlemose.ledger.recording import action, record


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
