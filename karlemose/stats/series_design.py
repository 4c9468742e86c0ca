"""The regression design that every interrupted series shares: level, trend, step, change of slope, season."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from karlemose.stats import demands
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate
from karlemose.stats.words import Doubt

FEWEST, FEW = 8, 12
"""Points per side: below the first nothing is estimated, below the second a warning stands (Bernal; Zhang 2011)."""
_SHORT = Doubt(
    "There are fewer than twelve points on one side; the trend is weakly known.",
    "Der er færre end tolv punkter på den ene side; udviklingen er svagt bestemt.",
    "short-series",
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the model holds besides level, trend and step.

    `slope_change`: the trend may change at the start of the measure. `harmonics`: pairs of sine and cosine for the
    season, for which `months` (1–12, or any calendar position of period 12) of every point is needed.
    """

    slope_change: bool = False
    harmonics: int = 0
    months: ArrayLike | None = None


@dataclass(frozen=True)
class Design:
    """Columns of the regression with their names, and how many points lie before the start."""

    columns: Floats
    names: tuple[str, ...]
    before: int


def design(length: int, number_before: int, *, terms: Terms) -> Design:
    """Columns for t = 1 … length, the step after `number_before`, t* = `number_before`; refuses too few points."""
    before = demands.count(number_before, name="number of points before")
    if min(before, length - before) < FEWEST:
        raise NoEstimate(
            "An interrupted series needs at least {least} points on each side; here are {before} and {after}.",
            "En afbrudt tidsserie skal have mindst {least} punkter på hver side; her er {before} og {after}.",
            least=FEWEST,
            before=before,
            after=max(0, length - before),
        )
    season = _season(terms, length)
    t = np.arange(1, length + 1, dtype=float)
    step = (t > before).astype(float)
    columns = [np.ones(length), t, step] + ([step * (t - before)] if terms.slope_change else [])
    names = ["level", "trend", "step"] + (["slope"] if terms.slope_change else [])
    names += [f"season{i}" for i in range(season.shape[1])]
    whole = np.column_stack([*columns, season])
    if length <= whole.shape[1] + 2:
        raise NoEstimate(
            "There are too few points for so many terms.", "Der er for få punkter til så mange led i modellen."
        )
    return Design(whole, tuple(names), before)


def _season(terms: Terms, length: int) -> Floats:
    pairs = demands.count(terms.harmonics, name="number of harmonics")
    if not pairs:
        return np.empty((length, 0))
    if terms.months is None or pairs > 5:
        raise NoEstimate(
            "Harmonics need the month of every point, and there can be five at most.",
            "Harmoniske led kræver måneden for hvert punkt, og der kan højst være fem.",
        )
    angle = 2 * np.pi * demands.series(terms.months, name="months", length=length) / 12
    return np.column_stack([wave(k * angle) for k in range(1, pairs + 1) for wave in (np.sin, np.cos)])


def short(points: int, before: int) -> tuple[Doubt, ...]:
    """A warning when a side has fewer than twelve points."""
    return (_SHORT,) if min(before, points - before) < FEW else ()
