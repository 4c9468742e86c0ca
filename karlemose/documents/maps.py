"""The small map as SVG, drawn from polygons alone: no tiles, no other machine, the same bytes every time.

Buildings are grey, place units stand in five steps of blue; what nothing is known of is hatched, for it is not zero.
"""

import math
import xml.sax.saxutils as xml
from collections.abc import Iterable
from dataclasses import dataclass

from karlemose.documents import shading
from karlemose.documents.charts import FAMILY
from karlemose.documents.content import Plan, Point, Ring, Unit
from karlemose.documents.text import BREAK, Cleaner

LISTED = 12  # place units with a number on the map and a line beside it
MANY = 200  # place units beyond which outlines are drawn thinner
_SIZE = 1000.0  # of the longer side, in units of the drawing
_EDGE = 36.0  # room for a name or a number at the rim
_BADGE = 17.0

_HATCH = (
    '<defs><pattern id="unknown" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="3" height="14" fill="{shading.QUIET}"/></pattern></defs>'
)


@dataclass(frozen=True)
class Frame:
    """From the plan's coordinates to the drawing's: equal scale both ways, north up."""

    west: float
    north: float
    scale: float
    squeeze: float  # a degree of longitude in degrees of latitude; 1 in metres
    width: float
    height: float

    def place(self, point: Point) -> Point:
        return (
            _EDGE + (point[0] - self.west) * self.squeeze * self.scale,
            _EDGE + (self.north - point[1]) * self.scale,
        )

    def holds(self, spot: Point) -> bool:
        """Whether a number fits there."""
        return _BADGE <= spot[0] <= self.width - _BADGE and _BADGE <= spot[1] <= self.height - _BADGE


def most(plan: Plan) -> tuple[Unit, ...]:
    """Place units with observations and a shape, most first; equal counts keep the order of the plan."""
    drawn = (unit for unit in plan.units if unit.count and unit.rings)
    return tuple(sorted(drawn, key=lambda unit: -(unit.count or 0)))


def limits(plan: Plan) -> tuple[int, ...]:
    """Of the five blues, on the map and in its legend alike: by what is drawn."""
    return shading.edges(unit.count or 0 for unit in most(plan))


def draw(plan: Plan, cleaner: Cleaner) -> str:
    """Raises ValueError for a plan without a single point."""
    frame = _frame(plan)
    edges = limits(plan)
    width = 2 if len(plan.units) <= MANY else 1
    parts = [_path(ring, frame, f'fill="{shading.BUILDING}" stroke="none"') for ring in plan.buildings]
    parts += [_path(ring, frame, _look(unit, edges, width)) for unit in plan.units for ring in unit.rings]
    parts += [_label(cleaner.name(label.text), frame.place(label.at)) for label in plan.labels]
    spots = _apart([frame.place(_corner(unit.rings[0])) for unit in most(plan)[:LISTED]], frame)
    parts += [_badge(number, spot) for number, spot in enumerate(spots, start=1)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width:.1f}" height="{frame.height:.1f}"'
        f' viewBox="0 0 {frame.width:.1f} {frame.height:.1f}">{_HATCH}{"".join(parts)}</svg>'
    )


def _frame(plan: Plan) -> Frame:
    rings = (*plan.buildings, *(ring for unit in plan.units for ring in unit.rings))
    points = [*(point for ring in rings for point in ring), *(label.at for label in plan.labels)]
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    if not easts:
        raise ValueError("a plan needs at least one point")
    squeeze = math.cos(math.radians((max(norths) + min(norths)) / 2)) if plan.is_lon_lat else 1.0
    across = (max(easts) - min(easts)) * squeeze
    down = max(norths) - min(norths)
    scale = _SIZE / (max(across, down) or 1.0)
    return Frame(
        west=min(easts),
        north=max(norths),
        scale=scale,
        squeeze=squeeze,
        width=across * scale + 2 * _EDGE,
        height=down * scale + 2 * _EDGE,
    )


def _path(ring: Ring, frame: Frame, look: str) -> str:
    points = "L".join(f"{east:.1f} {north:.1f}" for east, north in map(frame.place, ring))
    return f'<path d="M{points}Z" {look}/>' if points else ""


def _look(unit: Unit, limits: tuple[int, ...], width: int) -> str:
    fill = "none" if unit.count == 0 else shading.colour(unit.count, limits) if unit.count else "url(#unknown)"
    return f'fill="{fill}" stroke="{shading.QUIET}" stroke-width="{width}"'


def _corner(ring: Ring) -> Point:
    """Upper right of the ring's box: a number there leaves the colour to be seen."""
    return max(point[0] for point in ring), max(point[1] for point in ring)


def _apart(spots: Iterable[Point], frame: Frame) -> list[Point]:
    """Moves a number to the nearest free spot where it would cover an earlier one or leave the drawing."""
    placed: list[Point] = []
    for spot in spots:
        tried = (spot, *_around(spot))
        free = (near for near in tried if frame.holds(near) and _is_free(near, placed))
        placed.append(next(free, spot))
    return placed


def _around(spot: Point) -> Iterable[Point]:
    """Spots on widening circles, the nearest first."""
    for circle in range(1, 7):
        for turn in range(12):
            angle = math.tau * turn / 12
            yield spot[0] + circle * _BADGE * math.cos(angle), spot[1] + circle * _BADGE * math.sin(angle)


def _is_free(spot: Point, placed: list[Point]) -> bool:
    return all(math.dist(spot, other) >= 2 * _BADGE for other in placed)


def _badge(number: int, spot: Point) -> str:
    east, north = spot
    return f'<circle cx="{east:.1f}" cy="{north:.1f}" r="{_BADGE}" fill="#FFFFFF" stroke="{shading.INK}"/>' + _words(
        str(number), (east, north + 7.5), f'font-size="22" font-weight="600" fill="{shading.INK}"'
    )


def _label(text: str, spot: Point) -> str:
    """On a white rim, so that it can be read on any blue."""
    rim = 'stroke="#FFFFFF" stroke-width="7" stroke-linejoin="round" paint-order="stroke"'
    return _words(text, (spot[0], spot[1] + 7), f'font-size="21" fill="{shading.QUIET}" {rim}')


def _words(text: str, spot: Point, look: str) -> str:
    return (
        f'<text x="{spot[0]:.1f}" y="{spot[1]:.1f}" text-anchor="middle" font-family="{FAMILY}" {look}>'
        f"{xml.escape(text.replace(BREAK, ''))}</text>"
    )
