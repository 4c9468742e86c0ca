"""Who may do a thing here: the names beside "a colleague must …", and those to whom a message goes."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from karlemose.partners.models import Membership, MembershipNeighbourhood
from karlemose.partners.standing import Standing, standing
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission, Role


def colleagues_who_may(viewer: Viewer, permission: Permission, *, neighbourhood_id: int, on: date) -> list[str]:
    """Names of colleagues who may do it in this neighbourhood today, without the viewer's own. One query."""
    found = _who_may(viewer, {permission}, viewer.organisation_id, neighbourhood_id, on)
    return sorted({one.user.name for one in found if one.user_id != viewer.user_id})


def members_who_may(
    viewer: Viewer, permissions: set[Permission], *, organisation_id: int, neighbourhood_id: int, on: date
) -> dict[int, int]:
    """People of an organisation who may do any of it in this neighbourhood today, each with one membership.

    A message goes to a membership; who has two gets one message. One query.
    """
    found = _who_may(viewer, permissions, organisation_id, neighbourhood_id, on)
    return {one.user_id: one.id for one in found}


def _who_may(
    viewer: Viewer, permissions: set[Permission], organisation_id: int | None, neighbourhood_id: int, on: date
) -> list[Membership]:
    covered = MembershipNeighbourhood.objects.visible_to(viewer).filter(
        membership=OuterRef("pk"), neighbourhood=neighbourhood_id
    )
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=organisation_id, user__is_active=True)
    here = rows.filter(Q(has_all_neighbourhoods=True) | Exists(covered)).select_related("user").order_by("id")
    may = [one for one in here if permissions & OF_ROLE.get(Role(one.role), frozenset())]
    return [one for one in may if standing(one, on) is Standing.RUNNING]
