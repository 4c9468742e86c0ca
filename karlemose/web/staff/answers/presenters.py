"""What the police answered, for whoever noted: one's own notes week by week, and, for those who lead, everybody's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from karlemose.foundation.clock import Week
from karlemose.observations import answering, answers, digests
from karlemose.observations.digests import Digest
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks
from karlemose.web.staff.answers import sentences

OWN_WEEKS, ALL_WEEKS = 12, 8


@dataclass(frozen=True)
class Told:
    """One week's answer on one's own notes; `at` None: nothing was noted."""

    heading: str
    span: str
    sentence: str
    at: datetime | None
    is_again: bool


@dataclass(frozen=True)
class WeekRow:
    heading: str
    span: str
    number: int
    open: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Page:
    next_at: datetime
    next_week: str
    newest: Told | None
    older: list[Told]
    everybody: list[WeekRow] | None
    why_not: str


def page(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Page:
    """Two queries for those who read everybody's numbers, one for the others."""
    zone = weeks.zone_of(neighbourhood)
    last = digests.last_told(at=at, zone=zone)
    told = [
        _told(digest, neighbourhood)
        for digest in digests.own(viewer, neighbourhood, since=last.previous(OWN_WEEKS - 1))
    ]
    if not told or told[0].heading != weeks.name(last):
        told.insert(0, _nothing(last))
    may_read = answers.may_read(viewer)
    return Page(
        next_at=digests.is_told_at(last.following(), zone).astimezone(zone),
        next_week=weeks.name(last.following()),
        newest=told[0] if may_read else None,
        older=told[1:],
        everybody=_everybody(viewer, neighbourhood, at=at),
        why_not="" if may_read else sentences.refusal(viewer),
    )


def _told(digest: Digest, neighbourhood: Neighbourhood) -> Told:
    week, zone = Week.parse(digest.week), weeks.zone_of(neighbourhood)
    return Told(
        heading=weeks.name(week),
        span=weeks.days(week),
        sentence=sentences.told(digest),
        at=digest.made_at.astimezone(zone),
        is_again=digest.version > 1,
    )


def _nothing(week: Week) -> Told:
    return Told(weeks.name(week), weeks.days(week), _("No news this week: you noted nothing in it."), None, False)


def _everybody(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> list[WeekRow] | None:
    """Ended weeks alone: a running week's numbers would tell of single answers as they are given."""
    ended = Week.of(at, weeks.zone_of(neighbourhood)).previous()
    found = answering.of_weeks(viewer, neighbourhood, [ended.previous(number) for number in range(ALL_WEEKS)])
    if found is None:
        return None
    return [
        WeekRow(weeks.name(week), weeks.days(week), one.number, one.open, sentences.numbers(one.by_reply))
        for week, one in sorted(found.items(), reverse=True)
        if one.number or week == ended
    ]
