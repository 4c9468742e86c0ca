"""Which place holds a position. Pure: knows shapes and ids, not tables.

A position lies in the stairwell or outdoor place whose shape holds it; else in the nearest one within 30 metres (the
error of a telephone between houses); else in none. Cellars are never chosen by position: no telephone knows whether
its owner stands in the cellar or above it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from karlemose.places.enums import PlaceKind
from karlemose.places.plan_geometry import in_metres
from karlemose.places.projection import LocalMetres

WITHIN = 30.0  # metres
FOUND_BY_POSITION = (PlaceKind.STAIRWELL, PlaceKind.OUTDOOR)


class Snapper:
    """Finds places for many positions at once."""

    def __init__(self, places: Iterable[tuple[int, dict[str, Any]]], *, latitude: float, longitude: float) -> None:
        """`places` are (id, GeoJSON geometry); latitude and longitude an origin near them."""
        self._metres = LocalMetres(latitude, longitude)
        pairs = list(places)
        self._ids = [identity for identity, _ in pairs]
        self._tree = shapely.STRtree([in_metres(shape(geometry), self._metres) for _, geometry in pairs])

    def places_for(self, positions: Sequence[tuple[float, float]]) -> list[int | None]:
        """The place of each (longitude, latitude); None where no place is near. Of two equally near the first wins."""
        found: list[int | None] = [None] * len(positions)
        if not positions or not self._ids:
            return found
        longitude, latitude = np.asarray(positions, dtype=float).T
        points = shapely.points(*self._metres.to_metres(longitude, latitude))
        which, place = self._tree.query_nearest(points, max_distance=WITHIN, all_matches=True)
        for point_index, place_index in sorted(zip(which.tolist(), place.tolist(), strict=True), reverse=True):
            found[point_index] = self._ids[place_index]
        return found
