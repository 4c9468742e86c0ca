"""Did the problem move next door? The weighted displacement difference, plain and weighted by harm.

Areas: treated, control, and the two places beside them where displacement would be seen. Counts are (before, after).
Page: docs/method/weighted_displacement_difference.md. The quotient is in `displacement_quotient.py`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from karlemose.stats import demands, design
from karlemose.stats.design import Chosen
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, level_words, say

Pair = tuple[int, int]
"""Events before and after in one area."""
_WDD = "Wheeler & Ratcliffe 2018, Crime Science 7:11"
_HARM = "Wheeler 2020, amending the WDD test to incorporate harm weights; ptools"


@dataclass(frozen=True, kw_only=True)
class Areas:
    """The counts of a displacement study: treated and control area, and where displacement would be seen."""

    treated: Pair
    control: Pair
    displaced: Pair = (0, 0)
    displaced_control: Pair = (0, 0)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Divisors that make counts comparable: lengths of the periods, sizes of the four areas in the order of `Areas`."""

    before: float = 1.0
    after: float = 1.0
    areas: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


_EVEN = Weights()


def weighted_displacement_difference(
    *, areas: Areas, weights: Weights = _EVEN, chosen: Chosen = Chosen.UNSTATED, level: float = 0.95
) -> Result:
    """WDD = ΔT − ΔC + ΔD − ΔDc in events (per unit of the weights); negative: fewer, displacement counted in.

    Δ = after/w_after/w_area − before/w_before/w_area; Var = Σ count/w² over all eight counts; Z = WDD/√Var, normal
    limits. Assumes Poisson counts, and areas that would have moved alike in numbers (parallel linear trends).
    `details` holds the local and the displacement part. Refuses a comparison chosen after seeing the data. SMS 3 when
    it was chosen before. Source: Wheeler & Ratcliffe 2018.
    """
    demands.level(level)
    sms, closing, doubts = design.of_comparison(chosen)
    changes, variances = _changes(areas, weights)
    local, beside = changes[0] - changes[1], changes[2] - changes[3]
    estimate, error = local + beside, math.sqrt(sum(variances))
    if not error:
        raise NoEstimate("There is not one event in any area.", "Der er ikke én hændelse i noget område.")
    z = float(special.ndtri((1 + level) / 2))
    low, high = estimate - z * error, estimate + z * error
    return Result(
        measure=Words("weighted displacement difference (events)", "vægtet forskydningsforskel (hændelser)"),
        method="weighted displacement difference (WDD)",
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=_events(areas),
        sms=sms,
        words=_words(estimate, low, high, level) + closing,
        reference=_WDD,
        p=float(2 * special.ndtr(-abs(estimate) / error)),
        warnings=doubts,
        details={"local": local, "displacement": beside, "variance": error**2, "se": error, "z": estimate / error},
    )


def harm_weighted_difference(*, results: Sequence[Result], harms: Sequence[float], level: float = 0.95) -> Result:
    """Σ w_k·WDD_k with SE = √Σ w_k²·SE_k²: the WDD of several kinds of crime added up by their harm.

    `results` are WDD results of independent kinds of crime, `harms` their weights (days of sentence, costs, …).
    Level on the scale: the lowest of the parts. Source: Wheeler 2020.
    """
    demands.level(level)
    if not results or len(results) != len(harms):
        raise NoEstimate("Every result needs its harm weight.", "Hvert resultat skal have sin skadevægt.")
    w = demands.series(harms, name="harm weights")
    estimate = float(w @ np.array([item.estimate for item in results]))
    error = float(np.sqrt(w**2 @ np.array([item.details["variance"] for item in results])))
    if not error:
        raise NoEstimate("All harm weights are zero.", "Alle skadevægte er nul.")
    z = float(special.ndtri((1 + level) / 2))
    low, high = estimate - z * error, estimate + z * error
    sms = min(item.sms for item in results)
    words = say(
        "Weighted by harm the difference from the control areas is {estimate} ({level} % interval {low} to {high}).",
        "Vægtet efter skade er forskellen fra kontrolområderne {estimate} ({level} %-interval {low} til {high}).",
        estimate=estimate,
        low=low,
        high=high,
        level=level_words(level),
    )
    return Result(
        measure=Words("harm-weighted displacement difference", "skadevægtet forskydningsforskel"),
        method="harm-weighted WDD",
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=sum(item.n for item in results),
        sms=sms,
        words=words + (design.COMPARED if sms > 2 else design.CAPPED),
        reference=_HARM,
        p=float(2 * special.ndtr(-abs(estimate) / error)),
        warnings=tuple(dict.fromkeys(item for part in results for item in part.warnings)),
        details={"se": error, "variance": error**2, "z": estimate / error},
    )


def _words(estimate: float, low: float, high: float, level: float) -> Words:
    return say(
        "Compared with the control areas {size} events {way}, displacement counted in ({level} % interval of the "
        "difference {low} to {high}).",
        "I forhold til kontrolområderne {size} hændelser {way}, forskydning regnet med ({level} %-interval for "
        "forskellen {low} til {high}).",
        size=abs(estimate),
        way=Words("fewer", "færre") if estimate < 0 else Words("more", "flere"),
        low=low,
        high=high,
        level=level_words(level),
    )


def pair(events: Pair) -> Pair:
    """Both counts of one area in plain type, or a refusal that names the one at fault."""
    return demands.count(events[0], name="count before"), demands.count(events[1], name="count after")


def _events(areas: Areas) -> int:
    return sum(sum(pair(events)) for events in (areas.treated, areas.control, areas.displaced, areas.displaced_control))


def _changes(areas: Areas, weights: Weights) -> tuple[list[float], list[float]]:
    """Weighted change and its variance for treated, control, displaced and displaced control."""
    times = demands.exposure(weights.before, name="length before"), demands.exposure(weights.after, name="length after")
    changes, variances = [], []
    pairs = (areas.treated, areas.control, areas.displaced, areas.displaced_control)
    for events, area in zip(pairs, weights.areas, strict=True):
        before, after = pair(events)
        first, second = (time * demands.exposure(area, name="size of the area") for time in times)
        changes.append(after / second - before / first)
        variances.append(before / first**2 + after / second**2)
    return changes, variances
