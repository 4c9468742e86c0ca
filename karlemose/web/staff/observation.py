"""One observation as a page shows it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from karlemose.observations.enums import NumberOfPeople, Precision
from karlemose.observations.queries import Observation
from karlemose.places.queries import Neighbourhood


@dataclass(frozen=True)
class Shown:
    id: str
    kind: str
    icon: str
    place: str
    number_of_people: str
    text: str
    occurred_at: datetime  # on the neighbourhood's clock
    is_hour_known: bool
    noted_at: datetime
    is_late: bool  # written down on a later day than it was seen
    organisation: str


def shown(observation: Observation, neighbourhood: Neighbourhood) -> Shown:
    zone = ZoneInfo(neighbourhood.timezone)
    occurred_at, noted_at = observation.occurred_at.astimezone(zone), observation.noted_at.astimezone(zone)
    is_imported = observation.noted_by_organisation is None
    return Shown(
        id=observation.public_id,
        kind=observation.kind_label,
        icon=f"act-{observation.kind}",
        place=_place(observation),
        number_of_people=_people(observation.number_of_people),
        text=observation.text,
        occurred_at=occurred_at,
        is_hour_known=observation.precision == Precision.HOUR,
        noted_at=noted_at,
        is_late=not is_imported and noted_at.date() > occurred_at.date(),
        organisation=_("imported") if is_imported else observation.noted_by_organisation.name,
    )


def _place(observation: Observation) -> str:
    if observation.place is not None:
        return observation.place.label
    return observation.place_words or pgettext("place", "Place not given")


def _people(number: str) -> str:
    if not number:
        return ""
    if number == NumberOfPeople.ONE:
        return _("1 person")
    return _("%(number)s people") % {"number": NumberOfPeople(number).label}
