"""Who else of one's own organisation may do a thing: the names beside "a colleague must …"."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from karlemose.partners.models import Membership, MembershipNeighbourhood
from karlemose.partners.standing import Standing, standing
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission, Role


def colleagues_who_may(viewer: Viewer, permission: Permission, *, neighbourhood_id: int, on: date) -> list[str]:
    """Names of colleagues who may do it in this neighbourhood today, without the viewer's own. One query."""
    covered = MembershipNeighbourhood.objects.visible_to(viewer).filter(
        membership=OuterRef("pk"), neighbourhood=neighbourhood_id
    )
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=viewer.organisation_id, user__is_active=True)
    here = rows.filter(Q(has_all_neighbourhoods=True) | Exists(covered)).exclude(user_id=viewer.user_id)
    may = [one for one in here.select_related("user") if permission in OF_ROLE.get(Role(one.role), frozenset())]
    return sorted({one.user.name for one in may if standing(one, on) is Standing.RUNNING})
