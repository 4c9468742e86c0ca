"""Difference in differences of two groups of units. Page: docs/method/difference_in_differences.md."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from karlemose.stats import demands, design
from karlemose.stats.demands import Floats
from karlemose.stats.design import Chosen
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, level_words, say

MEASURE = Words("difference in differences, in the unit of the outcome", "forskel i forskelle, i udfaldets enhed")
_CARD = "Card & Krueger 1994, Am. Econ. Rev. 84:772–793; Angrist & Pischke 2009, ch. 5"


def difference_in_differences(
    *,
    treated_before: ArrayLike,
    treated_after: ArrayLike,
    control_before: ArrayLike,
    control_after: ArrayLike,
    chosen: Chosen = Chosen.UNSTATED,
    level: float = 0.95,
) -> Result:
    """Δ = (T1 − T0) − (C1 − C0) of four independent samples; SE = √Σ s²/n, t limits with Welch's degrees of freedom.

    Each argument holds one outcome per unit, two at least. For the same units measured twice use
    `difference_of_changes`, which is sharper. Assumes that both groups would have moved alike (parallel trends) and
    units independent of each other. SMS 3 when the comparison was chosen before. Source: Card & Krueger 1994.
    """
    groups = [
        _group(values, name)
        for values, name in (
            (treated_before, "treated before"),
            (treated_after, "treated after"),
            (control_before, "control before"),
            (control_after, "control after"),
        )
    ]
    means = [float(group.mean()) for group in groups]
    estimate = (means[1] - means[0]) - (means[3] - means[2])
    details = dict(zip(("treated_before", "treated_after", "control_before", "control_after"), means, strict=True))
    n = sum(map(len, groups))
    return _result(_Found(estimate, groups, n, "four independent samples, Welch", details), chosen, level)


def difference_of_changes(
    *,
    treated_changes: ArrayLike,
    control_changes: ArrayLike,
    chosen: Chosen = Chosen.UNSTATED,
    level: float = 0.95,
) -> Result:
    """Δ = mean change of the treated − mean change of the control units, each unit measured before and after.

    Each unit's change is its after minus its before (in a panel: mean after − mean before); SE = √(s²T/nT + s²C/nC),
    t limits with Welch's degrees of freedom. Assumptions as `difference_in_differences`. At least two units a group;
    with one treated area use `panel.panel_difference`. Source: Card & Krueger 1994 (balanced sample).
    """
    groups = [_group(treated_changes, "treated changes"), _group(control_changes, "control changes")]
    estimate = float(groups[0].mean() - groups[1].mean())
    details = {"treated_change": float(groups[0].mean()), "control_change": float(groups[1].mean())}
    n = sum(map(len, groups))
    return _result(_Found(estimate, groups, n, "changes of the same units, Welch", details), chosen, level)


@dataclass(frozen=True)
class _Found:
    estimate: float
    groups: list[Floats]
    n: int
    how: str
    details: dict[str, float]


def _result(found: _Found, chosen: Chosen, level: float) -> Result:
    demands.level(level)
    sms, closing, doubts = design.of_comparison(chosen)
    parts = np.array([group.var(ddof=1) / len(group) for group in found.groups])
    error = math.sqrt(float(parts.sum()))
    if not error:
        raise NoEstimate(
            "The units of each group are all alike, so no uncertainty can be estimated.",
            "Enhederne i hver gruppe er helt ens, så der kan ikke estimeres nogen usikkerhed.",
        )
    free = float(parts.sum() ** 2 / np.sum(parts**2 / np.array([len(group) - 1 for group in found.groups])))
    reach = float(stats.t.ppf((1 + level) / 2, free)) * error
    low, high = found.estimate - reach, found.estimate + reach
    return Result(
        measure=MEASURE,
        method=f"difference in differences, {found.how}",
        estimate=found.estimate,
        low=low,
        high=high,
        level=level,
        n=found.n,
        sms=sms,
        words=words(found.estimate, low, high, level) + closing,
        reference=_CARD,
        p=float(2 * stats.t.sf(abs(found.estimate) / error, free)),
        warnings=doubts,
        details=found.details | {"se": error, "degrees_of_freedom": free},
    )


def words(estimate: float, low: float, high: float, level: float) -> Words:
    """The sentence of a difference from a comparison, without its closing words."""
    return say(
        "The treated moved {size} {way} what the comparison's change would give ({level} % interval of the difference "
        "{low} to {high}).",
        "De behandlede bevægede sig {size} {way} det, sammenligningens ændring ville give ({level} %-interval for "
        "forskellen {low} til {high}).",
        size=abs(estimate),
        way=Words("below", "under") if estimate < 0 else Words("above", "over"),
        low=low,
        high=high,
        level=level_words(level),
    )


def _group(values: ArrayLike, name: str) -> Floats:
    group = demands.series(values, name=name)
    if len(group) < 2:
        raise NoEstimate(
            "The group {name} needs at least two units to show how much they differ.",
            "Gruppen {name} skal have mindst to enheder for at vise, hvor meget de er forskellige.",
            name=name,
        )
    return group
