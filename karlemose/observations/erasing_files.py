"""Photos and clips go on the day they promised, with their files. Called by the nightly sweep.

Inside an action of the sweep that opened the channel `EVIDENCE`: `erase_photos`, `erase_clips`, and `forget_files`
before observations themselves go (a foreign key refuses them otherwise). After it, in no transaction:
`karlemose.vault.files.tidy(partnership_id=…)`.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from karlemose.observations.clip_models import Clip
from karlemose.observations.clips import let_go as let_go_of_clip
from karlemose.observations.photo_models import Photo, ProtectedPhoto
from karlemose.observations.photos import let_go as let_go_of_photo
from karlemose.places.queries import neighbourhoods_of

_REASON = "what is erased on its day"


def erase_photos(*, partnership_id: int, at: datetime, dry_run: bool = False) -> int:
    """Protected photos whose day has come, on each neighbourhood's clock. Open ones go with their observation."""
    rows = ProtectedPhoto.objects.unscoped(_REASON).filter(_due("erase_on", partnership_id, at))
    return _count_or_erase(rows, dry_run=dry_run)


def erase_clips(*, partnership_id: int, at: datetime, dry_run: bool = False) -> int:
    """Clips whose day has come, preserved ones among them when that day has come."""
    rows = Clip.objects.unscoped(_REASON).filter(_due("delete_on", partnership_id, at))
    return _count_or_erase(rows, dry_run=dry_run)


def forget_files(observation_ids: Collection[int]) -> int:
    """Everything in the vault that belongs to these observations, whatever its day. Gives how many records went."""
    rows = (
        model.objects.unscoped("the observation goes").filter(observation_id__in=observation_ids)
        for model in (Photo, ProtectedPhoto, Clip)
    )
    return sum(_count_or_erase(one, dry_run=False) for one in rows)


def _due(field: str, partnership_id: int, at: datetime) -> Q:
    found = Q(pk__in=[])
    for neighbourhood in neighbourhoods_of(partnership_id):
        today: date = at.astimezone(ZoneInfo(neighbourhood.timezone)).date()
        found |= Q(observation__neighbourhood=neighbourhood, **{f"{field}__lte": today})
    return found


def _count_or_erase(rows: QuerySet[Any], *, dry_run: bool) -> int:
    if dry_run:
        return rows.count()
    is_clip = rows.model is Clip
    related = ("file",) if is_clip else ("original", "view")
    number = 0
    for row in rows.select_related(*related).order_by("id").select_for_update(of=("self",)).iterator(chunk_size=500):
        (let_go_of_clip if is_clip else let_go_of_photo)(row)
        number += 1
    return number
