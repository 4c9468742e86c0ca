"""What would it take to undo the result? Dispersion, a crisis before, one event more, and which input matters most.

Page: docs/method/sensitivity.md.
"""

import bisect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy import special, stats

from karlemose.stats import before_after, demands, rates, ratios
from karlemose.stats.before_after import Period
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, doubt, say

PHIS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def to_dispersion(*, before: Period, after: Period, phis: Sequence[float] = PHIS, level: float = 0.95) -> Result:
    """The Wald ratio under each dispersion φ, and the φ at which its interval begins to hold 1.

    exp(log ρ ± z√φ√(1/a+1/b)). The result is that of φ = 1; `details["by_phi"]` holds (low, high) for each φ and
    `details["phi_to_one"]` the turning point (log ρ / z)² / (1/a + 1/b). Clusters of gang events reach φ of 2 and more.
    Raises `NoEstimate` when a count is zero. Source: McCullagh & Nelder 1989.
    """
    results = {
        phi: ratios.wald_rate_ratio(before=before, after=after, phi=phi, level=level)
        for phi in dict.fromkeys((1.0, *phis))
    }
    plain = results[1.0]
    by_phi = {f"{phi:g}": results[phi].interval for phi in phis}
    return replace(plain, details=dict(plain.details) | {"by_phi": by_phi})


def to_bursts(
    *, before: Period, after: Period, alphas: Sequence[float] = (0.5, 1.0, 2.0), level: float = 0.95
) -> Result:
    """The ratio's Wald interval if monthly counts are negative binomial with each α: SE² = 1/a + 1/b + α(1/t1 + 1/t0).

    Exposures are numbers of months (or other equal periods). `details["by_alpha"]` holds (low, high) for each α.
    Source: Var = μ + αμ² summed over t months and divided by the squared mean (delta method); Hilbe 2011.
    """
    plain = ratios.wald_rate_ratio(before=before, after=after, level=level)
    (b, t0), (a, t1) = before_after.periods(before, after)
    z = float(special.ndtri((1 + level) / 2))
    by_alpha = {}
    for alpha in alphas:
        spread = z * math.sqrt(1 / a + 1 / b + demands.exposure(alpha, name="α") * (1 / t1 + 1 / t0))
        by_alpha[f"{alpha:g}"] = (plain.estimate * math.exp(-spread), plain.estimate * math.exp(spread))
    return replace(plain, details=dict(plain.details) | {"by_alpha": by_alpha})


