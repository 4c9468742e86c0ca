"""Who of an organisation works today in roles that read something: for the answer to "who else sees this?"."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q

from karlemose.partners.models import Membership, MembershipNeighbourhood
from karlemose.partners.standing import Standing, standing
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Role


def at_work(
    viewer: Viewer, *, organisation_id: int, roles: Collection[Role], neighbourhood_id: int, on: date
) -> dict[int, str]:
    """User → name of those whose membership in one of these roles runs today and covers the neighbourhood."""
    covered = MembershipNeighbourhood.objects.visible_to(viewer).filter(
        membership=OuterRef("pk"), neighbourhood_id=neighbourhood_id
    )
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=organisation_id, role__in=roles)
    there = rows.filter(Q(has_all_neighbourhoods=True) | Exists(covered), user__isnull=False)
    people = there.select_related("user").order_by("user__name", "id")
    return {one.user_id: one.user.name for one in people if standing(one, on) is Standing.RUNNING}
