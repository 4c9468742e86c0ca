"""Lines about sign-in stand in the instance's own log: no partnership is chosen yet. Never an address or a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from karlemose.ledger.events import Event
from karlemose.ledger.recording import INSTANCE, action, record


@dataclass(frozen=True)
class Instance:
    """The installation itself, as where something happens; `actor` is who did it."""

    actor: str
    partnership_id: int = INSTANCE


NOBODY = Instance("nobody")


def person(user_id: int) -> Instance:
    return Instance(f"person:{user_id}")


@action(
    Event.SIGNED_IN,
    Event.SIGNED_OUT,
    Event.SIGN_IN_FAILED,
    Event.FACTOR_ADDED,
    Event.FACTOR_USED,
    Event.FACTOR_REFUSED,
    Event.CODES_RENEWED,
)
def write_down(
    *,
    by: Instance,
    at: datetime,
    event: Event,
    detail: Mapping[str, str] | None = None,
) -> None:
    """The line of what Django or allauth did, or of an attempt that was refused. `detail` holds codes."""
    record(event, actor=by, at=at, detail=detail)
