"""Reading the installation's own log: what was changed about one person's access."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import INSTANCE
from karlemose.tenancy.acting import acting_for


class Line(NamedTuple):
    at: datetime
    event: Event
    kind: str  # of what, as a code; may be empty


def lines_of(*, actor: str, events: Iterable[Event], most: int) -> list[Line]:
    """The newest lines that this person left, newest first."""
    wanted = [event.value for event in events]
    with acting_for(INSTANCE, read_only=True):
        rows = (
            Entry.objects.unscoped("one's own lines in the installation's log")
            .filter(partnership_id=INSTANCE, event__in=wanted, body__contains=f'"actor":"{actor}"')
            .order_by("-id")[:most]
        )
        bodies = [json.loads(row.body) for row in rows]
    return [
        Line(datetime.fromisoformat(one["at"]), Event(one["event"]), str(one["detail"].get("kind", "")))
        for one in bodies
    ]
