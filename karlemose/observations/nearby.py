"""What may tell of the same: notes close in time, for whoever puts duplicates together."""

from datetime import timedelta

from karlemose.observations import queries
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer

NEAR = timedelta(days=3)
MOST = 20


def near(viewer: Viewer, neighbourhood: Neighbourhood, observation: Observation) -> list[Observation]:
    """Others of the three days before and after: of the same kind first, then of the same place, then by time."""
    around = (observation.occurred_at - NEAR, observation.occurred_at + NEAR)
    rows = queries.visible(viewer, neighbourhood).filter(occurred_at__range=around)
    others = rows.exclude(id=observation.id).exclude(kind=Kind.NOTHING)
    found = list(others.select_related("place", "noted_by_organisation").order_by("-occurred_at", "-public_id"))
    return sorted(found, key=lambda row: _likeness(row, observation))[:MOST]


def _likeness(row: Observation, observation: Observation) -> tuple[bool, bool, timedelta]:
    is_other_kind = (row.kind, row.kind_words) != (observation.kind, observation.kind_words)
    return is_other_kind, row.place_id != observation.place_id, abs(row.occurred_at - observation.occurred_at)
