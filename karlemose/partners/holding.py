"""Rows that an action holds while it decides: first the organisation, then the membership, always in this order.

Holding the organisation lets one action after the other change its people: two contact persons who end each other at
once do not both succeed.
"""

from collections.abc import Mapping
from datetime import date, datetime

from karlemose.ledger.events import Event
from karlemose.ledger.recording import Acting, Value, record
from karlemose.ledger.refs import Ref
from karlemose.partners.models import Membership, MembershipNeighbourhood, Organisation
from karlemose.partners.standing import Standing, standing
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Role


class NoSuchMembership(LookupError):
    """No membership with this number in the partnership."""


class NotNow(Exception):
    """The membership is not in a state in which this can be done: it has ended, or was accepted, meanwhile."""

    def __init__(self, found: Standing) -> None:
        super().__init__(f"the membership is {found.value}")
        self.standing = found


def held(*, by: Viewer, membership_id: int) -> Membership:
    """The membership, with its organisation, both held. Raises `NoSuchMembership`."""
    rows = Membership.objects.visible_to(by)
    organisation_id = rows.filter(id=membership_id).values_list("organisation_id", flat=True).first()
    if organisation_id is None:
        raise NoSuchMembership(f"membership {membership_id}")
    organisation = hold(by=by, organisation_id=organisation_id)
    membership: Membership = rows.select_for_update().get(id=membership_id)
    membership.organisation = organisation
    return membership


def hold(*, by: Viewer, organisation_id: int) -> Organisation:
    organisation: Organisation = Organisation.objects.visible_to(by).select_for_update().get(id=organisation_id)
    return organisation


def check_standing(membership: Membership, *allowed: Standing, on: date) -> None:
    found = standing(membership, on)
    if found not in allowed:
        raise NotNow(found)


def other_contacts(membership: Membership, *, on: date) -> int:
    """How many other contact persons of the organisation run."""
    rows = Membership.objects.unscoped("who else looks after this organisation's people")
    others = rows.filter(organisation_id=membership.organisation_id, role=Role.CONTACT).exclude(id=membership.id)
    return sum(standing(one, on) is Standing.RUNNING for one in others)


def cover(membership: Membership, neighbourhoods: tuple[int, ...] | None) -> None:
    """Where the membership works: these neighbourhoods, or None for all, also those to come."""
    rows = MembershipNeighbourhood.objects.unscoped("where this membership works")
    rows.filter(membership_id=membership.id).delete()
    for neighbourhood_id in neighbourhoods or ():
        MembershipNeighbourhood(
            partnership_id=membership.partnership_id, membership=membership, neighbourhood_id=neighbourhood_id
        ).save(force_insert=True)


def covered(membership: Membership) -> tuple[int, ...] | None:
    """Where it works, as `cover` takes it."""
    if membership.has_all_neighbourhoods:
        return None
    rows = MembershipNeighbourhood.objects.unscoped("where this membership works")
    ids = rows.filter(membership_id=membership.id).order_by("neighbourhood_id")
    return tuple(ids.values_list("neighbourhood_id", flat=True))


def covered_by(viewer: Viewer) -> tuple[int, ...] | None:
    """Where the membership works that a person acts under; None for the terminal, which no neighbourhood limits."""
    if viewer.membership_id is None:
        return None
    return covered(Membership.objects.visible_to(viewer).get(id=viewer.membership_id))


def refs(membership: Membership) -> list[Ref]:
    """What a line about a membership names: it, its organisation, and whoever is in it."""
    found = [Ref("membership", str(membership.id)), Ref("organisation", str(membership.organisation_id))]
    return [*found, Ref("user", str(membership.user_id))] if membership.user_id else found


def leave_line(event: Event, membership: Membership, *, by: Acting, at: datetime, detail: Mapping[str, Value]) -> None:
    """A line about a membership, which its person and its organisation's contact persons may read."""
    record(event, actor=by, at=at, subjects=refs(membership), detail=detail, of=membership.organisation_id)
