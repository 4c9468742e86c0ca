"""The partnership, its six partners, their people and the plan: made once, each step only where it is missing.

A start that was killed in the middle is completed by the next one.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from karlemose.accounts.actions import AddressTaken
from karlemose.demo import estate, mark
from karlemose.demo.people import BY_CODE, CONTACTS, NEIGHBOURHOOD, ORGANISATIONS, PARTNERSHIP, PEOPLE, Person
from karlemose.partners import actions as partners
from karlemose.partners import memberships, people, queries
from karlemose.partners.models import Organisation
from karlemose.partners.signing import AlreadySigned, sign_rule
from karlemose.partners.standing import Standing
from karlemose.places import actions as places
from karlemose.places import plan
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.acting import acting_for

TIMEZONE = "Europe/Copenhagen"
BEGINNING = datetime(2016, 1, 1, 8, 0, tzinfo=ZoneInfo(TIMEZONE))  # where the story's clock begins to walk
FROM_ON = date(2015, 1, 1)
RENEWED_BEFORE = timedelta(days=30)
LAWYER = "Demoens jurist (opfundet · invented)"


def found(*, at: datetime) -> None:
    """Mark an empty database as a demonstration and make its partnership. Raises `NotADemo` for any other."""
    mark.set_mark(at=at)
    if mark.is_founded():
        _renew(at=at)
        return
    slug, name = PARTNERSHIP
    partnership = partners.found_partnership(slug=slug, name=name)
    by = queries.command_viewer(partnership.id)
    organisations = {kind: _organisation(kind, by=by) for kind in ORGANISATIONS}
    _neighbourhood(by)
    _signatures(by)
    for person in PEOPLE:
        _person(person, organisations[person.organisation], by=by)
    for code in CONTACTS:
        _contact(BY_CODE[code], organisations[BY_CODE[code].organisation], by=by)
    _renew(at=at)
    mark.note_founded(at=at)


def _organisation(kind: OrganisationKind, *, by: Viewer) -> Organisation:
    with acting_for(by.partnership_id, read_only=True):
        known = queries.organisation_of_kind(partnership_id=by.partnership_id, kind=kind)
    return known or partners.add_organisation(by=by, at=BEGINNING, kind=kind, name=ORGANISATIONS[kind][0])


def _neighbourhood(by: Viewer) -> None:
    drawn = plan.from_geojson(estate.plan(), source="the invented estate")
    try:
        places.add_neighbourhood(
            by=by, at=BEGINNING, slug=NEIGHBOURHOOD, name=estate.NAME, timezone=TIMEZONE, plan=drawn
        )
    except places.SlugTaken:
        return


def _signatures(by: Viewer) -> None:
    """The demonstration switches every rule on; the name that it leaves on the rulebook's page says so."""
    for rule in in_force().rules:
        if rule.needs_signature:
            with suppress(AlreadySigned):
                sign_rule(by=by, at=BEGINNING, rule=rule.id, name=LAWYER)


def _person(person: Person, organisation: Organisation, *, by: Viewer) -> None:
    """Without a password: only the demonstration's door lets them in."""
    try:
        partners.add_member(
            by=by,
            at=BEGINNING,
            organisation=organisation,
            email=person.email,
            name=person.name,
            role=person.role,
            purpose=person.purpose,
            from_on=FROM_ON,
            confidentiality_signed_on=person.signed_on,
        )
    except AddressTaken:
        return


def _contact(person: Person, organisation: Organisation, *, by: Viewer) -> None:
    with acting_for(by.partnership_id, read_only=True):
        everybody = people.everybody(by, on=BEGINNING.date())
    if not any(one.email == person.email and one.role is Role.CONTACT for one in everybody):
        partners.add_work(
            by=by,
            at=BEGINNING,
            organisation=organisation,
            email=person.email,
            role=Role.CONTACT,
            confidentiality_signed_on=person.signed_on,
        )


def _renew(*, at: datetime) -> None:
    """Nobody of the story rests: whoever is due, or would be soon, is renewed when the demonstration starts."""
    by = queries.command_viewer(partners.found_partnership(slug=PARTNERSHIP[0], name=PARTNERSHIP[1]).id)
    with acting_for(by.partnership_id, read_only=True):
        due = [one.membership_id for one in people.everybody(by, on=at.date()) if _is_due(one, at.date())]
    if due:
        memberships.renew(by=by, at=at, membership_ids=due)


def _is_due(person: people.Person, on: date) -> bool:
    if person.standing is Standing.RESTING:
        return True
    soon = person.renew_by <= on + RENEWED_BEFORE or (person.seen_on or on) <= on - RENEWED_BEFORE
    return person.standing is Standing.RUNNING and soon
