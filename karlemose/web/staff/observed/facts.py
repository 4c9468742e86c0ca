"""The lines of an observation: its open part, its protected part, and what was done about a damage."""

from django.utils.translation import gettext as _

from karlemose.observations.enums import ActAtVehicle, HowKnown
from karlemose.observations.photo_actions import Repair
from karlemose.observations.queries import Observation, Particulars, Revision
from karlemose.places.queries import Neighbourhood
from karlemose.web import times
from karlemose.web.staff import weeks
from karlemose.web.staff.facts import Fact, known
from karlemose.web.staff.observation import day_and_time, people, place
from karlemose.web.templatetags.karlemose import thin


def open_facts(row: Observation | Revision, neighbourhood: Neighbourhood) -> list[Fact]:
    """What every partner reads."""
    occurred_at = row.occurred_at.astimezone(weeks.zone_of(neighbourhood))
    return known(
        Fact(_("Where"), place(row)),
        Fact(_("When"), day_and_time(occurred_at, row.precision)),
        Fact(_("How many"), people(row.number_of_people)),
        Fact(_("What they did"), row.text),
        Fact(_("How it is known"), str(HowKnown(row.certainty).label) if row.certainty else ""),
    )


def protected_facts(row: Particulars) -> list[Fact]:
    """Facts and assessment stand apart."""
    act = str(ActAtVehicle(row.act_at_vehicle).label) if row.act_at_vehicle else ""
    country = f" · {row.plate_country}" if row.plate_country else ""
    return known(
        Fact(_("Number plate"), f"{row.plate_as_written}{country}", is_plate=True) if row.plate else Fact("", ""),
        Fact(_("What happened at the car"), act),
        Fact(_("What was seen"), row.description),
        Fact(_("What is thought"), row.assessment),
        Fact(_("Names"), row.names),
        Fact(_("Dwelling"), row.dwelling),
    )


def repair_facts(repair: Repair | None) -> list[Fact]:
    if repair is None:
        return []
    cost = "" if repair.cost is None else _("%(number)s kr.") % {"number": thin(repair.cost)}
    gone = times.full_day(repair.removed_on)
    at_once = _("It named or threatened somebody, so it went at once.") if repair.removed_at_once else ""
    return known(
        Fact(_("Gone"), f"{gone}\n{at_once}".strip()),
        Fact(_("What was painted"), repair.tag),
        Fact(_("What it cost"), cost),
        Fact(_("The police's number"), repair.report_number),
    )
