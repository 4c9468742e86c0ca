"""A week beside the eight weeks before it: what home and "This week" both show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from karlemose.foundation.clock import Week
from karlemose.meetings import changes
from karlemose.meetings.changes import Changed, Comparison, Span, Turn
from karlemose.observations import counts
from karlemose.observations.counts import WeekCount
from karlemose.observations.enums import Kind
from karlemose.places import queries as places
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks

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
    rows = [
        row for first, last in _stretches(span) for row in counts.by_week(viewer, neighbourhood, first=first, last=last)
    ]
    has_ended = week.has_ended(at=at, zone=weeks.zone_of(neighbourhood))
    table = _table(rows)
    changed = changes.changes(table, span)
    return Reading(
        week=week,
        has_ended=has_ended,
        total=changes.compare(_total(rows), span),
        by_kind=_by_kind(rows, week),
        changed=[one for one in changed if has_ended or one.turn is not Turn.COOLING],
        number_of_pairs=len(table),
        number_of_weeks_before=len(span.before),
        units=_named(viewer, neighbourhood, {one.pair.place_unit_id for one in changed}),
    )


def label(kind: KindOfAct) -> str:
    return kind[1] or str(Kind(kind[0]).label)


def _stretches(span: Span) -> list[tuple[Week, Week]]:
    """Weeks without a gap: this one with those before it, and the same a year earlier."""
    found = [(min(span.before, default=span.week), span.week)]
    return [*found, (min(span.last_year), max(span.last_year))] if span.last_year else found


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
    rows = places.units(viewer, neighbourhood).filter(id__in=ids - {None}).only("id", "code", "name", "kind")
    return {None: pgettext("place", "Place not given"), **{row.id: row.label for row in rows}}
