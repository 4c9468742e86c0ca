"""The small map as SVG, drawn from polygons alone: no tiles, no other machine, the same bytes every time.

Buildings are grey, place units stand in five steps of blue, and what nothing is known of is hatched: not zero, not calm.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from karlemose.documents import shading
from karlemose.documents.charts import FAMILY
from karlemose.documents.content import Plan, Point, Ring, Unit

LISTED = 12  # place units with a number on the map and a line beside it
_SIZE = 1000.0  # of the longer side, in units of the drawing
_EDGE = 20.0
_BADGE = 21.0

_HATCH = (
    '<defs><pattern id="unknown" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="3" height="16" fill="{shading.HAIRLINE}"/></pattern></defs>'
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


def most(plan: Plan) -> tuple[Unit, ...]:
    """Place units with observations, most first; equal counts keep the order of the plan."""
    return tuple(sorted((unit for unit in plan.units if unit.count), key=lambda unit: -(unit.count or 0)))


def draw(plan: Plan) -> str:
    """Raises ValueError for a plan without a single point."""
    frame = _frame(plan)
    limits = shading.edges(max((unit.count or 0 for unit in plan.units), default=0))
    parts = [_path(ring, frame, f'fill="{shading.BUILDING}" stroke="none"') for ring in plan.buildings]
    parts += [_path(ring, frame, _look(unit, limits)) for unit in plan.units for ring in unit.rings]
    spots = _apart([frame.place(_middle(unit.rings[0])) for unit in most(plan)[:LISTED] if unit.rings])
    parts += [_badge(number, spot) for number, spot in enumerate(spots, start=1)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width:.1f}" height="{frame.height:.1f}"'
        f' viewBox="0 0 {frame.width:.1f} {frame.height:.1f}">{_HATCH}{"".join(parts)}</svg>'
    )


def _frame(plan: Plan) -> Frame:
    rings = [*plan.buildings, *(ring for unit in plan.units for ring in unit.rings)]
    easts = [point[0] for ring in rings for point in ring]
    norths = [point[1] for ring in rings for point in ring]
    if not easts:
        raise ValueError("a plan needs at least one ring")
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


def _look(unit: Unit, limits: tuple[int, ...]) -> str:
    fill = "url(#unknown)" if unit.count is None else shading.colour(unit.count, limits)
    return f'fill="{fill}" stroke="{shading.QUIET}" stroke-width="2"'


def _middle(ring: Ring) -> Point:
    """Middle of the ring's box: near enough for a number, and safe for a ring without area."""
    easts, norths = [point[0] for point in ring], [point[1] for point in ring]
    return (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2


def _apart(spots: Iterable[Point]) -> list[Point]:
    """Moves a number to the right while it would cover an earlier one."""
    placed: list[Point] = []
    for east, north in spots:
        while any(math.dist((east, north), other) < 2 * _BADGE for other in placed):
            east += _BADGE / 2  # noqa: PLW2901 -- the spot itself moves
        placed.append((east, north))
    return placed


def _badge(number: int, spot: Point) -> str:
    east, north = spot
    return (
        f'<circle cx="{east:.1f}" cy="{north:.1f}" r="{_BADGE}" fill="#FFFFFF" stroke="{shading.INK}" stroke-width="2.5"/>'
        f'<text x="{east:.1f}" y="{north + 9:.1f}" text-anchor="middle" font-family="{FAMILY}" font-size="26"'
        f' font-weight="600" fill="{shading.INK}">{number}</text>'
    )
