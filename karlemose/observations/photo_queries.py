"""Reads of photos: which ones a viewer sees of an observation, and the pixels of one."""

from collections.abc import Iterable

from karlemose.observations.models import Observation
from karlemose.observations.photo_models import AnyPhoto, Photo, ProtectedPhoto
from karlemose.policy.viewer import Viewer
from karlemose.vault import files


def open_photos(viewer: Viewer, observations: Iterable[Observation]) -> list[Photo]:
    """Those that show a damage and nobody, of one observation and of what was merged into it, oldest first."""
    rows = Photo.objects.visible_to(viewer).filter(observation__in=[row.id for row in observations])
    return list(rows.order_by("noted_at", "id"))


def protected_photos(viewer: Viewer, observation: Observation) -> list[ProtectedPhoto]:
    """Those that may show somebody. The transaction must have opened the channel `EVIDENCE`."""
    rows = ProtectedPhoto.objects.visible_to(viewer).filter(observation=observation)
    return list(rows.select_related("held_by", "noted_by").order_by("noted_at", "id"))


def photo(viewer: Viewer, observation: Observation, public_id: str) -> AnyPhoto | None:
    """One by its public number, whichever kind it is, with the file that may be shown."""
    for model in (Photo, ProtectedPhoto):
        rows = model.objects.visible_to(viewer).filter(observation=observation, public_id=public_id)
        found: AnyPhoto | None = rows.select_related("view").first()
        if found is not None:
            return found
    return None


def is_protected(found: AnyPhoto) -> bool:
    return isinstance(found, ProtectedPhoto)


def pixels(found: AnyPhoto) -> bytes:
    """The view alone, a JPEG; the original is never shown on a page. Raises what `files.read` raises."""
    return files.read(found.view)
