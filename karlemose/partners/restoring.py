"""Let in again: somebody lost their password, their factors, or both, and begins anew with a link."""

from datetime import datetime

from karlemose.accounts.actions import begin_anew
from karlemose.accounts.models import User
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners import links
from karlemose.partners.enums import LinkKind
from karlemose.partners.holding import NoSuchMembership, check_standing, held
from karlemose.partners.links import Holder, Link
from karlemose.partners.models import Membership
from karlemose.partners.rules import check_may_manage, check_may_restore
from karlemose.partners.standing import Standing, standing
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_as, acting_for


class WorksForOthers(Exception):
    """The person works for another organisation by now: whoever made the link may not let them in any more."""


def make_link(*, by: Viewer, at: datetime, membership_id: int) -> str:
    """The token of a link with which somebody begins anew. Raises `NoSuchMembership`, `NotNow`, `NotAllowed`.

    A contact person may do it for whoever works for their own organisation alone, in any partnership.
    """
    with acting_for(by.partnership_id, read_only=True):
        rows = Membership.objects.visible_to(by).filter(id=membership_id)
        user_id = rows.values_list("user_id", flat=True).first()
    if user_id is None:
        raise NoSuchMembership(f"membership {membership_id} of somebody")
    check_may_restore(by, _works_of(user_id, at))
    return _make_link(by=by, at=at, membership_id=membership_id)


def use(*, by: Holder, at: datetime, link: Link, password: str) -> User:
    """A new password; factors, devices and sessions are gone. Raises `LinkIsClosed`, `WorksForOthers`."""
    user_id = int(link.ref_id)
    if link.organisation_id is not None:
        elsewhere = {one.organisation_id for one in _works_of(user_id, at)} - {link.organisation_id}
        if elsewhere:
            raise WorksForOthers
    return _use(by=by, at=at, link_id=link.id, password=password)


@action(Event.LINK_MADE)
def _make_link(*, by: Viewer, at: datetime, membership_id: int) -> str:
    membership = held(by=by, membership_id=membership_id)
    check_may_manage(by, membership.organisation_id)
    check_standing(membership, Standing.COMING, Standing.RUNNING, Standing.RESTING, on=day_of(at))
    return links.add_link(by=by, at=at, kind=LinkKind.RESTORE, ref=_ref(membership.user_id))[1]


@action(Event.ACCESS_RESTORED, Event.LINK_USED, Event.LINK_REVOKED)
def _use(*, by: Holder, at: datetime, link_id: int, password: str) -> User:
    ref = links.ref_of(links.use_link(by=by, at=at, link_id=link_id))
    user = User.objects.select_for_update().filter(pk=int(ref.id), is_active=True).first()
    if user is None:
        raise links.LinkIsClosed(f"link {link_id} is of somebody who is no longer active")
    user.set_password(password)
    user.save(update_fields=["password"])
    begin_anew(user.pk)
    links.close_links(by=by, at=at, ref=ref)
    record(Event.ACCESS_RESTORED, actor=by, at=at, subjects=[ref])
    return user


def _works_of(user_id: int, at: datetime) -> list[Membership]:
    """All that somebody does anywhere, by the policy that shows everybody their own memberships."""
    with acting_as(user_id):
        rows = Membership.objects.unscoped("whom else this concerns").filter(user_id=user_id)
        return [one for one in rows.order_by("id") if standing(one, day_of(at)) is not Standing.ENDED]


def _ref(user_id: int | None) -> Ref:
    return Ref("user", str(user_id))
