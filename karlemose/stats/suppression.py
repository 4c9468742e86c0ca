"""Counts that may leave the partnership: small cells hidden, and enough beside them that no sum gives them away.

Page: docs/method/suppression.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from karlemose.stats import demands
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate

LEAST = 5
"""Smallest count that may be shown (Statistics Denmark, researcher exports)."""
LEAST_BASE = 20
"""Smallest denominator of a shown percentage."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Suppressed:
    """A table with its margins, None where a number is hidden; the last row and column are totals if `totals`."""

    cells: tuple[tuple[int | None, ...], ...]
    primary: tuple[tuple[int, int], ...]
    secondary: tuple[tuple[int, int], ...]
    totals: bool


def suppress(*, table: ArrayLike, least: int = LEAST, totals: bool = True, show_zeros: bool = False) -> Suppressed:
    """Hide counts below `least`, then more, until no shown number gives a hidden one away.

    Primary: every cell and total below `least` (zeros too, unless `show_zeros`: "none" also tells on everybody).
    Secondary, where totals are shown: as long as a row or column holds a single gap, its smallest shown number goes,
    those crossing another gap first; then an audit by linear programming finds for every hidden primary cell the
    range that the shown numbers allow, and hides one more while a range has less than `least` between its ends.
    Positions count the totals as last row and column. Takes a table of whole counts. Sources: Statistics Denmark's
    rules for exports; Hundepool et al. 2012, Statistical Disclosure Control.
    """
    counts = _counts(table)
    smallest = demands.count(least, name="smallest count")
    whole = _with_totals(counts) if totals else counts
    primary = (whole < smallest) & ((whole > 0) | (not show_zeros))
    hidden = primary.copy()
    if totals:
        _hide_beside(whole, hidden)
        while (weak := _weakest(whole, hidden, primary, smallest)) is not None:
            _hide_one_more(whole, hidden, weak)
            _hide_beside(whole, hidden)
    cells = tuple(
        tuple(None if gap else int(value) for value, gap in zip(row, gaps, strict=True))
        for row, gaps in zip(whole, hidden, strict=True)
    )
    return Suppressed(cells, _places(primary), _places(hidden & ~primary), totals)


def ranges(*, cells: Sequence[Sequence[int | None]]) -> dict[tuple[int, int], tuple[float, float]]:
    """What an outsider can work out of a table with totals: lower and upper limit of every hidden cell.

    Linear programming over all tables of numbers ≥ 0 that agree with the shown ones; the last row and column are the
    totals. An infinite upper limit means that nothing bounds it.
    """
    shown = np.array([[np.nan if cell is None else cell for cell in row] for row in cells], dtype=float)
    hidden = np.isnan(shown)
    return {place: _range(np.nan_to_num(shown), hidden, place) for place in _places(hidden)}


@dataclass(frozen=True)
class Release:
    """A published count of a set of atoms, such as (block, month) pairs."""

    name: str
    atoms: frozenset[Any]
    count: int


def differences(*, releases: Sequence[Release], least: int = LEAST) -> list[tuple[str, str, int]]:
    """Pairs of releases whose difference is a small count: one within the other, and 1 to `least` − 1 between them.

    Overlapping areas, rolling windows and corrected tables give small cells away though each is large; the answer
    names the larger, the smaller and the count between. An empty list is no proof: see `determined`.
    """
    found = []
    for outer in releases:
        for inner in releases:
            gap = outer.count - inner.count
            if inner.atoms < outer.atoms and 0 < gap < least:
                found.append((outer.name, inner.name, gap))
    return found


def determined(*, releases: Sequence[Release], least: int = LEAST) -> dict[Any, float]:
    """Atoms whose count below `least` follows from all releases together by adding and subtracting.

    An atom is determined when its unit vector lies in the row space of the releases (least squares, exact to 1e-8).
    """
    if not releases:
        return {}
    atoms = sorted(frozenset().union(*(release.atoms for release in releases)), key=repr)
    rows = np.array([[atom in release.atoms for atom in atoms] for release in releases], dtype=float)
    inverse = np.linalg.pinv(rows)
    known = np.abs(np.diag(inverse @ rows) - 1) < 1e-8
    values = inverse @ np.array([release.count for release in releases], dtype=float)
    return {
        atom: float(round(value, 8))
        for atom, value, sure in zip(atoms, values, known, strict=True)
        if sure and round(value) < least
    }


