"""What partners promised to erase, and how it goes. Called by the nightly sweep, within its transaction."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from karlemose.foundation.clock import day_of
from karlemose.partners.enums import Ending
from karlemose.partners.models import Invitation, Link, Membership

SHOWN_AFTERWARDS = timedelta(days=30)  # whoever made a link still sees that it was used, or ran out


def due_links(*, at: datetime) -> QuerySet[Link]:
    rows = Link.objects.unscoped("links that opened their last")
    return rows.filter(expires_at__lte=at - SHOWN_AFTERWARDS)


def erase_links(*, partnership_id: int, at: datetime) -> int:
    return int(due_links(at=at).filter(partnership_id=partnership_id).delete()[0])


def due_invitations(*, at: datetime) -> QuerySet[Invitation]:
    """Nobody accepted them before they had to be renewed: they name somebody who is not here."""
    rows = Invitation.objects.unscoped("invitations that nobody accepted")
    return rows.filter(membership__renew_by__lt=day_of(at))


def erase_invitations(*, partnership_id: int, at: datetime) -> int:
    """Who was meant is forgotten, and the memberships, which are nobody's, end."""
    due = due_invitations(at=at).filter(partnership_id=partnership_id)
    memberships = Membership.objects.unscoped("what nobody accepted").filter(
        id__in=list(due.values_list("membership_id", flat=True)), accepted_on=None, ended_at=None
    )
    memberships.update(ended_at=at, ended_because=Ending.UNANSWERED)
    return int(due.delete()[0])
