"""Finding the observation that an address names, for whoever may read it."""

from typing import Any

from django.http import Http404

from karlemose.foundation import clock
from karlemose.observations import queries
from karlemose.observations.queries import Observation
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff.observed.presenters import Look


def look(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> Look:
    """Raises `Http404` for what is not there or not for this person."""
    observation = found(viewer, neighbourhood, public_id)
    return Look(
        viewer=viewer,
        neighbourhood=neighbourhood,
        observation=observation,
        at=clock.current_time(),
        where={"partnership": request.partnership.slug, "neighbourhood": neighbourhood.slug},
    )


def found(viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> Observation:
    observation = queries.one(viewer, public_id)
    if observation is None or observation.neighbourhood_id != neighbourhood.id:
        raise Http404
    return observation
