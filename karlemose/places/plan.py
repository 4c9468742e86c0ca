"""The plan of a neighbourhood: what a GeoJSON file must say before it may be loaded.

Reading is strict and pure: a file is either a whole `Plan` or a `PlanRefused` that names every problem at once, by
file, feature and property. The format is described in docs/plan-format.md.

The one rule that protects people is here as well: stairwells are counted only together with neighbours, in a place
unit of at least 20 dwellings. A file with a smaller unit, or with a stairwell outside any unit, is refused.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from karlemose.places.enums import SMALLEST_UNIT, UNIT_KIND_OF, PlaceKind, UnitKind
from karlemose.places.plan_feature import PLACE_UNIT, A, Draft, Problem, draft_from
from karlemose.places.plan_geometry import are_neighbours, extent_in_metres

WIDEST_NEIGHBOURHOOD = 20_000  # metres; wider is a plan with swapped or mistyped coordinates
MOST_PROBLEMS = 50  # told at once
LARGEST_FILE = 20_000_000  # bytes

# kind → (kinds its parent may have, must it have one)
PARENTS: dict[str, tuple[tuple[str, ...], bool]] = {
    PlaceKind.SECTION: ((), False),
    PlaceKind.BLOCK: ((PlaceKind.SECTION,), False),
    PlaceKind.STAIRWELL: ((PlaceKind.BLOCK,), True),
    PlaceKind.CELLAR: ((PlaceKind.BLOCK,), True),
    PlaceKind.OUTDOOR: ((PlaceKind.SECTION,), False),
    PLACE_UNIT: ((), False),
}

# what is not drawn itself is the union of these
DRAWN_BY: dict[str, str] = {PlaceKind.SECTION: PlaceKind.BLOCK, PlaceKind.BLOCK: PlaceKind.STAIRWELL}


class PlanRefused(Exception):
    """The file is not a plan; says where and why."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        lines = [f"{source}: {problem}" for problem in self.problems[:MOST_PROBLEMS]]
        if len(self.problems) > MOST_PROBLEMS:
            lines.append(f"{source}: and {len(self.problems) - MOST_PROBLEMS} more")
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class PlannedPlace:
    """A section, block, stairwell, cellar or outdoor place; `unit` is the code of the place unit that counts it."""

    kind: PlaceKind
    code: str
    name: str
    parent: str | None
    unit: str | None
    dwellings: int | None
    geometry: BaseGeometry


@dataclass(frozen=True)
class PlannedUnit:
    kind: UnitKind
    code: str
    name: str
    dwellings: int | None
    geometry: BaseGeometry


@dataclass(frozen=True)
class Plan:
    """Places and place units in the order of the file; parents stand before children."""

    name: str
    places: tuple[PlannedPlace, ...]
    units: tuple[PlannedUnit, ...]

    @property
    def origin(self) -> tuple[float, float]:
        """(longitude, latitude) in the middle of the plan."""
        west, south, east, north = unary_union([unit.geometry for unit in self.units]).bounds
        return (west + east) / 2, (south + north) / 2


