"""Where positions belong, for imports: places of the plan, or squares that are made as they are needed.

Part of an action of the room above, within its transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karlemose.places.enums import PlaceKind, UnitKind
from karlemose.places.grid import Grid
from karlemose.places.models import Neighbourhood, Place, PlaceUnit
from karlemose.places.snapping import FOUND_BY_POSITION, Snapper

Position = tuple[float, float]  # longitude, latitude
BATCH = 1_000


@dataclass(frozen=True)
class Located:
    """One place id (or None) for each position, and how many squares had to be made."""

    place_ids: list[int | None]
    squares_added: int


def locate(*, neighbourhood_id: int, positions: Sequence[Position | None]) -> Located:
    """The place of each position; None stays None ("place not given").

    With a plan: the place that holds the position, or none. Without: its square, made if it is new. The
    neighbourhood's row is locked until the transaction ends, so that two imports never make the same square.
    """
    neighbourhood = locked(neighbourhood_id)
    given = [position for position in positions if position is not None]
    if neighbourhood.has_plan:
        found, added = snapper(neighbourhood).places_for(given), 0
    else:
        found, added = _squares_for(neighbourhood, given)
    ids = iter(found)
    return Located([None if position is None else next(ids) for position in positions], added)


def locked(neighbourhood_id: int) -> Neighbourhood:
    """The row, held to the end of the transaction: who imports, adds up or makes a paper of it takes turns."""
    return Neighbourhood.objects.unscoped("held while its places change").select_for_update().get(id=neighbourhood_id)


def snapper(neighbourhood: Neighbourhood) -> Snapper:
    """Finds places of this neighbourhood's plan by position."""
    rows = Place.objects.unscoped("an import looks for the places of its positions")
    drawn = rows.filter(neighbourhood=neighbourhood, kind__in=FOUND_BY_POSITION).order_by("order", "id")
    return Snapper(
        drawn.values_list("id", "geometry"), latitude=neighbourhood.latitude, longitude=neighbourhood.longitude
    )


def _squares_for(neighbourhood: Neighbourhood, positions: list[Position]) -> tuple[list[int | None], int]:
    if not positions:
        return [], 0
    grid = _grid(neighbourhood, positions)
    codes = [grid.code_for(*position) for position in positions]
    known = _known(neighbourhood)
    fresh = sorted(set(codes) - known.keys())
    if fresh:
        _add(neighbourhood, grid, fresh)
        known = _known(neighbourhood)
    return [known[code] for code in codes], len(fresh)


def _grid(neighbourhood: Neighbourhood, positions: list[Position]) -> Grid:
    """The neighbourhood's grid; its corner is set by the first positions and never moves."""
    if neighbourhood.latitude is None:
        grid = Grid.around(positions)
        neighbourhood.latitude, neighbourhood.longitude = grid.latitude, grid.longitude
        neighbourhood.save(update_fields=["latitude", "longitude"])
    return Grid(neighbourhood.latitude, neighbourhood.longitude)


def _known(neighbourhood: Neighbourhood) -> dict[str, int]:
    rows = Place.objects.unscoped("an import looks for the squares of its positions")
    return dict(rows.filter(neighbourhood=neighbourhood, kind=PlaceKind.SQUARE).values_list("code", "id"))


def _add(neighbourhood: Neighbourhood, grid: Grid, codes: Iterable[str]) -> None:
    shared = {"partnership_id": neighbourhood.partnership_id, "neighbourhood": neighbourhood, "order": 0}
    fresh = [
        PlaceUnit(code=code, name=code, kind=UnitKind.SQUARE, geometry=grid.polygon(code), **shared) for code in codes
    ]
    made = PlaceUnit.objects.unscoped("new squares").bulk_create(fresh, batch_size=BATCH)
    squares = [
        Place(code=unit.code, name=unit.code, kind=PlaceKind.SQUARE, geometry=unit.geometry, place_unit=unit, **shared)
        for unit in made
    ]
    Place.objects.unscoped("new squares").bulk_create(squares, batch_size=BATCH)
