"""What partners promised to erase, and how it goes. Called by the nightly sweep, within its transaction."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from karlemose.partners.models import Link

SHOWN_AFTERWARDS = timedelta(days=30)  # whoever made a link still sees that it was used, or ran out


def due_links(*, at: datetime) -> QuerySet[Link]:
    rows = Link.objects.unscoped("links that opened their last")
    return rows.filter(expires_at__lte=at - SHOWN_AFTERWARDS)


def erase_links(*, partnership_id: int, at: datetime) -> int:
    return int(due_links(at=at).filter(partnership_id=partnership_id).delete()[0])
