"""Observations as numbers: ISO week × kind × place unit, hour × weekday, coverage, and months for the public level.

Counts are made by place unit (≥ 20 dwellings, or an outdoor place, cellar or square), never by stairwell. Records and
what is left of erased ones (`series`) are added up in the same query: erasing a record changes no number here. What was
withdrawn, or merged into another, counts nowhere; what is known by its month alone counts in months and in no week.

With `known` the numbers are those of a moment (`knowing`): what was corrected since is counted as it was written then.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DateField, Exists, F, Q, QuerySet, Sum, When
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth, TruncWeek

from karlemose.foundation.clock import Week
from karlemose.observations.enums import Kind, Precision
from karlemose.observations.knowing import Known
from karlemose.observations.models import Observation
from karlemose.observations.queries import standing, visible, within
from karlemose.observations.series import MonthCount
from karlemose.observations.series import WeekCount as KeptWeek
from karlemose.places.enums import PlaceKind
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Level

SMALLEST_PUBLIC = 5  # what is fewer is not said in public


@dataclass(frozen=True, order=True)
class WeekCount:
    """How many acts of a kind at a place unit (None: place not given, or no finer than a section or block)."""

    week: Week
    kind: str
    kind_words: str
    place_unit_id: int | None
    number: int


class Voice(StrEnum):
    """What was heard from a part of the neighbourhood in a week."""

    REPORTED = "reported"
    NOTHING = "nothing"  # said that there is nothing to report
    SILENT = "silent"  # which is not the same as calm


@dataclass(frozen=True)
class Heard:
    """Coverage of one section, or of one organisation."""

    id: int
    name: str
    voice: Voice
    number: int


@dataclass(frozen=True)
class Month:
    """One whole month of the whole neighbourhood. `number` None: fewer than five."""

    starts_on: date
    number: int | None


def by_week(
    viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week, known: Known | None = None
) -> list[WeekCount]:
    """Acts by week, kind and place unit, from the first to the last week; what is not there is none. One query."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = within(_acts(viewer, neighbourhood, known), first=first, last=last, zone=zone)
    groups = rows.annotate(monday=TruncWeek("occurred_at", tzinfo=zone, output_field=DateField())).values_list(
        "monday", "kind", "kind_words", "place__place_unit_id"
    )
    kept = _kept(viewer, neighbourhood, first=first, last=last)
    told = kept.values_list("monday", "kind", "kind_words", "place_unit_id", "number")
    numbers = _added_up(groups.annotate(amount=Count("id")).union(told, all=True))
    week_of = cache(Week.of_day)
    for row in _corrected(known, first, last):
        numbers[week_of(row.occurred_at.astimezone(zone).date()).monday, row.kind, row.kind_words, _unit(row)] += 1
    found = [WeekCount(week_of(monday), *rest, number) for (monday, *rest), number in numbers.items()]
    return sorted(found, key=lambda one: (one.week, one.kind, one.kind_words, one.place_unit_id or 0))


