"""Reads of neighbourhoods, places and place units.

A plan is no channel: whoever works in a neighbourhood may read it. Squares are different. They exist only where
something was reported, so they are shown to those alone who may read single records of the picture.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from karlemose.places.enums import PlaceKind, UnitKind
from karlemose.places.models import Neighbourhood, Place, PlaceUnit
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership


class NoSuchNeighbourhood(LookupError):
    """No neighbourhood with this slug, or several and no partnership was named; says which are known."""


def neighbourhoods(viewer: Viewer) -> QuerySet[Neighbourhood]:
    """Those the viewer works in, in Danish order."""
    rows = Neighbourhood.objects.visible_to(viewer)
    return rows.filter(id__in=viewer.neighbourhoods).order_by("sort_key", "id")


def neighbourhood_named(viewer: Viewer, slug: str) -> Neighbourhood | None:
    return neighbourhoods(viewer).filter(slug=slug).first()


def neighbourhoods_of(partnership_id: int) -> list[Neighbourhood]:
    """All of the open partnership's, for jobs and commands that work on nobody's behalf."""
    rows = Neighbourhood.objects.unscoped("work for each neighbourhood of a partnership")
    return list(rows.filter(partnership_id=partnership_id).order_by("sort_key", "id"))


def find_neighbourhood(slug: str, *, partnership_slug: str | None = None) -> Neighbourhood:
    """The neighbourhood a command means; opens each partnership by itself. Raises `NoSuchNeighbourhood`."""
    known: list[tuple[str, Neighbourhood]] = []
    for partnership in Partnership.objects.order_by("slug"):
        if partnership_slug in (None, partnership.slug):
            with acting_for(partnership.id, read_only=True):
                known += [(partnership.slug, one) for one in neighbourhoods_of(partnership.id)]
    fitting = [(where, one) for where, one in known if one.slug == slug]
    if len(fitting) == 1:
        return fitting[0][1]
    if fitting:
        among = ", ".join(where for where, _ in fitting)
        raise NoSuchNeighbourhood(f"several partnerships have a neighbourhood {slug!r} ({among}): say which")
    names = ", ".join(one.slug for _, one in known) or "none; add one with `karlemose neighbourhood add SLUG`"
    raise NoSuchNeighbourhood(f"there is no neighbourhood {slug!r} (known: {names})")


def places(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Place]:
    """In the order of the plan; squares by their code."""
    return _within(Place.objects.visible_to(viewer), viewer, neighbourhood, PlaceKind.SQUARE)


def units(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[PlaceUnit]:
    """In the order of the plan; squares by their code."""
    return _within(PlaceUnit.objects.visible_to(viewer), viewer, neighbourhood, UnitKind.SQUARE)


def geojson(rows: Iterable[Place | PlaceUnit]) -> dict[str, Any]:
    """Places or place units as a GeoJSON FeatureCollection, names in the language of the page."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _within(rows: QuerySet[Any], viewer: Viewer, neighbourhood: Neighbourhood, square: str) -> QuerySet[Any]:
    found = rows.filter(neighbourhood=neighbourhood, neighbourhood_id__in=viewer.neighbourhoods)
    if neighbourhood.id not in viewer.sees(Channel.PICTURE):
        found = found.exclude(kind=square)
    return found.order_by("order", "sort_key", "id")


def _feature(row: Place | PlaceUnit) -> dict[str, Any]:
    properties: dict[str, Any] = {"code": row.code, "kind": row.kind, "name": row.label}
    if row.dwellings is not None:
        properties["dwellings"] = row.dwellings
    return {"type": "Feature", "id": row.id, "properties": properties, "geometry": row.geometry}
