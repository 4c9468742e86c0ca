"""What the next sweeps will erase, told to those who can still say that it belongs to an incident."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, Value

from karlemose.observations.models import Observation, Particulars
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.retention.erasers import OBSERVATIONS, PARTICULARS, PLATES, Eraser

DAYS = 7


@dataclass(frozen=True)
class Ahead:
    """How many of a sort go within the days asked about, and when the oldest of them came."""

    code: str  # "plates", "particulars", "observations"
    number: int
    oldest: datetime | None


def ahead(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, days: int = DAYS) -> list[Ahead]:
    """What goes in one neighbourhood until `days` after `at`, as far as the viewer reads it; a sort of which none goes
    is left out.

    One query. Plates and particulars are counted where the transaction has opened `EVIDENCE`.
    """
    until = at + timedelta(days=days)
    particulars = Particulars.objects.visible_to(viewer).filter(observation__neighbourhood=neighbourhood)
    observations = Observation.objects.visible_to(viewer).filter(neighbourhood=neighbourhood)
    asked = ((PLATES, particulars), (PARTICULARS, particulars), (OBSERVATIONS, observations))
    first, *others = (_among(rows, eraser, until=until) for eraser, rows in asked)
    found = {row[0]: Ahead(*row) for row in first.union(*others, all=True)}
    return [one for eraser, _rows in asked if (one := found.get(eraser.code)) and one.number]


def _among(rows: QuerySet[Any], eraser: Eraser, *, until: datetime) -> QuerySet[Any]:
    """One row: code, number and oldest."""
    due = rows.filter(id__in=eraser.rows(at=until).values("id")).order_by()
    told = due.values(code=Value(eraser.code)).annotate(number=Count("id"), oldest=Min(eraser.since))
    return told.values_list("code", "number", "oldest")
