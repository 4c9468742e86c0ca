"""The estate as a briefing draws it: place units with their counts, and the buildings in grey."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from shapely.geometry import shape

from karlemose.documents.content import Label, Plan, Ring, Unit
from karlemose.places import queries
from karlemose.places.enums import PlaceKind
from karlemose.places.models import Neighbourhood, Place, PlaceUnit
from karlemose.policy.viewer import Viewer


class Estate:
    """Places and place units of one neighbourhood, read once."""

    def __init__(self, reader: Viewer, neighbourhood: Neighbourhood) -> None:
        self.units: dict[int, PlaceUnit] = {unit.id: unit for unit in queries.units(reader, neighbourhood)}
        self.places: dict[int, Place] = {place.id: place for place in queries.places(reader, neighbourhood)}

    def name(self, unit_id: int | None) -> str:
        unit = self.units.get(unit_id) if unit_id else None
        return unit.label if unit else gettext("place not given")

    def drawn(self, *, counts: Mapping[int | None, int], silent: set[int], number_without_place: int) -> Plan | None:
        """The small map; a unit in a section that was not heard is not known, which is not "none". None: no drawing."""
        units = tuple(
            Unit(name=unit.label, rings=_rings(unit.geometry), count=self._count(unit, counts, silent))
            for unit in self.units.values()
        )
        buildings = tuple(
            ring for place in self.places.values() if place.kind == PlaceKind.BLOCK for ring in _rings(place.geometry)
        )
        if not any(unit.rings for unit in units):
            return None
        return Plan(
            units=units,
            buildings=buildings,
            labels=tuple(self._labels()),
            is_lon_lat=True,
            number_without_place=number_without_place,
        )

    def _labels(self) -> Iterator[Label]:
        """The blocks' codes, in the middle of each."""
        for place in self.places.values():
            if place.kind == PlaceKind.BLOCK and _rings(place.geometry):
                middle = shape(place.geometry).representative_point()
                yield Label(text=place.code, at=(middle.x, middle.y))

    def _count(self, unit: PlaceUnit, counts: Mapping[int | None, int], silent: set[int]) -> int | None:
        number = counts.get(unit.id, 0)
        is_heard = number or not self._sections.get(unit.id, set()) & silent
        return number if is_heard else None

    @cached_property
    def _sections(self) -> dict[int, set[int]]:
        """Place unit → the sections its places lie in."""
        found: dict[int, set[int]] = {}
        for place in self.places.values():
            if place.place_unit_id:
                found.setdefault(place.place_unit_id, set()).update(self._sections_above(place))
        return found

    def _sections_above(self, place: Place | None) -> Iterable[int]:
        while place is not None:
            if place.kind == PlaceKind.SECTION:
                yield place.id
            place = self.places.get(place.parent_id) if place.parent_id else None


def _rings(geometry: Mapping[str, Any]) -> tuple[Ring, ...]:
    """Outer rings of a GeoJSON polygon or polygons; nothing for points and lines."""
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])
    return tuple(tuple((float(east), float(north)) for east, north, *_ in polygon[0]) for polygon in polygons)
