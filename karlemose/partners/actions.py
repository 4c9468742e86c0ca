"""The only writes to organisations and memberships."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError

from karlemose.accounts.actions import add_user
from karlemose.accounts.models import User
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.agreements import found_agreement
from karlemose.partners.holding import cover, leave_line
from karlemose.partners.models import Membership, Organisation
from karlemose.partners.roles import purpose_of
from karlemose.partners.rules import RESERVED, check_may_add
from karlemose.partners.standing import renewed_until
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.models import Partnership


class NoSuchUser(LookupError):
    """Nobody has this address."""


def found_partnership(*, slug: str, name: str) -> Partnership:
    """Make a partnership, or find the one with this slug. Its first organisation leaves the first line of its log.

    Raises `ValidationError` for a slug that cannot stand in an address, or is the address of a page.
    """
    found = Partnership.objects.filter(slug=slug).first()
    if found:
        return found
    partnership = Partnership(slug=slug, name=name)
    partnership.full_clean()
    if slug in RESERVED:
        raise ValidationError({"slug": "This word is the address of a page."})
    partnership.save(force_insert=True)
    return partnership


@action(Event.ORGANISATION_ADDED, Event.AGREEMENT_MADE)
def add_organisation(*, by: Viewer, at: datetime, kind: OrganisationKind, name: str) -> Organisation:
    """A partner comes in, with the agreement that the law has for its kind; `agreements.py` changes it."""
    check_may_add(by)
    organisation = Organisation(partnership_id=by.partnership_id, kind=kind, name=name)
    organisation.save(force_insert=True)
    record(
        Event.ORGANISATION_ADDED,
        actor=by,
        at=at,
        subjects=[Ref("organisation", str(organisation.id))],
        detail={"kind": kind.value},
    )
    found_agreement(by=by, at=at, organisation=organisation)
    return organisation


@action(Event.MEMBERSHIP_STARTED)
def add_member(  # noqa: PLR0913 -- a membership is all of these
    *,
    by: Viewer,
    at: datetime,
    organisation: Organisation,
    email: str,
    name: str,
    role: Role,
    purpose: Purpose,
    password: str | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    neighbourhoods: Iterable[int] | None = None,
    confidentiality_signed_on: date | None = None,
) -> Membership:
    """Make a user and their first membership, accepted already: by command, and in the demonstration.

    `neighbourhoods` None: all of the partnership, also those to come.
    """
    check_may_add(by)
    user = add_user(email=email, name=name, password=password)
    return _start(
        by=by,
        at=at,
        neighbourhoods=neighbourhoods,
        membership=Membership(
            user=user,
            organisation=organisation,
            role=role,
            purpose=purpose,
            from_on=from_on,
            until_on=until_on,
            confidentiality_signed_on=confidentiality_signed_on,
        ),
    )


@action(Event.MEMBERSHIP_STARTED)
def add_work(
    *,
    by: Viewer,
    at: datetime,
    organisation: Organisation,
    email: str,
    role: Role,
    confidentiality_signed_on: date | None = None,
) -> Membership:
    """One more membership for somebody who is here already, accepted by command. Raises `NoSuchUser`."""
    check_may_add(by)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise NoSuchUser(f"nobody has the address {email}")
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        purpose=purpose_of(role),
        confidentiality_signed_on=confidentiality_signed_on,
    )
    return _start(by=by, at=at, membership=membership, neighbourhoods=None)


def _start(*, by: Viewer, at: datetime, membership: Membership, neighbourhoods: Iterable[int] | None) -> Membership:
    membership.partnership_id = by.partnership_id
    membership.from_on = membership.from_on or day_of(at)
    membership.accepted_on = day_of(at)
    membership.renew_by = renewed_until(day_of(at))
    membership.has_all_neighbourhoods = neighbourhoods is None
    membership.save(force_insert=True)
    cover(membership, None if neighbourhoods is None else tuple(neighbourhoods))
    detail = {"role": str(membership.role), "purpose": str(membership.purpose)}
    leave_line(Event.MEMBERSHIP_STARTED, membership, by=by, at=at, detail=detail)
    return membership