def by_hour(
    viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week, known: Known | None = None
) -> list[list[int]]:
    """`counts[weekday][hour]`, Monday first, on the neighbourhood's clock; without acts whose hour is not known."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = within(_acts(viewer, neighbourhood, known), first=first, last=last, zone=zone)
    rows = rows.filter(precision=Precision.HOUR)
    groups = rows.annotate(
        day=ExtractIsoWeekDay("occurred_at", tzinfo=zone), hour=ExtractHour("occurred_at", tzinfo=zone)
    ).values_list("day", "hour")
    counts = [[0] * 24 for _ in range(7)]
    for day, hour, number in groups.annotate(number=Count("id")).order_by("day", "hour"):
        counts[day - 1][hour] = number
    for row in _corrected(known, first, last):
        if row.precision == Precision.HOUR:
            local = row.occurred_at.astimezone(zone)
            counts[local.weekday()][local.hour] += 1
    return counts


def by_place_unit(
    viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week, known: Known | None = None
) -> dict[int | None, int]:
    """Acts by place unit over these weeks; None holds those without one. One query."""
    rows = within(_acts(viewer, neighbourhood, known), first=first, last=last, zone=ZoneInfo(neighbourhood.timezone))
    groups = rows.values_list("place__place_unit_id").annotate(amount=Count("id"))
    kept = _kept(viewer, neighbourhood, first=first, last=last).values_list("place_unit_id")
    numbers = _added_up(groups.union(kept.annotate(amount=Sum("number")), all=True))
    numbers.update((_unit(row),) for row in _corrected(known, first, last))
    return {unit: number for (unit,), number in numbers.items()}


def first_week(viewer: Viewer, neighbourhood: Neighbourhood, *, known: Known | None = None) -> Week | None:
    """The week of the oldest observation, erased ones too: before it nothing is known, which is not "none"."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = _standing(viewer, neighbourhood, known).exclude(precision=Precision.MONTH)
    mondays = rows.annotate(monday=TruncWeek("occurred_at", tzinfo=zone, output_field=DateField()))
    oldest = mondays.order_by("occurred_at").values_list("monday")[:1]
    kept = KeptWeek.objects.visible_to(viewer).filter(neighbourhood=neighbourhood)
    found = oldest.union(kept.order_by("monday").values_list("monday")[:1], all=True)
    weeks = [Week.of_day(monday) for (monday,) in found]
    if known is not None:
        weeks += [Week.of_day(known.day(row)) for row in known.corrected if row.precision != Precision.MONTH]
    return min(weeks, default=None)


def is_erased(neighbourhood: Neighbourhood, week: Week) -> bool:
    """Whether records of this week have become counts: then who was heard in it is not known any more."""
    rows = KeptWeek.objects.unscoped("is anything of this week erased already?")
    return rows.filter(neighbourhood=neighbourhood, monday=week.monday).exists()


def coverage(viewer: Viewer, neighbourhood: Neighbourhood, *, week: Week, known: Known | None = None) -> list[Heard]:
    """What was heard from each section in a week, in the order of the plan.

    Nothing for a plan without sections, nor for a week of which records were erased: who was silent is not known then.
    """
    section = PlaceKind.SECTION
    of_section = Case(
        When(place__kind=section, then=F("place_id")),
        When(place__parent__kind=section, then=F("place__parent_id")),
        When(place__parent__parent__kind=section, then=F("place__parent__parent_id")),
    )
    heard = _heard(_of_week(viewer, neighbourhood, week, known).annotate(part=of_section))
    for row in known.corrected_within(week, week) if known else ():
        _hear(heard, _section(row.place), row)
    sections = Place.objects.visible_to(viewer).filter(neighbourhood=neighbourhood, kind=section)
    erased = _kept(viewer, neighbourhood, first=week, last=week, with_nothing=True)
    named = sections.annotate(is_erased=Exists(erased)).order_by("order", "id").values_list("id", "name", "is_erased")
    return [_voice(identity, name, *heard[identity]) for identity, name, is_erased in named if not is_erased]


def coverage_by_organisation(
    viewer: Viewer, neighbourhood: Neighbourhood, *, week: Week, known: Known | None = None
) -> dict[int, Heard]:
    """What was heard from each organisation that noted anything in a week; the silent ones are not in it."""
    rows = _of_week(viewer, neighbourhood, week, known).filter(noted_by_organisation__isnull=False)
    groups = rows.values_list("noted_by_organisation_id", "noted_by_organisation__name")
    counted = list(groups.annotate(acts=_number_of_acts(), notes=Count("id")).order_by("noted_by_organisation_id"))
    names = {identity: name for identity, name, _acts, _notes in counted}
    heard = {identity: (acts, notes) for identity, _name, acts, notes in counted}
    for row in known.corrected_within(week, week) if known else ():
        if row.noted_by_organisation is not None:
            names[row.noted_by_organisation.id] = row.noted_by_organisation.name
            _hear(heard, row.noted_by_organisation.id, row)
    return {identity: _voice(identity, names[identity], *heard[identity]) for identity in sorted(heard)}


