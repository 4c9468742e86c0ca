"""A membership that is bound to a group of the organisation's own sign-in ends when the person has left the group."""

from contextlib import suppress
from datetime import datetime

from karlemose.foundation.clock import day_of
from karlemose.partners.enums import Ending
from karlemose.partners.holding import NotNow
from karlemose.partners.memberships import end
from karlemose.partners.models import Membership
from karlemose.partners.queries import job_viewer
from karlemose.partners.standing import Standing, standing
from karlemose.tenancy.acting import acting_as


def end_by_claim(user_id: int, groups: frozenset[str], at: datetime) -> None:
    """Called at each sign-in by the provider, before the person is let in."""
    with acting_as(user_id):
        rows = Membership.objects.unscoped("own memberships, by row security").filter(user_id=user_id)
        bound = list(rows.exclude(claim_group="").order_by("id"))
    for one in bound:
        if one.claim_group not in groups and standing(one, day_of(at)) is not Standing.ENDED:
            with suppress(NotNow):  # somebody else has ended it meanwhile
                end(by=job_viewer("sign-in", one.partnership_id), at=at, membership_id=one.id, because=Ending.CLAIM)
