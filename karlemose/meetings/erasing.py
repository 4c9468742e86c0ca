"""Kept briefings hold what records say, so the paper goes with the first of its records.

What is left says that it was made, and lets whoever holds a printed copy prove it: its digests and the ledger's head.
"""

from datetime import date, datetime

from django.db.models import QuerySet

from karlemose.meetings.briefing import Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.observations.erasing import first_entry

KEPT = KeptBriefing.Privacy.kept_for


def promised(wanted: Wanted, *, made_at: datetime) -> date:
    """The day on which a paper goes: twelve months after the first of its week's records was entered."""
    return ((first_entry(wanted.neighbourhood, wanted.week) or made_at) + KEPT).date()


def due(*, at: datetime) -> QuerySet[KeptBriefing]:
    rows = KeptBriefing.objects.unscoped("what kept briefings promised to erase")
    return rows.filter(erase_on__lte=at.date(), erased_at__isnull=True)


def erase(*, partnership_id: int, at: datetime) -> int:
    """Erase the bytes of what is due; how many."""
    return due(at=at).filter(partnership_id=partnership_id).update(pdf=b"", made_by="", erased_at=at)
