"""Shapes of a plan: GeoJSON geometry in WGS 84 degrees, made whole or refused."""

from collections.abc import Iterator, Sequence
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from karlemose.places.projection import LocalMetres

AREAS = ("Polygon", "MultiPolygon")
TYPES = ("Point", "LineString", *AREAS)
NEIGHBOURS_WITHIN = 50  # metres between stairwells counted together
MOST_POINTS = 10_000


class GeometryRefused(Exception):
    """The sentence says why."""


def geometry_from(data: Any, *, types: Sequence[str] = TYPES) -> BaseGeometry:
    """A shapely geometry of one of these types, in two dimensions. Raises `GeometryRefused`."""
    if not isinstance(data, dict) or data.get("type") not in types:
        raise GeometryRefused(f"its type is not one of {', '.join(types)}")
    positions = list(_positions(data.get("coordinates")))
    if not positions or len(positions) > MOST_POINTS:
        raise GeometryRefused(f"has {len(positions)} positions; 1 to {MOST_POINTS} are read")
    for longitude, latitude in positions:
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise GeometryRefused(f"({longitude}, {latitude}) is outside longitude ±180, latitude ±90")
    try:
        geometry = shapely.force_2d(shape(data))
    except (ValueError, TypeError, AttributeError, IndexError, shapely.errors.ShapelyError) as error:
        raise GeometryRefused(f"its coordinates do not make a {data['type']}") from error
    if not geometry.is_valid or geometry.is_empty:
        raise GeometryRefused(f"is not valid: {shapely.is_valid_reason(geometry)}")
    return geometry


def _positions(coordinates: Any, depth: int = 0) -> Iterator[tuple[float, float]]:
    """Every position in nested coordinates, at most as deep as a MultiPolygon's."""
    if not isinstance(coordinates, list) or depth > 3:
        raise GeometryRefused("coordinates are lists of longitude and latitude")
    if coordinates and all(_is_number(value) for value in coordinates):
        if not 2 <= len(coordinates) <= 3:
            raise GeometryRefused(f"{coordinates!r} is not a longitude and a latitude")
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _positions(part, depth + 1)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e9 < value < 1e9  # neither NaN nor ∞


def in_metres(geometry: BaseGeometry, metres: LocalMetres) -> BaseGeometry:
    """The same shape in metres around an origin."""
    return shapely.transform(geometry, lambda points: _columns(metres.to_metres(points[:, 0], points[:, 1])))


def _columns(pair: tuple[Any, Any]) -> Any:
    return shapely.get_coordinates(shapely.points(*pair))


def are_neighbours(geometries: Sequence[BaseGeometry]) -> bool:
    """Does a chain of steps of at most 50 m connect them?"""
    longitude, latitude = geometries[0].centroid.coords[0]
    metres = LocalMetres(latitude, longitude)
    around = [in_metres(geometry, metres).buffer(NEIGHBOURS_WITHIN / 2) for geometry in geometries]
    return bool(shapely.get_num_geometries(shapely.unary_union(around)) == 1)


def extent_in_metres(geometries: Sequence[BaseGeometry]) -> float:
    """Width or height of all shapes together, whichever is larger."""
    west, south, east, north = shapely.total_bounds(geometries)
    width, height = LocalMetres(south, west, reference_latitude=(south + north) / 2).to_metres(east, north)
    return max(width, height)
