"""Squares of 500 metres for a neighbourhood without a plan.

The rule, so that the same position has the same square on every machine:

1. The corner of a neighbourhood's grid is a whole degree: the median latitude and longitude of the first positions
   that arrive, rounded down. It is kept with the neighbourhood and never moves.
2. Metres are counted from the corner, a degree of longitude measured in the middle of that degree of latitude
   (`projection.LocalMetres`), so neighbouring rows stand exactly above each other.
3. A square is named by its row and column: `N73E166` is the 74th row north and the 167th column east of the corner;
   south and west of it count `S1`, `W1` (there is no row `S0`). A position on an edge belongs to the square north
   and east of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from statistics import median
from typing import Any

from karlemose.places.projection import LocalMetres

SIDE = 500  # metres

_CODE = re.compile(r"([NS])(\d+)([EW])(\d+)")
_WORDS = {
    "da": ("Kvadrat", {"N": "N", "S": "S", "E": "Ø", "W": "V"}),
    "en": ("Square", {"N": "N", "S": "S", "E": "E", "W": "W"}),
}


@dataclass(frozen=True)
class Grid:
    """All squares of one neighbourhood, held by one corner in whole degrees."""

    latitude: float
    longitude: float

    @classmethod
    def around(cls, positions: Sequence[tuple[float, float]]) -> "Grid":
        """The grid for these (longitude, latitude) positions; an outlier or two do not move it."""
        longitude, latitude = (median(values) for values in zip(*positions, strict=True))
        return cls(latitude=floor(latitude), longitude=floor(longitude))

    @property
    def metres(self) -> LocalMetres:
        return LocalMetres(self.latitude, self.longitude, reference_latitude=self.latitude + 0.5)

    def code_for(self, longitude: float, latitude: float) -> str:
        """The square that holds a position."""
        east, north = self.metres.to_metres(longitude, latitude)
        return _index("N", "S", floor(north / SIDE)) + _index("E", "W", floor(east / SIDE))

    def polygon(self, code: str) -> dict[str, Any]:
        """A square as GeoJSON geometry, seven decimals (a centimetre)."""
        row, column = _numbers(code)
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row)]
        ring = [self.metres.to_degrees(x * SIDE, y * SIDE) for x, y in corners]
        return {"type": "Polygon", "coordinates": [[[round(x, 7), round(y, 7)] for x, y in ring]]}


def name(code: str, *, language: str) -> str:
    """What a person reads: `Kvadrat N73 Ø166`, `Square N73 E166`. Unknown languages read English."""
    word, compass = _WORDS.get(language[:2], _WORDS["en"])
    north_or_south, row, east_or_west, column = _parts(code)
    return f"{word} {compass[north_or_south]}{row} {compass[east_or_west]}{column}"


def _index(positive: str, negative: str, number: int) -> str:
    return f"{positive}{number}" if number >= 0 else f"{negative}{-number}"


def _parts(code: str) -> tuple[str, str, str, str]:
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"{code!r} is not the code of a square")
    return found[1], found[2], found[3], found[4]


def _numbers(code: str) -> tuple[int, int]:
    north_or_south, row, east_or_west, column = _parts(code)
    return (
        int(row) if north_or_south == "N" else -int(row),
        int(column) if east_or_west == "E" else -int(column),
    )
