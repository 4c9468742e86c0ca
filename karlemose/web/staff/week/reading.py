"""A week beside the eight weeks before it: what home and "This week" both show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from karlemose.foundation.clock import Week
from karlemose.meetings import changes
from karlemose.meetings.changes import Changed, Comparison, Turn
from karlemose.observations import counts
from karlemose.observations.counts import WeekCount
from karlemose.observations.enums import Kind
from karlemose.places import queries as places
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks

NO_UNIT = 0  # asked for as well, so that the query is sent whatever the data
KindOfAct = tuple[str, str]  # ours, and another system's own words


@dataclass(frozen=True)
class Pair:
    """A kind of act at a place unit."""

    kind: str
    kind_words: str
    place_unit_id: int | None

    @property
    def kind_label(self) -> str:
        return label((self.kind, self.kind_words))


@dataclass(frozen=True)
class Reading:
    week: Week
    has_ended: bool
    total: Comparison
    by_kind: dict[KindOfAct, int]  # this week, the most first
    changed: list[Changed[Pair]]
    number_of_pairs: int
    number_of_weeks_before: int
    units: dict[int | None, str]  # names of the place units that occur


def read(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, at: datetime) -> Reading:
    """The same comparison as in the printed briefing. Four queries, whatever the data."""
    span = changes.span(week, first=counts.first_week(viewer, neighbourhood))
    rows = counts.by_week(viewer, neighbourhood, first=min(span.before, default=week), last=week)
    last_year = _last_year(viewer, neighbourhood, week)
    table = _table([*rows, *last_year] if span.last_year else rows)
    has_ended = week.has_ended(at=at, zone=weeks.zone_of(neighbourhood))
    changed = changes.changes(table, span)
    return Reading(
        week=week,
        has_ended=has_ended,
        total=changes.compare(_total([*rows, *last_year]), span),
        by_kind=_by_kind(rows, week),
        changed=[one for one in changed if has_ended or one.turn is not Turn.COOLING],
        number_of_pairs=len(table),
        number_of_weeks_before=len(span.before),
        units=_named(viewer, neighbourhood, {one.pair.place_unit_id for one in changed}),
    )


def label(kind: KindOfAct) -> str:
    return kind[1] or str(Kind(kind[0]).label)


def _last_year(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> list[WeekCount]:
    """The same weeks a year earlier; asked for always, so that a page sends as many queries whatever the data."""
    same = [week.previous(number).same_week_last_year() for number in range(changes.WEEKS_BEFORE + 1)]
    return counts.by_week(viewer, neighbourhood, first=min(same), last=max(same))


def _table(rows: list[WeekCount]) -> dict[Pair, dict[Week, int]]:
    table: dict[Pair, dict[Week, int]] = defaultdict(dict)
    for row in rows:
        table[Pair(row.kind, row.kind_words, row.place_unit_id)][row.week] = row.number
    return table


def _total(rows: list[WeekCount]) -> dict[Week, int]:
    total: dict[Week, int] = defaultdict(int)
    for row in rows:
        total[row.week] += row.number
    return total


def _by_kind(rows: list[WeekCount], week: Week) -> dict[KindOfAct, int]:
    found: dict[KindOfAct, int] = defaultdict(int)
    for row in rows:
        if row.week == week:
            found[row.kind, row.kind_words] += row.number
    return dict(sorted(found.items(), key=lambda one: (-one[1], label(one[0]))))


def _named(viewer: Viewer, neighbourhood: Neighbourhood, ids: set[int | None]) -> dict[int | None, str]:
    asked = {NO_UNIT, *ids} - {None}
    rows = places.units(viewer, neighbourhood).filter(id__in=asked).only("id", "code", "name", "kind")
    return {None: pgettext("place", "Place not given"), **{row.id: row.label for row in rows}}
