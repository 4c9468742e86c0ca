"""Observations as numbers: ISO week × kind × place unit, hour × weekday, coverage, and months for the public level.

Counts are made by place unit (≥ 20 dwellings, or an outdoor place, cellar or square), never by stairwell.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth, TruncWeek

from karlemose.foundation.clock import Week
from karlemose.observations.enums import Kind, Precision
from karlemose.observations.models import Observation
from karlemose.observations.queries import standing, visible, within
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


def by_week(viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week) -> list[WeekCount]:
    """Acts by week, kind and place unit, from the first to the last week; what is not there is none. One query."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = within(_acts(viewer, neighbourhood), first=first, last=last, zone=zone)
    groups = rows.annotate(week=TruncWeek("occurred_at", tzinfo=zone)).values_list(
        "week", "kind", "kind_words", "place__place_unit_id"
    )
    counted = groups.annotate(number=Count("id")).order_by("week", "kind", "kind_words", "place__place_unit_id")
    week_of = cache(lambda start: Week.of_day(start.date()))
    return [WeekCount(week_of(start), *rest) for start, *rest in counted]


def by_hour(viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week) -> list[list[int]]:
    """`counts[weekday][hour]`, Monday first, on the neighbourhood's clock; without acts whose hour is not known."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = within(_acts(viewer, neighbourhood), first=first, last=last, zone=zone).filter(precision=Precision.HOUR)
    groups = rows.annotate(
        day=ExtractIsoWeekDay("occurred_at", tzinfo=zone), hour=ExtractHour("occurred_at", tzinfo=zone)
    ).values_list("day", "hour")
    counts = [[0] * 24 for _ in range(7)]
    for day, hour, number in groups.annotate(number=Count("id")).order_by("day", "hour"):
        counts[day - 1][hour] = number
    return counts


def by_place_unit(viewer: Viewer, neighbourhood: Neighbourhood, *, first: Week, last: Week) -> dict[int | None, int]:
    """Acts by place unit over these weeks; None holds those without one."""
    rows = within(_acts(viewer, neighbourhood), first=first, last=last, zone=ZoneInfo(neighbourhood.timezone))
    groups = rows.values_list("place__place_unit_id").annotate(number=Count("id"))
    return dict(groups.order_by("place__place_unit_id"))


def first_week(viewer: Viewer, neighbourhood: Neighbourhood) -> Week | None:
    """The week of the oldest observation: before it nothing is known, which is not "none"."""
    oldest = visible(viewer, neighbourhood).aggregate(oldest=Min("occurred_at"))["oldest"]
    return None if oldest is None else Week.of(oldest, ZoneInfo(neighbourhood.timezone))


def coverage(viewer: Viewer, neighbourhood: Neighbourhood, *, week: Week) -> list[Heard]:
    """What was heard from each section in a week, in the order of the plan; nothing for a plan without sections."""
    section = PlaceKind.SECTION
    of_section = Case(
        When(place__kind=section, then=F("place_id")),
        When(place__parent__kind=section, then=F("place__parent_id")),
        When(place__parent__parent__kind=section, then=F("place__parent__parent_id")),
    )
    heard = _heard(viewer, neighbourhood, week, of_section)
    sections = Place.objects.visible_to(viewer).filter(neighbourhood=neighbourhood, kind=section)
    named = sections.order_by("order", "id").values_list("id", "name")
    return [_voice(identity, name, *heard[identity]) for identity, name in named]


def coverage_by_organisation(viewer: Viewer, neighbourhood: Neighbourhood, *, week: Week) -> dict[int, Heard]:
    """What was heard from each organisation that noted anything in a week; the silent ones are not in it."""
    rows = _of_week(viewer, neighbourhood, week).filter(noted_by_organisation__isnull=False)
    groups = rows.values_list("noted_by_organisation_id", "noted_by_organisation__name")
    counted = groups.annotate(acts=_number_of_acts(), notes=Count("id")).order_by("noted_by_organisation_id")
    return {identity: _voice(identity, name, acts, notes) for identity, name, acts, notes in counted}


def months(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> list[Month]:
    """The public level: acts by whole ended month of the whole neighbourhood, from the first month on.

    Fewer than five is None, also where there was none at all; a month that has not ended is not in it, since two looks
    at it would tell what came in between.
    """
    if neighbourhood.id not in viewer.sees(Channel.PICTURE, Level.PUBLIC):
        return []
    zone = ZoneInfo(neighbourhood.timezone)
    every = standing(Observation.objects.unscoped("month × neighbourhood, suppressed below five"))
    rows = every.exclude(kind=Kind.NOTHING)
    groups = rows.filter(partnership_id=viewer.partnership_id, neighbourhood=neighbourhood)
    counted = groups.annotate(month=TruncMonth("occurred_at", tzinfo=zone)).values_list("month")
    numbers = {start.date(): number for start, number in counted.annotate(number=Count("id")).order_by("month")}
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


def _acts(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    return visible(viewer, neighbourhood).exclude(kind=Kind.NOTHING)


def _of_week(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> QuerySet[Observation]:
    zone = ZoneInfo(neighbourhood.timezone)
    return within(visible(viewer, neighbourhood), first=week, last=week, zone=zone)


def _number_of_acts() -> Count:
    return Count("id", filter=~Q(kind=Kind.NOTHING))


def _heard(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, part: Case) -> dict[int, tuple[int, int]]:
    """Part → number of acts and of notes of any kind."""
    groups = _of_week(viewer, neighbourhood, week).annotate(part=part).values_list("part")
    counted = groups.annotate(acts=_number_of_acts(), notes=Count("id")).order_by("part")
    return defaultdict(lambda: (0, 0), {identity: (acts, notes) for identity, acts, notes in counted if identity})


def _voice(identity: int, name: str, acts: int, notes: int) -> Heard:
    voice = Voice.REPORTED if acts else Voice.NOTHING if notes else Voice.SILENT
    return Heard(identity, name, voice, acts)
