"""Invited, and accepted: somebody gets a link, and with it sets a password or signs in with the account they have."""

from dataclasses import dataclass
from datetime import date, datetime

from karlemose.accounts.actions import add_user
from karlemose.accounts.models import User
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action
from karlemose.ledger.refs import Ref
from karlemose.partners import announcing, links
from karlemose.partners.enums import LinkKind
from karlemose.partners.holding import NoSuchMembership, check_standing, cover, covered_by, held, hold, leave_line
from karlemose.partners.links import Holder
from karlemose.partners.models import Invitation, Membership
from karlemose.partners.roles import purpose_of
from karlemose.partners.rules import check_covers, check_may_manage, check_role
from karlemose.partners.standing import Standing, renewed_until, standing
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Role


class WorksHereAlready(ValueError):
    """Somebody with this address is invited to this role, or works in it: `membership_id`."""

    def __init__(self, membership_id: int, role: Role) -> None:
        super().__init__(f"somebody with this address has the role {role.value} already")
        self.membership_id = membership_id


class HasAccount(Exception):
    """The address has an account: whoever holds the link signs in instead of setting a password."""


class NotTheirs(Exception):
    """Whoever is signed in is not whom the invitation names."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who is invited to what. `neighbourhoods` None: all of the partnership, also those to come."""

    email: str
    name: str
    role: Role
    from_on: date
    until_on: date | None = None
    neighbourhoods: tuple[int, ...] | None = None
    confidentiality_signed_on: date | None = None
    claim_group: str = ""


@action(Event.MEMBERSHIP_INVITED, Event.LINK_MADE)
def invite(*, by: Viewer, at: datetime, organisation_id: int, what: Invited) -> tuple[Membership, str]:
    """A membership that waits for its person, and the token of the link, shown once.

    Raises `NotAllowed`, `WorksHereAlready`. Says nothing about whether the address has an account.
    """
    check_may_manage(by, organisation_id)
    organisation = hold(by=by, organisation_id=organisation_id)
    check_role(by, organisation=organisation, role=what.role)
    check_covers(by, given=what.neighbourhoods, before=(), own=covered_by(by))
    _check_new(organisation_id, what, on=day_of(at))
    membership = Membership(
        partnership_id=by.partnership_id,
        organisation=organisation,
        role=what.role,
        purpose=purpose_of(what.role),
        from_on=what.from_on,
        until_on=what.until_on,
        has_all_neighbourhoods=what.neighbourhoods is None,
        confidentiality_signed_on=what.confidentiality_signed_on,
        renew_by=renewed_until(max(day_of(at), what.from_on)),
        claim_group=what.claim_group,
    )
    membership.save(force_insert=True)
    cover(membership, what.neighbourhoods)
    Invitation(partnership_id=by.partnership_id, membership=membership, email=what.email.lower(), name=what.name).save(
        force_insert=True
    )
    detail = {"role": what.role.value, "purpose": str(membership.purpose)}
    leave_line(Event.MEMBERSHIP_INVITED, membership, by=by, at=at, detail=detail)
    _, token = links.add_link(by=by, at=at, kind=LinkKind.INVITATION, ref=_ref(membership))
    announcing.announce(announcing.InvitationMade(by.partnership_id, membership.id))
    return membership, token


@action(Event.LINK_MADE, Event.LINK_REVOKED)
def make_new_link(*, by: Viewer, at: datetime, membership_id: int) -> str:
    """A new link for an invitation, for whoever lost theirs; the old ones open nothing.

    Raises `NoSuchMembership`, `NotAllowed`, `NotNow`.
    """
    membership = held(by=by, membership_id=membership_id)
    check_may_manage(by, membership.organisation_id)
    check_standing(membership, Standing.INVITED, on=day_of(at))
    links.close_links(by=by, at=at, ref=_ref(membership))
    return links.add_link(by=by, at=at, kind=LinkKind.INVITATION, ref=_ref(membership))[1]


@action(Event.LINK_MADE)
def make_mailed_link(*, by: Viewer, at: datetime, membership_id: int) -> tuple[str, str, str]:
    """The address to write to, the partnership's slug and the token of a link of its own.

    For a job, which no rule asks. Raises `NoSuchMembership`, `NotNow`.
    """
    membership = held(by=by, membership_id=membership_id)
    check_standing(membership, Standing.INVITED, on=day_of(at))
    _, token = links.add_link(by=by, at=at, kind=LinkKind.INVITATION, ref=_ref(membership))
    return invitation_of(membership.id).email, membership.partnership.slug, token


@action(Event.MEMBERSHIP_STARTED, Event.LINK_USED, Event.LINK_REVOKED)
def accept(
    *, by: Holder, at: datetime, link_id: int, user_id: int | None = None, password: str | None = None
) -> Membership:
    """Become the person of a membership: as `user_id`, who is signed in, or as somebody new with a password.

    Raises `LinkIsClosed`, `NoSuchMembership`, `NotNow`, `HasAccount`, `NotTheirs`. Of two who accept at once, one does.
    """
    membership = _of_link(by, links.leads_to(link_id))  # the membership is held before the link, as everywhere
    links.use_link(by=by, at=at, link_id=link_id)
    check_standing(membership, Standing.INVITED, on=day_of(at))
    invitation = invitation_of(membership.id)
    membership.user = _person(invitation, user_id=user_id, password=password)
    membership.accepted_on = day_of(at)
    membership.save(update_fields=["user", "accepted_on"])
    links.close_links(by=by, at=at, ref=_ref(membership))
    invitation.delete()
    detail = {"role": str(membership.role), "purpose": str(membership.purpose)}
    leave_line(Event.MEMBERSHIP_STARTED, membership, by=by, at=at, detail=detail)
    return membership


def invitation_of(membership_id: int) -> Invitation:
    invitation: Invitation = Invitation.objects.unscoped("the invitation that a link is about").get(
        membership_id=membership_id
    )
    return invitation


def _of_link(by: Holder, ref: Ref) -> Membership:
    rows = Membership.objects.unscoped("the membership that a link is about").select_for_update()
    membership: Membership | None = rows.filter(partnership_id=by.partnership_id, id=int(ref.id)).first()
    if membership is None:
        raise NoSuchMembership(str(ref))
    return membership


def _person(invitation: Invitation, *, user_id: int | None, password: str | None) -> User:
    known = User.objects.filter(email__iexact=invitation.email).first()
    if user_id is not None:
        if known is None or known.pk != user_id:
            raise NotTheirs
        return known
    if known is not None:
        raise HasAccount
    return add_user(email=invitation.email, name=invitation.name, password=password)


def _check_new(organisation_id: int, what: Invited, *, on: date) -> None:
    rows = Membership.objects.unscoped("is this person in this role already?")
    same = rows.filter(organisation_id=organisation_id, role=what.role).select_related("user")
    invited = Invitation.objects.unscoped("is this person invited already?").filter(email__iexact=what.email)
    ids = set(invited.values_list("membership_id", flat=True))
    for one in same:
        is_theirs = one.id in ids or (one.user is not None and one.user.email == what.email.lower())
        if is_theirs and standing(one, on) is not Standing.ENDED:
            raise WorksHereAlready(one.id, what.role)


def _ref(membership: Membership) -> Ref:
    return Ref("membership", str(membership.id))