def to_crisis(
    *, before: Period, after: Period, calm_exposure: float, calm_counts: Sequence[int], level: float = 0.95
) -> Result:
    """Back to normal, or below it? The ratio of after to the calm part of before, for each count it may have held.

    If x of the events before fell in the first `calm_exposure` (before the crisis), the exact ratio of after to that
    calm time is (a/t1)/(x/calm). The result is the exact ratio of the whole; `details["by_calm_count"]` holds
    estimate, limits and p for each x, `details["back_to_normal_at"]` the x at which the ratio is 1, and
    `details["below_normal_from"]` the smallest x whose interval lies below 1. Source on regression
    to the mean: Barnett et al. 2005.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    calm = demands.exposure(calm_exposure, name="calm exposure")
    if calm >= t0:
        raise NoEstimate(
            "The calm time must be shorter than the whole time before.",
            "Den rolige tid skal være kortere end hele tiden før.",
        )
    whole = rates.rate_ratio(before=(b, t0), after=(a, t1), level=level)
    by_count = {str(x): _calm_row(_part(x, b), calm, (a, t1), level) for x in calm_counts}
    below = _first_below(b, calm, (a, t1), level)
    normal = a / t1 * calm
    warning = doubt(
        "regression-to-the-mean",
        "If {normal} or so of the {b} events fell in the calm time, the time after is back to normal and no lower.",
        "Hvis omkring {normal} af de {b} hændelser faldt i den rolige tid, er tiden efter tilbage til det normale "
        "og ikke lavere.",
        normal=round(normal),
        b=b,
    )
    details = {"by_calm_count": by_count, "back_to_normal_at": normal, "below_normal_from": below}
    kept = tuple(item for item in whole.warnings if item.code != warning.code)
    return replace(whole, details=dict(whole.details) | details, warnings=(*kept, warning))


def _part(x: int, whole: int) -> int:
    part = demands.count(x, name="calm count")
    if part > whole:
        raise NoEstimate(
            "The calm time cannot hold more events than the whole time before.",
            "Den rolige tid kan ikke rumme flere hændelser end hele tiden før.",
        )
    return part


def _calm_row(x: int, calm: float, after: Period, level: float) -> dict[str, Any]:
    if not x and not after[0]:
        return {"estimate": math.nan, "low": 0.0, "high": math.inf, "p": 1.0, "p_minlike": 1.0}
    found = rates.rate_ratio(before=(x, calm), after=after, level=level)
    return {
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "p": found.p,
        "p_minlike": found.details["p_minlike"],
    }


def _first_below(most: int, calm: float, after: Period, level: float) -> int | None:
    """The smallest calm count below which the time after lies significantly; the limit falls as the count grows."""
    counts = range(1, most + 1)
    place = bisect.bisect_left(
        counts, True, key=lambda x: rates.ratio_limits(before=(x, calm), after=after, level=level)[1] < 1
    )
    return counts[place] if place < most else None


def largest_significant_count(*, before: Period, exposure_after: float, level: float = 0.95) -> int | None:
    """The largest count after whose exact central p is still below 1 − level as a fall; None if not even 0 is."""
    b, t0 = demands.count(before[0]), demands.exposure(before[1])
    t1 = demands.exposure(exposure_after)
    expected = math.ceil(b / t0 * t1)
    low, high = -1, expected
    while high - low > 1:
        middle = (low + high) // 2
        significant = _falls((b, t0), (middle, t1), level)
        low, high = (middle, high) if significant else (low, middle)
    return None if low < 0 else low


def _falls(before: Period, after: Period, level: float) -> bool:
    if before[0] + after[0] == 0:
        return False
    return rates.rate_ratio(before=before, after=after, level=level).high < 1


def averted(
    *, before: Period, after: Period, level: float = 0.95, draws: int = 100_000, rng: np.random.Generator
) -> Result:
    """Events fewer than the rate before would have given: b/t0·t1 − a, in events over the time after.

    Interval by Monte Carlo with Jeffreys' gammas for both rates, λ0 ~ Gamma(b+½, t0), λ1 ~ Gamma(a+½, t1), so that the
    baseline's uncertainty counts; `details["wald"]` holds the interval with the baseline fixed, expected·(1 − ρ).
    "Fewer than before", not "averted by": no comparison, SMS 2. Source: law_and_method § 3.4.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    alpha = 1 - demands.level(level)
    expected = b / t0 * t1
    fewer = (rng.gamma(b + 0.5, 1 / t0, draws) - rng.gamma(a + 0.5, 1 / t1, draws)) * t1
    low, median, high = (float(q) for q in np.quantile(fewer, [alpha / 2, 0.5, 1 - alpha / 2]))
    wald = None
    if a and b:
        ratio = ratios.wald_rate_ratio(before=(b, t0), after=(a, t1), level=level)
        wald = (expected * (1 - ratio.high), expected * (1 - ratio.low))
    whole = rates.rate_ratio(before=(b, t0), after=(a, t1), level=level)
    return replace(
        whole,
        measure=Words("events fewer than at the rate before", "hændelser færre end med raten før"),
        method="difference from the rate before, gamma Monte Carlo",
        estimate=expected - a,
        low=low,
        high=high,
        p=None,
        words=_fewer_words(expected, a, (low, high)),
        details={"expected": expected, "median": median, "wald": wald, "draws": draws},
    )


def _fewer_words(expected: float, a: int, limits: tuple[float, float]) -> Words:
    return say(
        "At the rate before, {expected} events were to be expected and {a} came: {fewer} fewer ({low} to {high}). "
        "There is no comparison area; the cause is not established (SMS 2).",
        "Med raten før var {expected} hændelser at vente, og der kom {a}: {fewer} færre ({low} til {high}). "
        "Der er intet sammenligningsområde, og årsagen er ikke fastslået (SMS 2).",
        expected=expected,
        a=a,
        fewer=expected - a,
        low=limits[0],
        high=limits[1],
    )


def sobol(
    *,
    model: Callable[[Floats], Floats],
    inputs: Mapping[str, Any],
    draws: int = 8192,
    rng: np.random.Generator,
) -> dict[str, tuple[float, float]]:
    """Sobol' first-order and total indices: the share of the output's variance that each input explains.

    `model` maps an array (inputs, points) to (points,); `inputs` maps names to frozen scipy distributions; `draws` is
    a power of two. By `scipy.stats.sobol_indices` (Saltelli 2010). Returns name → (first order, total). Shares that
    come out slightly below 0 are sampling noise.
    """
    if draws < 2 or draws & (draws - 1):
        raise NoEstimate(
            "The number of draws must be a power of two.", "Antallet af trækninger skal være en potens af to."
        )
    found = stats.sobol_indices(func=model, n=draws, dists=list(inputs.values()), rng=rng)
    first, total = np.ravel(found.first_order), np.ravel(found.total_order)
    return {name: (float(first[i]), float(total[i])) for i, name in enumerate(inputs)}
