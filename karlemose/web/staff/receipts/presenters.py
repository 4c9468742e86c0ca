"""The covers of what was handed to the viewer's organisation: week, state, how long it has waited."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from karlemose.disclosure import queries
from karlemose.disclosure.enums import State
from karlemose.disclosure.queries import HandOver
from karlemose.foundation.clock import Week
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks
from karlemose.web.staff.hand_over import marks
from karlemose.web.staff.hand_over.marks import Mark


@dataclass(frozen=True, kw_only=True)
class Cover:
    id: str
    name: str
    sender: str
    number: str
    mark: Mark
    when: datetime
    since: str
    note: str
    is_waiting: bool
    is_recalled: bool


@dataclass(frozen=True)
class Page:
    waiting: list[Cover]
    rest: list[Cover]


def page(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Page:
    rows = [row for row in queries.listed(viewer, neighbourhood) if row.receiver_id == viewer.organisation_id]
    covers = [cover(row, neighbourhood, at=at) for row in rows]
    return Page([one for one in covers if one.is_waiting], [one for one in covers if not one.is_waiting])


def cover(row: HandOver, neighbourhood: Neighbourhood, *, at: datetime) -> Cover:
    zone = weeks.zone_of(neighbourhood)
    week = Week.parse(row.week)
    number = row.number_released or 0
    return Cover(
        id=row.public_id,
        name=f"{weeks.name(week)}, {week.year}",
        sender=row.sender.name,
        number=ngettext("%(number)d item", "%(number)d items", number) % {"number": number},
        mark=marks.state(row),
        when=(row.recalled_at or row.acknowledged_at or row.released_at).astimezone(zone),
        since=marks.since(row, zone=zone, at=at),
        note=marks.recalled_because(row) or _how(row),
        is_waiting=row.state == State.RELEASED,
        is_recalled=row.state == State.RECALLED,
    )


def _how(row: HandOver) -> str:
    return " · ".join(part for part in (marks.how(row), row.journal_number) if part)
