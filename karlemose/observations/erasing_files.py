"""Photos and clips go with their files, within a transaction that opened the channel `EVIDENCE`.

What nobody holds any more goes from the disk after it, in no transaction: `vault.files.tidy(partnership_id=…)`.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from karlemose.observations.clip_models import Clip
from karlemose.observations.clips import let_go as let_go_of_clip
from karlemose.observations.photo_models import Photo, ProtectedPhoto
from karlemose.observations.photos import let_go as let_go_of_photo

PHOTOS = (Photo, ProtectedPhoto)
CLIPS = (Clip,)


def forget_files(observation_ids: Collection[int], kinds: tuple[type[Any], ...] = (*PHOTOS, *CLIPS)) -> int:
    """What these observations hold in the vault, whatever its day. Gives how many records went.

    Called before the observations go: a foreign key refuses them otherwise.
    """
    rows = (kind.objects.unscoped("the observation goes").filter(observation_id__in=observation_ids) for kind in kinds)
    return sum(let_go(one) for one in rows)


def let_go(rows: QuerySet[Any]) -> int:
    """These photos or clips, each with its files; how many there were."""
    is_clip = rows.model is Clip
    related = ("file",) if is_clip else ("original", "view")
    number = 0
    for row in rows.select_related(*related).order_by("id").select_for_update(of=("self",)).iterator(chunk_size=500):
        (let_go_of_clip if is_clip else let_go_of_photo)(row)
        number += 1
    return number