class Detail(StrEnum):
    """How much of an area a map may show."""

    NOTHING = "nothing"
    KEY_FIGURE = "key figure"
    FEW_INTERVALS = "few intervals"
    MORE_INTERVALS = "more intervals"
    EVERYTHING = "everything"


def map_detail(*, households: int) -> Detail:
    """What a map may show of an area with so many households (Statistics Denmark, as relayed by LIFA)."""
    size = demands.count(households, name="number of households")
    limits = {20: Detail.NOTHING, 50: Detail.KEY_FIGURE, 100: Detail.FEW_INTERVALS, 150: Detail.MORE_INTERVALS}
    return next((detail for limit, detail in limits.items() if size < limit), Detail.EVERYTHING)


def shares(*, counts: Mapping[str, int], least: int = LEAST, base: int = LEAST_BASE) -> dict[str, float | None]:
    """Shares of a whole in per cent, None where the whole is below `base` or the part below `least`.

    A single hidden part would follow from the others, so the smallest other part is hidden too.
    """
    whole = sum(demands.count(value) for value in counts.values())
    hidden = {name for name, value in counts.items() if whole < base or value < least}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((name for name in counts if name not in hidden), key=lambda name: counts[name]))
    return {name: None if name in hidden else 100 * value / whole for name, value in counts.items()}


def _counts(table: ArrayLike) -> Floats:
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or not counts.size:
        raise NoEstimate("The table needs rows and columns.", "Tabellen skal have rækker og kolonner.")
    demands.counts(counts.ravel(), name="cells")
    return counts


def _with_totals(counts: Floats) -> Floats:
    rows = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def _hide_beside(whole: Floats, hidden: Mask) -> None:
    """Hide one more in every row and column with a single gap, until there is none."""
    while True:
        lonely = [(0, int(i)) for i in np.flatnonzero(hidden.sum(axis=1) == 1)]
        lonely += [(1, int(j)) for j in np.flatnonzero(hidden.sum(axis=0) == 1)]
        if not lonely:
            return
        axis, line = lonely[0]
        places = [(line, k) if axis == 0 else (k, line) for k in range(whole.shape[1 - axis])]
        hidden[min((place for place in places if not hidden[place]), key=lambda place: _cost(whole, hidden, place))] = (
            True
        )


def _cost(whole: Floats, hidden: Mask, place: tuple[int, int]) -> tuple[bool, bool, float]:
    """Inner cells before totals, cells on lines with other gaps first, then the smallest."""
    i, j = place
    is_total = i == len(whole) - 1 or j == whole.shape[1] - 1
    crossing = hidden[i].sum() > 0 and hidden[:, j].sum() > 0
    return is_total, not crossing, float(whole[place])


def _hide_one_more(whole: Floats, hidden: Mask, weak: tuple[int, int]) -> None:
    places = [place for place in _places(~hidden) if place[0] == weak[0] or place[1] == weak[1]] or _places(~hidden)
    hidden[min(places, key=lambda place: _cost(whole, hidden, place))] = True


def _weakest(whole: Floats, hidden: Mask, primary: Mask, least: int) -> tuple[int, int] | None:
    """A primary cell that the shown numbers pin down too closely, None if all are safe or nothing is left to hide."""
    if hidden.all():
        return None
    for place in _places(primary):
        low, high = _range(whole, hidden, place)
        if high - low < least:
            return place
    return None


def _range(whole: Floats, hidden: Mask, place: tuple[int, int]) -> tuple[float, float]:
    cells = _places(hidden)
    sign = np.ones(whole.shape)
    rows, right = [], []
    for axis in (0, 1):
        sign[:] = 1
        sign[(slice(None), -1) if axis == 0 else (-1, slice(None))] = -1
        for line in range(whole.shape[axis]):
            pick = (line, slice(None)) if axis == 0 else (slice(None), line)
            rows.append([sign[cell] if cell[axis] == line else 0.0 for cell in cells])
            right.append(-float(np.sum((sign * whole * ~hidden)[pick])))
    goal = np.array([float(cell == place) for cell in cells])
    ends = [optimize.linprog(way * goal, A_eq=rows, b_eq=right, bounds=(0, None), method="highs") for way in (1, -1)]
    low, high = (float(end.fun or 0.0) if end.status == 0 else -np.inf for end in ends)
    return (0.0 if low == -np.inf else low), -high


def _places(mask: Mask) -> tuple[tuple[int, int], ...]:
    return tuple((int(i), int(j)) for i, j in np.argwhere(mask))
