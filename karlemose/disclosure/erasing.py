"""A hand-over goes whole, twelve months after it was released: its parcel with its files, its items, its custody, its
cover. The ledger's line stays, with the parcel's digest. Called by the nightly sweep, with the channel open.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.limits import KEPT
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.parcel_models import Parcel
from karlemose.vault import files

_REASON = "what a hand-over promised to erase"


def due(*, at: datetime) -> QuerySet[HandOver]:
    """Released a year ago, or left as it was since."""
    rows = HandOver.objects.unscoped(_REASON)
    found: QuerySet[HandOver] = rows.annotate(since=Coalesce("released_at", "changed_at")).filter(since__lte=at - KEPT)
    return found


def erase(*, partnership_id: int, at: datetime) -> int:
    """Erase what is due; how many."""
    ids = list(due(at=at).filter(partnership_id=partnership_id).order_by("id").values_list("id", flat=True))
    held = []
    for parcel in Parcel.objects.unscoped(_REASON).filter(hand_over_id__in=ids).select_related("file", "sealed_file"):
        held += [file for file in (parcel.file, parcel.sealed_file) if file is not None]
    for model in (Parcel, Step, HandOverItem):
        model.objects.unscoped(_REASON).filter(hand_over_id__in=ids).delete()
    HandOver.objects.unscoped(_REASON).filter(id__in=ids).delete()
    files.forget(*held)
    return len(ids)
