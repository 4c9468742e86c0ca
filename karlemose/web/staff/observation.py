"""One observation as a page shows it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from karlemose.observations.enums import HowKnown, NumberOfPeople, Precision
from karlemose.observations.queries import Observation, Revision
from karlemose.places.queries import Neighbourhood
from karlemose.web import times


@dataclass(frozen=True)
class Shown:
    id: str
    kind: str
    icon: str
    place: str
    number_of_people: str
    text: str
    occurred_at: datetime  # on the neighbourhood's clock
    when: str  # tir 12. sep · 14.02, as closely as it is known
    time: str  # 14.02, for a list that stands under its day
    noted_at: datetime
    late: str  # written down on a later day than it was seen: both days in a sentence
    how_known: str
    organisation: str


def shown(observation: Observation, neighbourhood: Neighbourhood) -> Shown:
    zone = ZoneInfo(neighbourhood.timezone)
    occurred_at, noted_at = observation.occurred_at.astimezone(zone), observation.noted_at.astimezone(zone)
    is_imported = observation.noted_by_organisation is None
    return Shown(
        id=observation.public_id,
        kind=observation.kind_label,
        icon=f"act-{observation.kind}",
        place=place(observation),
        number_of_people=people(observation.number_of_people),
        text=observation.text,
        occurred_at=occurred_at,
        when=_when(occurred_at, observation.precision),
        time=_time(occurred_at, observation.precision),
        noted_at=noted_at,
        late="" if is_imported else _late(noted_at, occurred_at, observation.precision),
        how_known=str(HowKnown(observation.certainty).label) if observation.certainty else "",
        organisation=_("imported") if is_imported else observation.noted_by_organisation.name,
    )


def day_and_time(occurred_at: datetime, precision: str) -> str:
    """tirsdag 12. september 2017 kl. 14.02; tirsdag 12. september 2017; september 2017"""
    if precision == Precision.MONTH:
        return times.month(occurred_at)
    day = f"{times.day(occurred_at)} {occurred_at.year}"
    if precision == Precision.DAY:
        return day
    return _("%(day)s at %(time)s") % {"day": day, "time": times.clock(occurred_at)}


def _when(occurred_at: datetime, precision: str) -> str:
    if precision == Precision.MONTH:
        return times.month(occurred_at)
    day = times.short_day(occurred_at)
    return f"{day} · {times.clock(occurred_at)}" if precision == Precision.HOUR else day


def _time(occurred_at: datetime, precision: str) -> str:
    if precision == Precision.MONTH:
        return _("sometime in the month")
    return times.clock(occurred_at) if precision == Precision.HOUR else ""


def _late(noted_at: datetime, occurred_at: datetime, precision: str) -> str:
    """Written down 20 June, seen 9 February."""
    if noted_at.date() <= occurred_at.date():
        return ""
    is_same_year = noted_at.year == occurred_at.year
    day = times.day_and_month if is_same_year else times.full_day
    seen = times.month(occurred_at) if precision == Precision.MONTH else day(occurred_at)
    return _("Written down %(written)s, seen %(seen)s.") % {"written": day(noted_at), "seen": seen}


def place(observation: Observation | Revision) -> str:
    if observation.place is not None:
        return observation.place.label
    return getattr(observation, "place_words", "") or pgettext("place", "Place not given")


def people(number: str) -> str:
    if not number:
        return ""
    if number == NumberOfPeople.ONE:
        return _("1 person")
    return _("%(number)s people") % {"number": NumberOfPeople(number).label}
