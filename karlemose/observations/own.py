"""What somebody noted themselves, with what became of it: also what was withdrawn, put together or corrected."""

from django.db.models import Exists, OuterRef, QuerySet

from karlemose.observations.models import Observation, Revision
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer


def own(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    """The viewer's own notes, the newest first, each with `was_corrected`; nobody else's."""
    corrected = Revision.objects.visible_to(viewer).filter(observation=OuterRef("pk"))
    rows = Observation.objects.visible_to(viewer).filter(neighbourhood=neighbourhood)
    mine = rows.filter(noted_by_id=viewer.user_id, noted_by__isnull=False)
    named = mine.select_related("place", "noted_by_organisation", "merged_into")
    return named.annotate(was_corrected=Exists(corrected)).order_by("-occurred_at", "-public_id")