def read(path: Path) -> Plan:
    """A plan from a file. Raises `PlanRefused`."""
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST_FILE:
            raise PlanRefused(str(path), [Problem(None, None, "is larger than 20 MB")])
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise PlanRefused(str(path), [Problem(None, None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise PlanRefused(str(path), [Problem(None, None, "is not UTF-8")]) from error
    return parse(text, source=str(path))


def parse(text: str, *, source: str) -> Plan:
    """A plan from GeoJSON text; `source` is the name used in refusals. Raises `PlanRefused`."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise PlanRefused(source, [Problem(None, None, f"is not JSON: {error}")]) from error
    return from_geojson(data, source=source)


def from_geojson(data: Any, *, source: str) -> Plan:
    """A plan from a parsed FeatureCollection. Raises `PlanRefused`."""
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise PlanRefused(source, [Problem(None, None, "is not a GeoJSON FeatureCollection")])
    if not features:
        raise PlanRefused(source, [Problem(None, None, "has no features")])
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for index, feature in enumerate(features):
        draft, found = draft_from(feature, index=index)
        problems.extend(found)
        if draft is not None:
            drafts.append(draft)
    if not problems:  # links are judged only when every feature can be read
        problems.extend(_problems_between(drafts))
    if problems:
        raise PlanRefused(source, problems)
    return _assembled(str(data.get("name") or "")[:100], drafts)


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is not a number")


def _problems_between(drafts: list[Draft]) -> Iterator[Problem]:
    places = [draft for draft in drafts if draft.kind != PLACE_UNIT]
    units = [draft for draft in drafts if draft.kind == PLACE_UNIT]
    yield from _duplicates(places, "a place")
    yield from _duplicates([*units, *(place for place in places if place.kind in UNIT_KIND_OF)], "a place unit")
    yield from _wrong_parents(places)
    yield from _wrong_units(places, units)
    for bare in _without_drawing(places):
        yield Problem(bare, "geometry", f"is missing, and no {DRAWN_BY[bare.kind]} in it is drawn")
    if not any(place.kind == PlaceKind.STAIRWELL or place.kind in UNIT_KIND_OF for place in places):
        yield Problem(None, None, "has no stairwell, cellar or outdoor place")
    width = extent_in_metres([draft.geometry for draft in drafts if draft.geometry is not None])
    if width > WIDEST_NEIGHBOURHOOD:
        yield Problem(None, "geometry", f"is {width / 1000:.0f} km wide; a neighbourhood is at most 20 km")


def _duplicates(drafts: list[Draft], what: str) -> Iterator[Problem]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        earlier = first.setdefault(draft.code, draft)
        if earlier is not draft:
            yield Problem(draft, "code", f"feature {earlier.index} is {what} with the same code")


def _wrong_parents(places: list[Draft]) -> Iterator[Problem]:
    by_code = {place.code: place for place in places}
    for place in places:
        kinds, required = PARENTS[place.kind]
        wanted = " or ".join(A[kind] for kind in kinds)
        if place.parent is None:
            if required:
                yield Problem(place, "parent", f"is missing; {A[place.kind]} belongs to {wanted}")
        elif not kinds:
            yield Problem(place, "parent", f"{A[place.kind]} has no parent")
        elif place.parent not in by_code:
            yield Problem(place, "parent", f'no place has the code "{place.parent}"')
        elif by_code[place.parent].kind not in kinds:
            actual = A[by_code[place.parent].kind]
            yield Problem(place, "parent", f'"{place.parent}" is {actual}; {A[place.kind]} belongs to {wanted}')


def _wrong_units(places: list[Draft], units: list[Draft]) -> Iterator[Problem]:
    known = {unit.code for unit in units}
    for place in places:
        if place.place_unit is not None and place.place_unit not in known:
            yield Problem(place, "place_unit", f'no place unit has the code "{place.place_unit}"')
    for unit in units:
        yield from _unit_problems(unit, [place for place in places if place.place_unit == unit.code])


def _unit_problems(unit: Draft, stairwells: list[Draft]) -> Iterator[Problem]:
    dwellings = sum(stairwell.dwellings or 0 for stairwell in stairwells)
    if not stairwells:
        yield Problem(unit, "code", "no stairwell names this place unit")
    elif dwellings < SMALLEST_UNIT:
        yield Problem(
            unit,
            "dwellings",
            f"{dwellings} dwellings; a place unit has at least {SMALLEST_UNIT}, so nobody is counted alone",
        )
    elif not are_neighbours([stairwell.geometry for stairwell in stairwells]):
        yield Problem(unit, "code", "its stairwells are not neighbours (more than 50 m apart)")
    if unit.dwellings is not None and stairwells and unit.dwellings != dwellings:
        yield Problem(unit, "dwellings", f"says {unit.dwellings}, its stairwells have {dwellings}")


def _without_drawing(places: list[Draft]) -> list[Draft]:
    drawn = {place.code for place in places if place.geometry is not None}
    for kind in reversed(DRAWN_BY.values()):  # from below: blocks by stairwells, then sections by blocks
        above = {place.parent for place in places if place.kind == kind and place.code in drawn}
        drawn |= {place.code for place in places if DRAWN_BY.get(place.kind) == kind and place.code in above}
    return [place for place in places if place.code not in drawn]


def _assembled(name: str, drafts: list[Draft]) -> Plan:
    places = sorted((draft for draft in drafts if draft.kind != PLACE_UNIT), key=_depth)
    drawings = _drawings(places)
    return Plan(
        name=name,
        places=tuple(
            PlannedPlace(
                kind=PlaceKind(place.kind),
                code=place.code,
                name=place.name,
                parent=place.parent,
                unit=place.code if place.kind in UNIT_KIND_OF else place.place_unit,
                dwellings=place.dwellings,
                geometry=drawings[place.code],
            )
            for place in places
        ),
        units=tuple(_units(drafts, drawings)),
    )


def _units(drafts: list[Draft], drawings: dict[str, BaseGeometry]) -> Iterator[PlannedUnit]:
    dwellings: Counter[str | None] = Counter()
    for draft in drafts:
        dwellings[draft.place_unit] += draft.dwellings or 0
    for draft in drafts:
        if draft.kind == PLACE_UNIT:
            members = [drawings[place.code] for place in drafts if place.place_unit == draft.code]
            shape = draft.geometry if draft.geometry is not None else unary_union(members)
            yield PlannedUnit(UnitKind.STAIRWELLS, draft.code, draft.name, dwellings[draft.code], shape)
        elif draft.kind in UNIT_KIND_OF:
            kind = UNIT_KIND_OF[PlaceKind(draft.kind)]
            yield PlannedUnit(kind, draft.code, draft.name, None, drawings[draft.code])


def _depth(draft: Draft) -> int:
    return {PlaceKind.SECTION: 0, PlaceKind.BLOCK: 1}.get(PlaceKind(draft.kind), 2)


def _drawings(places: list[Draft]) -> dict[str, BaseGeometry]:
    """Each place's shape; a block without one is the union of its stairwells, a section of its blocks."""
    shapes: dict[str, BaseGeometry] = {}
    for place in sorted(places, key=_depth, reverse=True):
        if place.geometry is not None:
            shapes[place.code] = place.geometry
        else:
            inside = [child for child in places if child.parent == place.code and child.kind == DRAWN_BY[place.kind]]
            shapes[place.code] = unary_union([shapes[child.code] for child in inside])
    return shapes
