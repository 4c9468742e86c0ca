"""What the police have not answered within seven days, for both chiefs: how much, and for how long."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.observations import answering, answers
from karlemose.observations.answering import Unanswered
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks
from karlemose.web.staff.answers import sentences


@dataclass(frozen=True)
class WeekRow:
    heading: str
    span: str
    number: int
    days: int
    oldest_noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Page:
    number: int
    oldest_days: int | None
    sentence: str
    rows: list[WeekRow]
    why_not: str


def page(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Page | None:
    """None for whoever is not one of the chiefs. One query."""
    found = answering.unanswered(viewer, neighbourhood, at=at)
    if found is None:
        return None
    zone = weeks.zone_of(neighbourhood)
    is_waiting = not answers.may_read(viewer)
    return Page(
        number=found.number,
        oldest_days=_days(found.oldest_noted_at, at),
        sentence=sentence(found, at=at),
        rows=[
            WeekRow(
                weeks.name(one.week),
                weeks.days(one.week),
                one.number,
                (at - one.oldest_noted_at).days,
                one.oldest_noted_at.astimezone(zone),
            )
            for one in found.weeks
        ],
        why_not=sentences.refusal(viewer) if is_waiting else "",
    )


def sentence(found: Unanswered, *, at: datetime) -> str:
    """1 report has waited for more than seven days, the oldest for 8 days."""
    days = _days(found.oldest_noted_at, at)
    if days is None:
        return _("Everything was answered within seven days.")
    waited = ngettext(
        "%(number)d report has waited for an answer for more than seven days",
        "%(number)d reports have waited for an answer for more than seven days",
        found.number,
    ) % {"number": found.number}
    return _("%(waited)s, the oldest for %(days)d days.") % {"waited": waited, "days": days}


def _days(since: datetime | None, at: datetime) -> int | None:
    return None if since is None else (at - since).days
