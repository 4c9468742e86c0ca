"""What may tell of the same: notes close in time, for whoever puts duplicates together."""

from datetime import timedelta

from django.db.models import Case, F, FloatField, Func, Value, When

from karlemose.observations import queries
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer

NEAR = timedelta(days=3)
MOST = 20
_SECONDS = "abs(extract(epoch FROM %(expressions)s))"


def near(viewer: Viewer, neighbourhood: Neighbourhood, observation: Observation) -> list[Observation]:
    """Others of the three days before and after: of the same kind first, then of the same place, then by time."""
    around = (observation.occurred_at - NEAR, observation.occurred_at + NEAR)
    rows = queries.visible(viewer, neighbourhood).filter(occurred_at__range=around)
    others = rows.exclude(id=observation.id).exclude(kind=Kind.NOTHING)
    likest = others.order_by(
        _others_last(kind=observation.kind, kind_words=observation.kind_words),
        _others_last(place=observation.place_id),
        Func(F("occurred_at") - Value(observation.occurred_at), template=_SECONDS, output_field=FloatField()),
        "-public_id",
    )
    return list(likest.select_related("place", "noted_by_organisation")[:MOST])


def _others_last(**like: object) -> Case:
    return Case(When(**like, then=0), default=1)
