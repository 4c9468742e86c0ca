"""Near repeats: do events follow each other closely in space and time more often than chance would have it?

Page: docs/method/near_repeat.md.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from karlemose.stats import demands
from karlemose.stats.demands import Floats
from karlemose.stats.permutation import Shuffling
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, doubt, level_words, say

_KNOX = "Knox 1964, Appl. Stat. 13:25–29; Johnson et al. 2007, J. Quant. Criminol. 23:201–219; Steenbeek, NearRepeat"
Indices = NDArray[np.int64]


class Distance(StrEnum):
    """Along streets at right angles, or as the crow flies."""

    MANHATTAN = "manhattan"
    EUCLIDEAN = "euclidean"


@dataclass(frozen=True, kw_only=True)
class Bands:
    """Edges of the bands, each closed below and open above: days (0, 7, 14) are [0, 7) and [7, 14).

    Metres (0, 200) take a pair at exactly 0 m and not one at 200 m. Whole days: [0, 7) is "0 to 6 days apart"; the
    labels of Ratcliffe's calculator are off by one here.
    """

    metres: tuple[float, ...]
    days: tuple[float, ...]
    distance: Distance = Distance.MANHATTAN


@dataclass(frozen=True)
class _Pairs:
    """Pairs of events that are near in space: who, whom, and in which band of metres."""

    first: Indices
    second: Indices
    band: Indices


def near_repeat(
    *,
    positions: ArrayLike,
    days: ArrayLike,
    bands: Bands,
    shuffling: Shuffling,
    level: float = 0.95,
) -> Result:
    """Knox test by shuffling the days among the places: pairs near in both, against what chance gives.

    X = Σ_{i<j} 1[d ∈ band]·1[t ∈ band] for every cell; ratio = X / mean of the shuffled X; p = (1 + #{sim ≥ obs})/
    (R + 1), one-sided, ties against us. The result is the cell of the first bands (nearest and soonest); `low` and
    `high` are X over the upper and lower quantiles of the shuffled counts: the ratio's range under chance in the
    denominator, not the limits of a parameter. `details`: tables observed, expected, ratio, p, with labels. `positions`
    (n, 2) in metres, `days` (n,) as numbers. Assumes a steady population and that who reports does not depend on time.
    SMS 1: it describes a pattern. Sources: Knox 1964; Johnson et al. 2007.
    """
    demands.level(level)
    places, times = _events(positions, days)
    _check_bands(bands)
    pairs = _near_pairs(places, bands.metres, Distance(bands.distance))
    shape = len(bands.metres) - 1, len(bands.days) - 1
    observed = _table(pairs, times, bands.days, shape)
    drawn = np.empty((demands.count(shuffling.number, name="number of shuffles"), *shape), dtype=np.int64)
    for run in range(len(drawn)):
        drawn[run] = _table(pairs, shuffling.rng.permutation(times), bands.days, shape)
        shuffling.told(1)
    return _result(observed, drawn, bands, len(times), level)


def _result(observed: Indices, drawn: Indices, bands: Bands, n: int, level: float) -> Result:
    if len(drawn) < 99:
        raise NoEstimate("At least 99 shuffles are needed.", "Der skal mindst 99 ombytninger til.")
    expected = drawn.mean(axis=0)
    p = (1 + (drawn >= observed).sum(axis=0)) / (1 + len(drawn))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = observed / expected
    few = np.quantile(drawn[:, 0, 0], (1 - level) / 2, method="lower")
    many = np.quantile(drawn[:, 0, 0], (1 + level) / 2, method="higher")
    first = int(observed[0, 0])
    if not expected[0, 0]:
        raise NoEstimate(
            "Chance never puts two events into the nearest and soonest band; choose wider bands.",
            "Tilfældet lægger aldrig to hændelser i det nærmeste og hurtigste bånd; vælg bredere bånd.",
        )
    low, high = (first / many if many else np.inf), (first / few if few else np.inf)
    metres, soon = _labels(bands.metres, "m")[0], _labels(bands.days, "days")[0]
    return Result(
        measure=Words(f"Knox ratio, {metres} and {soon}", f"Knox-forhold, {metres} og {soon.replace('days', 'dage')}"),
        method="Knox near-repeat test, Monte Carlo",
        estimate=float(ratio[0, 0]),
        low=float(low),
        high=float(high),
        level=level,
        n=n,
        sms=1,
        words=_words((metres, soon), first, (float(expected[0, 0]), int(few), int(many)), level),
        reference=_KNOX,
        p=float(p[0, 0]),
        warnings=(_MANY_CELLS,) if ratio.size > 1 else (),
        details=_tables(bands, observed, expected, ratio, p) | {"shuffles": len(drawn)},
    )


def _tables(bands: Bands, observed: Indices, expected: Floats, ratio: Floats, p: Floats) -> dict[str, Any]:
    return {
        "metres": _labels(bands.metres, "m"),
        "days": _labels(bands.days, "days"),
        "observed": observed,
        "expected": expected,
        "ratio": ratio,
        "p": p,
    }


_MANY_CELLS = doubt(
    "many-cells",
    "Every cell of the table is a test of its own: among twenty, one falls below 0.05 by chance.",
    "Hver celle i tabellen er sin egen test: af tyve falder én under 0,05 ved et tilfælde.",
)


def _events(positions: ArrayLike, days: ArrayLike) -> tuple[Floats, Floats]:
    times = demands.series(days, name="days")
    places = np.asarray(positions, dtype=float)
    if places.shape != (len(times), 2) or not np.all(np.isfinite(places)):
        raise NoEstimate(
            "Every event needs a place (two coordinates in metres) and a day.",
            "Hver hændelse skal have et sted (to koordinater i meter) og en dag.",
        )
    if len(times) < 20:
        raise NoEstimate(
            "Near repeats cannot be told from chance with fewer than twenty events.",
            "Gentagelser tæt på kan ikke skilles fra tilfældet med færre end tyve hændelser.",
        )
    return places, times


def _check_bands(bands: Bands) -> None:
    for edges in (bands.metres, bands.days):
        row = demands.series(edges, name="edges of the bands")
        if len(row) < 2 or row[0] < 0 or np.any(np.diff(row) <= 0):
            raise NoEstimate(
                "The edges of the bands must rise from 0 or more; time and distance are never negative.",
                "Båndenes grænser skal stige fra 0 eller mere; tid og afstand er aldrig negative.",
            )


def _near_pairs(places: Floats, edges: Sequence[float], distance: Distance) -> _Pairs:
    norm = 1 if distance is Distance.MANHATTAN else 2
    tree = KDTree(places)
    found = tree.query_pairs(edges[-1], p=norm, output_type="ndarray")
    first, second = found[:, 0], found[:, 1]
    apart = np.linalg.norm(places[first] - places[second], ord=norm, axis=1)
    band = np.searchsorted(np.asarray(edges), apart, side="right") - 1
    kept = (band >= 0) & (band < len(edges) - 1)
    return _Pairs(first[kept], second[kept], band[kept])


def _table(pairs: _Pairs, times: Floats, edges: Sequence[float], shape: tuple[int, int]) -> Indices:
    """Pairs per band of metres and band of days."""
    apart = np.abs(times[pairs.first] - times[pairs.second])
    soon = np.searchsorted(np.asarray(edges), apart, side="right") - 1
    kept = (soon >= 0) & (soon < shape[1])
    cells = np.bincount(pairs.band[kept] * shape[1] + soon[kept], minlength=shape[0] * shape[1])
    return np.asarray(cells, dtype=np.int64).reshape(shape)


def _labels(edges: Sequence[float], unit: str) -> list[str]:
    """Right labels: whole days are named by the days they hold, everything else as a half-open interval."""
    whole = unit == "days" and all(float(edge).is_integer() for edge in edges)
    if whole:
        spans = [(int(a), int(b) - 1) for a, b in itertools.pairwise(edges)]
        return [f"{a} to {b} {unit}" if a < b else f"{a} {unit}" for a, b in spans]
    return [f"[{a:g}, {b:g}) {unit}" for a, b in itertools.pairwise(edges)]


def _words(labels: tuple[str, str], observed: int, chance: tuple[float, int, int], level: float) -> Words:
    expected, few, many = chance
    metres, soon = labels
    numbers = say(
        "{observed} pairs of events lie {metres} and {soon} apart; chance gives {expected} ({level} % of the shuffles "
        "{few} to {many}), a ratio of {ratio}.",
        "{observed} par af hændelser ligger {metres} og {soon_da} fra hinanden; tilfældet giver {expected} ({level} % "
        "af ombytningerne {few} til {many}), et forhold på {ratio}.",
        observed=observed,
        metres=metres,
        soon=soon,
        soon_da=soon.replace(" to ", " til ").replace("days", "dage"),
        expected=expected,
        few=few,
        many=many,
        ratio=observed / expected,
        level=level_words(level),
    )
    return numbers + Words("It is a pattern, not its cause (SMS 1).", "Det er et mønster, ikke dets årsag (SMS 1).")
