"""The people of one's own organisation, as their contact person reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import day_of
from karlemose.partners.people import Person
from karlemose.partners.standing import Standing
from karlemose.places.queries import Neighbourhood
from karlemose.web import times, words
from karlemose.web.staff.facts import Fact, known
from karlemose.web.staff.greeting import greeting

SOON = timedelta(days=30)  # a renewal that is due within these days can be given already
ICONS = {
    Standing.INVITED: "waiting",
    Standing.COMING: "clock",
    Standing.RUNNING: "check",
    Standing.RESTING: "clock",
    Standing.ENDED: "withdrawn",
}


@dataclass(frozen=True)
class Row:
    membership_id: int
    name: str
    email: str
    role: str
    purpose: str
    state: str
    icon: str
    note: str
    is_due: bool
    is_resting: bool


@dataclass(frozen=True)
class Page:
    greeting: str
    lead: str
    rows: list[Row]
    ended: list[Row]
    due: list[Row]


def page(found: Iterable[Person], *, at: datetime, myself: int | None) -> Page:
    on = day_of(at)
    everybody = list(found)
    there = [row(one, on) for one in everybody if one.standing is not Standing.ENDED]
    due = [row(one, on) for one in everybody if is_due(one, on) and one.user_id != myself]
    number = sum(one.standing is Standing.RUNNING for one in everybody)
    lead = ngettext("%(number)d person works for you today.", "%(number)d people work for you today.", number)
    ended = [row(one, on) for one in everybody if one.standing is Standing.ENDED]
    return Page(
        greeting=greeting(times.at_home(at), waiting=len(due)),
        lead=lead % {"number": number},
        rows=there,
        ended=ended,
        due=due,
    )


def is_due(person: Person, on: date) -> bool:
    """Rests, or must be renewed within thirty days."""
    if person.standing is Standing.RESTING:
        return True
    return person.standing in {Standing.RUNNING, Standing.COMING} and person.renew_by <= on + SOON


def facts(person: Person, places: Iterable[Neighbourhood], on: date) -> list[Fact]:
    named: Mapping[int, str] = {one.id: one.name for one in places}
    where = (
        _("all, also those to come")
        if person.neighbourhoods is None
        else ", ".join(named.get(number, "") for number in person.neighbourhoods)
    )
    signed = person.confidentiality_signed_on
    return known(
        Fact(_("State"), _state(person)),
        Fact(_("Role"), str(words.ROLES[person.role])),
        Fact(_("Purpose"), str(words.PURPOSES[person.purpose])),
        Fact(_("Neighbourhoods"), where),
        Fact(_("E-mail"), person.email),
        Fact(_("From"), times.full_day(person.from_on)),
        Fact(_("Until"), times.full_day(person.until_on) if person.until_on else _("further notice")),
        Fact(_("To be renewed by"), times.full_day(person.renew_by)),
        Fact(_("Last used or renewed"), times.full_day(person.seen_on) if person.seen_on else _("never")),
        Fact(_("Confidentiality signed"), times.full_day(signed) if signed else _("not noted")),
    )


def row(person: Person, on: date) -> Row:
    return Row(
        membership_id=person.membership_id,
        name=person.name or _("Invitation taken back"),
        email=person.email,
        role=str(words.ROLES[person.role]),
        purpose=str(words.PURPOSES[person.purpose]),
        state=_state(person),
        icon=ICONS[person.standing],
        note=_note(person, on),
        is_due=is_due(person, on),
        is_resting=person.standing is Standing.RESTING,
    )


def _state(person: Person) -> str:
    return {
        Standing.INVITED: _("invited"),
        Standing.COMING: _("begins later"),
        Standing.RUNNING: _("works"),
        Standing.RESTING: _("rests"),
        Standing.ENDED: _("ended"),
    }[person.standing]


def _note(person: Person, on: date) -> str:
    if person.standing is Standing.ENDED:
        return _ending(person)
    if person.standing is Standing.INVITED:
        return ""
    if person.standing is Standing.COMING:
        return _("from %(day)s") % {"day": times.full_day(person.from_on)}
    return _of_days(person, on)


def _of_days(person: Person, on: date) -> str:
    day = {"day": times.full_day(person.renew_by)}
    if person.renew_by < on:
        return _("should have been renewed by %(day)s") % day
    if person.standing is Standing.RESTING:
        return _("not used for sixty days")
    if person.until_on:
        return _("until %(day)s") % {"day": times.full_day(person.until_on)}
    return _("renew by %(day)s") % day


def _ending(person: Person) -> str:
    because = {
        "contact": _("ended by the contact person"),
        "claim": _("left the group of the organisation's own sign-in"),
        "command": _("ended by whoever runs the installation"),
        "unanswered": _("nobody accepted the invitation"),
    }
    return because.get(person.ended_because, _("the last day is over"))
