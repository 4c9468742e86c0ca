"""Observations that an action holds while it decides."""

from karlemose.observations.models import Observation
from karlemose.policy.viewer import Viewer


def held(by: Viewer, public_id: str) -> Observation:
    """Locked, with its neighbourhood: two who write to one observation do so one after the other.

    Raises `LookupError` for one that the viewer may not read or that was taken back.
    """
    rows = Observation.objects.visible_to(by).filter(public_id=public_id, withdrawn_at__isnull=True)
    found: Observation | None = rows.select_for_update(of=("self",)).select_related("neighbourhood").first()
    if found is None:
        raise LookupError("no such observation here")
    return found