def months(
    viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, known_at: datetime | None = None
) -> list[Month]:
    """The public level: acts by whole ended month of the whole neighbourhood, from the first month on.

    Fewer than five is None, also where there was none at all; a month that has not ended is not in it, since two looks
    at it would tell what came in between.
    """
    if neighbourhood.id not in viewer.sees(Channel.PICTURE, Level.PUBLIC):
        return []
    zone = ZoneInfo(neighbourhood.timezone)
    every = Observation.objects.unscoped("month × neighbourhood, suppressed below five")
    every = every.filter(partnership_id=viewer.partnership_id, neighbourhood=neighbourhood)
    known = None if known_at is None else Known(every, known_at, zone)
    rows = (standing(every) if known is None else known.rows).exclude(kind=Kind.NOTHING)
    counted = rows.annotate(month=TruncMonth("occurred_at", tzinfo=zone, output_field=DateField()))
    kept = MonthCount.objects.unscoped("month × neighbourhood, suppressed below five").exclude(kind=Kind.NOTHING)
    told = kept.filter(partnership_id=viewer.partnership_id, neighbourhood=neighbourhood).values_list("month")
    live = counted.values_list("month").annotate(amount=Count("id"))
    added = _added_up(live.union(told.annotate(amount=Sum("number")), all=True))
    numbers = Counter({month: number for (month,), number in added.items()})
    if known is not None:
        numbers.update(known.day(row).replace(day=1) for row in known.corrected if row.kind != Kind.NOTHING)
    this_month = at.astimezone(zone).date().replace(day=1)
    return [
        Month(month, _said(numbers.get(month, 0))) for month in _months(min(numbers, default=this_month), this_month)
    ]


def _months(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _said(number: int) -> int | None:
    return number if number >= SMALLEST_PUBLIC else None


def _kept(
    viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week, with_nothing: bool = False
) -> QuerySet[KeptWeek]:
    """What is left of erased acts of these weeks, or with those that had nothing to report."""
    rows = KeptWeek.objects.visible_to(viewer).filter(neighbourhood=neighbourhood)
    rows = rows.filter(monday__gte=first.monday, monday__lte=last.monday)
    return rows if with_nothing else rows.exclude(kind=Kind.NOTHING)


def _added_up(rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """Key → number, of rows whose last column is a number."""
    numbers: Counter[tuple[Any, ...]] = Counter()
    for *key, number in rows:
        numbers[tuple(key)] += number
    return numbers


def _standing(viewer: Viewer, neighbourhood: Neighbourhood, known: Known | None) -> QuerySet[Observation]:
    return visible(viewer, neighbourhood) if known is None else known.rows


def _acts(viewer: Viewer, neighbourhood: Neighbourhood, known: Known | None) -> QuerySet[Observation]:
    return _standing(viewer, neighbourhood, known).exclude(kind=Kind.NOTHING)


def _corrected(known: Known | None, first: Week, last: Week) -> Iterator[Observation]:
    return known.acts_within(first, last) if known else iter(())


def _unit(row: Observation) -> int | None:
    return row.place.place_unit_id if row.place else None


def _section(place: Place | None) -> int | None:
    while place is not None and place.kind != PlaceKind.SECTION:
        place = place.parent
    return place.id if place else None


def _of_week(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, known: Known | None) -> QuerySet[Observation]:
    zone = ZoneInfo(neighbourhood.timezone)
    return within(_standing(viewer, neighbourhood, known), first=week, last=week, zone=zone)


def _number_of_acts() -> Count:
    return Count("id", filter=~Q(kind=Kind.NOTHING))


def _heard(rows: QuerySet[Observation]) -> dict[int, tuple[int, int]]:
    """Part → number of acts and of notes of any kind."""
    counted = rows.values_list("part").annotate(acts=_number_of_acts(), notes=Count("id")).order_by("part")
    return defaultdict(lambda: (0, 0), {identity: (acts, notes) for identity, acts, notes in counted if identity})


def _hear(heard: dict[int, tuple[int, int]], part: int | None, row: Observation) -> None:
    """One more, as it was written then."""
    if part is not None:
        acts, notes = heard.get(part, (0, 0))
        heard[part] = (acts + (row.kind != Kind.NOTHING), notes + 1)


def _voice(identity: int, name: str, acts: int, notes: int) -> Heard:
    voice = Voice.REPORTED if acts else Voice.NOTHING if notes else Voice.SILENT
    return Heard(identity, name, voice, acts)
