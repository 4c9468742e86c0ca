"""One feature of a plan: its properties, judged on their own."""

import re
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from karlemose.places.enums import PlaceKind
from karlemose.places.plan_geometry import AREAS, TYPES, GeometryRefused, geometry_from

PLACE_UNIT = "place_unit"
A = {  # the kinds a plan may hold, as they stand in a sentence
    PlaceKind.SECTION.value: "a section",
    PlaceKind.BLOCK.value: "a block",
    PlaceKind.STAIRWELL.value: "a stairwell",
    PlaceKind.CELLAR.value: "a cellar",
    PlaceKind.OUTDOOR.value: "an outdoor place",
    PLACE_UNIT: "a place unit",
}
DRAWN_BY_WHAT_IS_INSIDE = (PlaceKind.SECTION, PlaceKind.BLOCK, PLACE_UNIT)
MAY_BE_A_POINT = (PlaceKind.CELLAR, PlaceKind.OUTDOOR)
MOST_DWELLINGS = 2_000

_CODE = re.compile(r"[\w.–-]+( [\w.–-]+)*")


@dataclass(frozen=True)
class Draft:
    """A feature whose properties are well formed; whether its links hold is asked later."""

    index: int
    kind: str
    code: str
    name: str
    parent: str | None
    place_unit: str | None
    dwellings: int | None
    geometry: BaseGeometry | None


@dataclass(frozen=True)
class Problem:
    """What is wrong: with the file, a feature (a number, or a draft), or one of its properties."""

    feature: Draft | int | None
    property: str | None
    sentence: str

    def __str__(self) -> str:
        where = []
        if isinstance(self.feature, Draft):
            where.append(f'feature {self.feature.index} ({self.feature.kind} "{self.feature.code}")')
        elif self.feature is not None:
            where.append(f"feature {self.feature}")
        if self.property is not None:
            where.append(f'"{self.property}"')
        return f"{', '.join(where)}: {self.sentence}" if where else self.sentence


class _Reader:
    """Takes properties one by one and remembers what was wrong with them."""

    def __init__(self, properties: dict[str, Any], index: int) -> None:
        self.properties = properties
        self.index = index
        self.problems: list[Problem] = []

    def refuse(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(self.index, name, sentence))

    def kind(self) -> str:
        value = self.properties.get("kind")
        if not isinstance(value, str) or value not in A:
            self.refuse("kind", f"is {value!r}; known are {', '.join(A)}")
        return str(value)

    def code(self, name: str) -> str | None:
        """A short name for lists and links: letters, digits, spaces, dots, dashes."""
        value = self.properties.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > 40 or not _CODE.fullmatch(value):
            self.refuse(name, f"is {value!r}; letters, digits, dots, dashes and single spaces, at most 40")
            return None
        return value

    def required_code(self) -> str:
        if self.properties.get("code") is None:
            self.refuse("code", "is missing")
        return self.code("code") or ""

    def title(self, otherwise: str) -> str:
        value = self.properties.get("name", otherwise)
        if not isinstance(value, str) or not value.strip() or len(value) > 100 or not value.isprintable():
            self.refuse("name", f"is {value!r}; one line of at most 100 characters")
            return otherwise
        return value.strip()

    def number(self, name: str) -> int | None:
        value = self.properties.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DWELLINGS:
            self.refuse(name, f"is {value!r}; a whole number from 0 to {MOST_DWELLINGS}")
            return None
        return value


def draft_from(feature: Any, *, index: int) -> tuple[Draft | None, list[Problem]]:
    """A feature as a draft, or what is wrong with it; `index` counts from 0 as in the file."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None, [Problem(index, None, "is not a GeoJSON Feature")]
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None, [Problem(index, "properties", "are missing")]
    reader = _Reader(properties, index)
    kind = reader.kind()
    if reader.problems:
        return None, reader.problems  # without a kind nothing else can be judged
    code = reader.required_code()
    draft = Draft(
        index=index,
        kind=kind,
        code=code,
        name=reader.title(code),
        parent=reader.code("parent"),
        place_unit=reader.code("place_unit"),
        dwellings=reader.number("dwellings"),
        geometry=_drawing(feature.get("geometry"), reader, kind),
    )
    _check_stairwell(draft, reader)
    return (None if reader.problems else draft), reader.problems


def _drawing(geometry: Any, reader: _Reader, kind: str) -> BaseGeometry | None:
    if geometry is None:
        if kind not in DRAWN_BY_WHAT_IS_INSIDE:
            reader.refuse("geometry", f"is missing; {A[kind]} is drawn")
        return None
    try:
        return geometry_from(geometry, types=TYPES if kind in MAY_BE_A_POINT else AREAS)
    except GeometryRefused as refused:
        reader.refuse("geometry", str(refused))
        return None


def _check_stairwell(draft: Draft, reader: _Reader) -> None:
    if draft.kind == PlaceKind.STAIRWELL:
        for name in ("dwellings", "place_unit"):
            if reader.properties.get(name) is None:
                reader.refuse(name, "is missing; each stairwell says how many dwellings it has and who counts with it")
    elif draft.place_unit is not None:
        reader.refuse("place_unit", "only stairwells name a place unit")
