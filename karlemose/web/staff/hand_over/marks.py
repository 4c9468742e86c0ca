"""How far a hand-over has come, and how an item of it stands: always a word and an icon, never a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from karlemose.disclosure.enums import How, RecallReason, Sort, Standing, State
from karlemose.disclosure.queries import HandOver
from karlemose.web import times

SORT_ICONS = {Sort.PLATE: "act-car", Sort.DESCRIPTION: "note", Sort.PHOTO: "photo", Sort.CLIP: "camera"}


@dataclass(frozen=True)
class Mark:
    word: str | Promise
    icon: str
    css: str = ""


STANDINGS = {
    Standing.READY: Mark(Standing.READY.label, "done", "state-good"),
    Standing.LACKS: Mark(Standing.LACKS.label, "lacks", "state-lacks"),
    Standing.UNLAWFUL: Mark(Standing.UNLAWFUL.label, "stop", "state-danger"),
    Standing.LEFT_OUT: Mark(Standing.LEFT_OUT.label, "withdrawn"),
}
STATES = {
    State.DRAFT: Mark(State.DRAFT.label, "note"),
    State.APPROVED: Mark(pgettext_lazy("hand-over", "Approved, not released yet"), "check", "state-good"),
    State.RELEASED: Mark(State.RELEASED.label, "waiting", "state-lacks"),
    State.ACKNOWLEDGED: Mark(State.ACKNOWLEDGED.label, "done", "state-good"),
    State.RECALLED: Mark(State.RECALLED.label, "stop", "state-danger"),
    State.REFUSED: Mark(State.REFUSED.label, "withdrawn"),
}
WAITS_FOR_A_COLLEAGUE = Mark(pgettext_lazy("hand-over", "Waits for a colleague"), "waiting", "state-lacks")


def state(row: HandOver, counts: Mapping[Standing, int] | None = None) -> Mark:
    """A draft in which nothing is in the way waits for a colleague, but one that they have just sent back."""
    if row.state == State.DRAFT and row.ready_at is not None and not (counts or {}).get(Standing.LACKS):
        return WAITS_FOR_A_COLLEAGUE
    return STATES[State(row.state)]


def counted(counts: Mapping[Standing, int]) -> str:
    """4 ready · 2 lack something · 1 may not be handed over; nothing for nothing."""
    said = (
        (Standing.READY, ngettext("%(number)d ready", "%(number)d ready", counts.get(Standing.READY, 0))),
        (
            Standing.LACKS,
            ngettext("%(number)d lacks something", "%(number)d lack something", counts.get(Standing.LACKS, 0)),
        ),
        (Standing.UNLAWFUL, _("%(number)d may not be handed over")),
        (Standing.LEFT_OUT, _("%(number)d left out")),
    )
    return " · ".join(words % {"number": counts[one]} for one, words in said if counts.get(one))


def since(row: HandOver, *, zone: object, at: datetime) -> str:
    """What came last, and when: released, received, recalled."""
    moment = _last(row)
    return times.since(moment.astimezone(zone), at.astimezone(zone))  # type: ignore[arg-type]


def how(row: HandOver) -> str:
    return str(How(row.acknowledged_how).label) if row.acknowledged_how else ""


def recalled_because(row: HandOver) -> str:
    return str(RecallReason(row.recalled_because).label) if row.recalled_because else ""


def _last(row: HandOver) -> datetime:
    found: datetime = (
        row.recalled_at or row.acknowledged_at or row.released_at or row.approved_at or row.changed_at or row.made_at
    )
    return found
