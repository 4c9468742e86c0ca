"""Finding the observation that an address names, for whoever may read it: who looks at what, from where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.observations import queries
from karlemose.observations.queries import Observation
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import where


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who looks at what, from where."""

    viewer: Viewer
    neighbourhood: Neighbourhood
    observation: Observation
    at: datetime
    where: dict[str, str]

    def url(self, page: str, **more: str) -> str:
        return reverse(f"staff:{page}", kwargs={**self.where, "public_id": self.observation.public_id, **more})

    @property
    def is_own(self) -> bool:
        return self.viewer.user_id is not None and self.observation.noted_by_id == self.viewer.user_id

    @property
    def may_change(self) -> bool:
        return self.is_own and self.viewer.has(Permission.NOTE)

    @property
    def local(self) -> datetime:
        return self.at.astimezone(weeks.zone_of(self.neighbourhood))


def look(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> Look:
    """Raises `Http404` for what is not there or not for this person."""
    observation = found(viewer, neighbourhood, public_id)
    return Look(
        viewer=viewer,
        neighbourhood=neighbourhood,
        observation=observation,
        at=clock.current_time(),
        where=where(request),
    )


def found(viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> Observation:
    observation = queries.one(viewer, public_id)
    if observation is None or observation.neighbourhood_id != neighbourhood.id:
        raise Http404
    return observation
