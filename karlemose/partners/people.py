"""Reads about who works here: one's own work, one's own organisation's people, and what oversight looks at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from karlemose.partners.enums import LinkKind
from karlemose.partners.models import Invitation, Link, Membership, MembershipNeighbourhood, Organisation
from karlemose.partners.standing import Standing, last_seen, standing
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.acting import acting_as, acting_for
from karlemose.tenancy.models import Partnership

_APART = (Purpose.PREVENTION, Purpose.INVESTIGATION)


@dataclass(frozen=True)
class Own:
    """One of somebody's memberships, before a partnership is opened."""

    membership_id: int
    partnership_id: int
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Work:
    """One membership as its own person sees it. `contacts` are the names of those who can renew it."""

    membership_id: int
    partnership: Partnership
    organisation: str
    kind: OrganisationKind
    role: Role
    purpose: Purpose
    standing: Standing
    until_on: date | None
    renew_by: date
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Person:
    """One membership as a contact person sees it."""

    membership_id: int
    user_id: int | None
    name: str
    email: str
    role: Role
    purpose: Purpose
    standing: Standing
    from_on: date
    until_on: date | None
    renew_by: date
    seen_on: date | None
    confidentiality_signed_on: date | None
    neighbourhoods: tuple[int, ...] | None
    organisation: str
    ended_because: str = ""


@dataclass(frozen=True)
class Pair:
    """Somebody with prevention and investigation: two memberships, never one session."""

    name: str
    prevention: str
    investigation: str


@dataclass(frozen=True)
class OpenLink:
    kind: LinkKind
    organisation: str
    made_at: datetime
    expires_at: datetime


def standings(*, user_id: int, on: date) -> list[Own]:
    """All memberships of a user, in any partnership, as they came in."""
    return [Own(one.id, one.partnership_id, standing(one, on)) for one in _own(user_id)]


def works(*, user_id: int, on: date) -> list[Work]:
    """All that somebody does, but what has ended: by partnership, as they came in."""
    found = [one for one in _own(user_id) if standing(one, on) is not Standing.ENDED]
    ids = {one.partnership_id for one in found}
    partnerships = list(Partnership.objects.filter(id__in=ids).order_by("name", "id"))
    return [work for partnership in partnerships for work in _works_in(partnership, found, on)]


def people(viewer: Viewer, *, on: date) -> list[Person]:
    """Everybody of the viewer's own organisation, those who have left too; by name."""
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=viewer.organisation_id)
    return _persons(rows.select_related("user", "organisation").order_by("id"), on)


def person(viewer: Viewer, *, membership_id: int, on: date) -> Person | None:
    """One of the viewer's own organisation, or None."""
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=viewer.organisation_id, id=membership_id)
    return next(iter(_persons(rows.select_related("user", "organisation").order_by("id"), on)), None)


def everybody(viewer: Viewer, *, on: date, with_ended: bool = False) -> list[Person]:
    """All who work in the partnership or are invited: for whoever looks after all of it."""
    rows = Membership.objects.visible_to(viewer).select_related("user", "organisation").order_by("id")
    return [one for one in _persons(rows, on) if with_ended or one.standing is not Standing.ENDED]


def pairs(everybody: Iterable[Person]) -> list[Pair]:
    """Those among them with a membership of prevention and one of investigation."""
    purposes: dict[int | None, dict[Purpose, Person]] = defaultdict(dict)
    for one in everybody:
        purposes[one.user_id][one.purpose] = one
    return [
        Pair(found[Purpose.PREVENTION].name, *(found[purpose].organisation for purpose in _APART))
        for user_id, found in purposes.items()
        if user_id is not None and all(purpose in found for purpose in _APART)
    ]


def without_contact(viewer: Viewer, *, on: date) -> list[str]:
    """Organisations whose people nobody can invite or end at the moment."""
    rows = Membership.objects.visible_to(viewer).filter(role=Role.CONTACT)
    looked_after = {one.organisation_id for one in rows if standing(one, on) is Standing.RUNNING}
    organisations = Organisation.objects.visible_to(viewer).exclude(id__in=looked_after)
    return list(organisations.order_by("id").values_list("name", flat=True))


def open_links(viewer: Viewer, *, at: datetime, own: bool = False) -> list[OpenLink]:
    """Links that open something now, newest first; `own`: those that the viewer's organisation made."""
    rows = Link.objects.visible_to(viewer).select_related("organisation").order_by("-made_at", "-id")
    if own:
        rows = rows.filter(organisation_id=viewer.organisation_id)
    return [
        OpenLink(LinkKind(one.kind), one.organisation.name if one.organisation else "", one.made_at, one.expires_at)
        for one in rows.filter(used_at=None, revoked_at=None, expires_at__gt=at)
    ]


def gives_all(viewer: Viewer) -> bool:
    """May the viewer, a contact person, give all neighbourhoods? Whoever covers all may."""
    rows = Membership.objects.visible_to(viewer).filter(id=viewer.membership_id)
    return rows.filter(has_all_neighbourhoods=True).exists()


