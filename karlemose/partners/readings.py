"""The line that a reading leaves: who read, and of what is protected also as whom, by which rules, of which text."""

from collections.abc import Iterable
from datetime import datetime

from karlemose.ledger.events import Event
from karlemose.ledger.recording import Value, action, record
from karlemose.ledger.refs import Ref
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel

OF_PROTECTED = (
    Event.PARTICULARS_OPENED,
    Event.PHOTO_OPENED,
    Event.HAND_OVER_OPENED,
    Event.PARCEL_FETCHED,
    Event.PLATE_LOOKED_UP,
)


@action(*OF_PROTECTED, Event.BRIEFING_OPENED)
def leave_reading(
    *, by: Viewer, at: datetime, event: Event, subjects: Iterable[Ref], channels: Iterable[Channel] = ()
) -> None:
    """All records that were shown stand in the line. `channels` are the protected ones that they came out of."""
    record(event, actor=by, at=at, subjects=subjects, detail=_why(by, channels))


def _why(viewer: Viewer, channels: Iterable[Channel]) -> dict[str, Value]:
    """As the law stood at the reading: roles, rules and their text change, the line does not."""
    rules = viewer.rules(channels)
    if not rules:
        return {}
    return {"role": viewer.role.value, "rule": "+".join(rules), "rulebook": in_force().version}
