"""What would chance alone have given? Ranks among shuffles, and a step in many series at once.

Page: docs/method/permutation.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from karlemose.stats import demands
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate

_BATCH = 64
"""Shuffles multiplied at a time: enough for one fast matrix product, small enough for the memory."""


def permutation_p(observed: float, simulated: ArrayLike) -> float:
    """p = (1 + #{simulated ≥ observed})/(1 + R): never below 1/(R + 1), for the observed order is one of the orders.

    Ties count against us; a tolerance of 1e-12 of the value keeps rounding from breaking them. Source: Phipson &
    Smyth 2010.
    """
    values = np.asarray(simulated, dtype=float)
    return float((1 + np.sum(values >= observed - 1e-12 * abs(observed))) / (1 + len(values)))


@dataclass(frozen=True, kw_only=True)
class Shuffling:
    """How often to shuffle, with which chance, and who is told how many shuffles are done."""

    rng: np.random.Generator
    number: int = 999
    progress: Callable[[int], None] | None = None

    def told(self, done: int) -> None:
        """Report progress, if anybody asked."""
        if self.progress:
            self.progress(done)


@dataclass(frozen=True)
class Steps:
    """For each area: mean after − mean before, its p alone, and its p held against the largest step of any area."""

    change: Floats
    p: Floats
    p_any: Floats


def steps(*, counts: ArrayLike, number_before: int, shuffling: Shuffling) -> Steps:
    """Two-sided permutation test of a step in each of many series, months shuffled alike for all areas.

    `counts` is (areas, points); the first `number_before` points lie before. Shuffling the points together keeps what
    areas share (season, weather, a national campaign). p = (1 + #{|simulated| ≥ |observed|})/(R + 1); `p_any` compares
    the step, divided by the area's spread, with the largest of all areas in each shuffle (Westfall & Young), so that
    one in 1,000 areas does not look special by luck. Assumes points exchangeable without a step: no trend and no
    memory from month to month. One matrix product per batch. Sources: Phipson
    & Smyth 2010; Westfall & Young 1993.
    """
    table, before = _table(counts, number_before)
    after = table.shape[1] - before
    spread = table.std(axis=1)
    spread[spread == 0] = np.inf  # an area without any change has no step
    labels = np.repeat([-1 / before, 1 / after], [before, after])
    change = table @ labels
    observed = np.abs(change) / spread
    limit = observed - 1e-12 * observed
    own, largest = np.zeros(len(table)), np.zeros(len(table))
    for done in range(0, shuffling.number, _BATCH):
        size = min(_BATCH, shuffling.number - done)
        shuffled = shuffling.rng.permuted(np.tile(labels, (size, 1)), axis=1)
        simulated = np.abs(table @ shuffled.T) / spread[:, None]
        own += (simulated >= limit[:, None]).sum(axis=1)
        largest += (simulated.max(axis=0)[None, :] >= limit[:, None]).sum(axis=1)
        shuffling.told(size)
    return Steps(change, (1 + own) / (1 + shuffling.number), (1 + largest) / (1 + shuffling.number))


def _table(counts: ArrayLike, number_before: int) -> tuple[Floats, int]:
    table = np.asarray(counts, dtype=float)
    before = demands.count(number_before, name="number of points before")
    if table.ndim != 2 or not table.size or not np.all(np.isfinite(table)):
        raise NoEstimate(
            "The counts must be a table of areas × points without gaps.",
            "Tallene skal være en tabel af områder × tidspunkter uden huller.",
        )
    if min(before, table.shape[1] - before) < 1:
        raise NoEstimate("There must be points on both sides.", "Der skal være tidspunkter på begge sider.")
    return table, before