def colleagues(viewer: Viewer, *, on: date) -> dict[int, str]:
    """The users who work for the viewer's organisation, by name: whose devices its contact person looks after."""
    there = (one for one in people(viewer, on=on) if one.user_id and one.standing is not Standing.ENDED)
    return {one.user_id: one.name for one in there if one.user_id is not None}


def invited(*, partnership_id: int, membership_id: int) -> Person | None:
    """What an open invitation says to whoever holds its link."""
    with acting_for(partnership_id, read_only=True):
        rows = Membership.objects.unscoped("whoever holds the link is told what it is for").filter(id=membership_id)
        rows = rows.select_related("user", "organisation").order_by("id")
        return next(iter(_persons(rows, date.max)), None)


def names(viewer: Viewer, user_ids: Iterable[int], *, own: bool) -> dict[int, str]:
    """Names of people of the partnership; `own`: of the viewer's organisation alone."""
    rows = Membership.objects.visible_to(viewer).filter(user_id__in=list(user_ids))
    if own:
        rows = rows.filter(organisation_id=viewer.organisation_id)
    return dict(rows.order_by("id").values_list("user_id", "user__name"))


def memberships_of(viewer: Viewer) -> list[int]:
    """All that the viewer has, or had, in this partnership."""
    rows = Membership.objects.visible_to(viewer).filter(user_id=viewer.user_id)
    return list(rows.order_by("id").values_list("id", flat=True))


def contacts_of(viewer: Viewer, *, on: date) -> list[str]:
    """Who changes and renews the people of the viewer's organisation."""
    found = _contacts({viewer.organisation_id or 0}, on)
    return [name for _user_id, name in found[viewer.organisation_id or 0]]


def address_of(*, partnership_id: int, membership_id: int, on: date) -> str:
    """Where to write to somebody who works here today; "" for everybody else."""
    with acting_for(partnership_id, read_only=True):
        rows = Membership.objects.unscoped("whom a message is for").filter(id=membership_id, user__is_active=True)
        found = rows.select_related("user").first()
    return found.user.email if found is not None and standing(found, on) is Standing.RUNNING else ""


def _own(user_id: int) -> list[Membership]:
    with acting_as(user_id):
        rows = Membership.objects.unscoped("own memberships, by row security")
        return list(rows.filter(user_id=user_id, user__is_active=True).order_by("id"))


def _works_in(partnership: Partnership, found: Iterable[Membership], on: date) -> list[Work]:
    mine = [one for one in found if one.partnership_id == partnership.id]
    ids = {one.organisation_id for one in mine}
    with acting_for(partnership.id, read_only=True):
        organisations = Organisation.objects.unscoped("for whom one works").in_bulk(ids)
        contacts = _contacts(ids, on)
    return [
        Work(
            membership_id=one.id,
            partnership=partnership,
            organisation=organisations[one.organisation_id].name,
            kind=OrganisationKind(organisations[one.organisation_id].kind),
            role=Role(one.role),
            purpose=Purpose(one.purpose),
            standing=standing(one, on),
            until_on=one.until_on,
            renew_by=one.renew_by,
            contacts=tuple(name for user_id, name in contacts[one.organisation_id] if user_id != one.user_id),
        )
        for one in mine
    ]


def _contacts(organisations: set[int], on: date) -> dict[int, list[tuple[int, str]]]:
    rows = Membership.objects.unscoped("who can renew one").filter(role=Role.CONTACT, organisation_id__in=organisations)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for one in rows.select_related("user").order_by("user__name"):
        if standing(one, on) is Standing.RUNNING:
            found[one.organisation_id].append((one.user_id, one.user.name))
    return found


def _persons(rows: Iterable[Membership], on: date) -> list[Person]:
    memberships = list(rows)
    ids = [one.id for one in memberships]
    invitations = {
        one.membership_id: one
        for one in Invitation.objects.unscoped("who is invited").filter(membership_id__in=ids).order_by("id")
    }
    places = _places(ids)
    found = [_person(one, invitations.get(one.id), places[one.id], on) for one in memberships]
    return sorted(found, key=lambda one: (one.name.casefold(), one.membership_id))


def _person(one: Membership, invitation: Invitation | None, places: tuple[int, ...], on: date) -> Person:
    who = one.user or invitation
    return Person(
        membership_id=one.id,
        user_id=one.user_id,
        name=who.name if who else "",
        email=who.email if who else "",
        role=Role(one.role),
        purpose=Purpose(one.purpose),
        standing=standing(one, on),
        from_on=one.from_on,
        until_on=one.until_on,
        renew_by=one.renew_by,
        seen_on=last_seen(one) if one.accepted_on else None,
        confidentiality_signed_on=one.confidentiality_signed_on,
        neighbourhoods=None if one.has_all_neighbourhoods else places,
        organisation=one.organisation.name,
        ended_because=one.ended_because,
    )


def _places(ids: list[int]) -> dict[int, tuple[int, ...]]:
    rows = MembershipNeighbourhood.objects.unscoped("where people work").filter(membership_id__in=ids)
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for membership_id, neighbourhood_id in rows.order_by("neighbourhood_id").values_list(
        "membership_id", "neighbourhood_id"
    ):
        found[membership_id] += (neighbourhood_id,)
    return found
