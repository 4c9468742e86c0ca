"""How many months before we could see it? Page: docs/method/power.md."""

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import special, stats
from statsmodels.stats.rates import power_poisson_ratio_2indep

from karlemose.stats import demands
from karlemose.stats.demands import Floats
from karlemose.stats.rates import garwood
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, amount, level_words, say

_FAY = "Fay 2010, R Journal 2(1):53–58; Gu et al. 2008, Biom. J. 50:283–298 (statsmodels power_poisson_ratio_2indep)"
LONGEST = 120
"""Months after which we stop looking."""
_PLANNED = Doubt(
    "If the time before holds a crisis, its rate is too high and the answer too hopeful.",
    "Rummer tiden før en krise, er dens rate for høj og svaret for håbefuldt.",
    "crisis-before",
)


def months_to_see(
    *,
    rate_before: float,
    months_before: float,
    ratio: float,
    power: float = 0.8,
    phi: float = 1.0,
    level: float = 0.95,
) -> Result:
    """The first month after from which the test sees a true `ratio` with at least `power`, up to ten years.

    With φ = 1 the power is that of the exact central test, summed over all pairs of counts (`exact_power`); with
    φ > 1 that of the Wald test of clustered counts, by statsmodels. `low` and `high` answer the same question for the
    upper and lower Garwood limit of the rate before (its count divided by φ). Infinite: not within ten years. Assumes
    a steady rate before and after, in events per month. `n` is the events before. Raises `NoEstimate` for a ratio of
    1 or numbers not above 0. Sources: Fay 2010; Gu et al. 2008.
    """
    demands.level(level)
    wanted = demands.level(power)
    plan = _plan(rate_before, months_before, ratio, phi)
    curve = _curve(plan, level)
    slowest, quickest = garwood(round(plan.rate * plan.months / plan.phi), level=level)
    rates = (bound * plan.phi / plan.months for bound in (quickest, slowest))
    sooner, later = (_months(replace(plan, rate=rate), wanted, level) for rate in rates)
    months = _first_lasting(curve, wanted)
    return Result(
        measure=Words("months after before the ratio could be seen", "måneder efter, før forholdet kunne ses"),
        method="power of the exact rate ratio test" if phi == 1 else "power of the Wald rate ratio test, quasi-Poisson",
        estimate=months,
        low=min(sooner, months),
        high=max(later, months),
        level=level,
        n=round(plan.rate * plan.months),
        sms=1,
        words=_words(plan, wanted, months, level),
        reference=_FAY,
        warnings=(_PLANNED,),
        details={"power_by_month": curve, "power": wanted, "phi": phi, "expected_per_month_after": rate_before * ratio},
    )


def exact_power(*, mean_before: float, mean_after: float, share_after: float, level: float = 0.95) -> float:
    """Probability that the exact central test rejects ρ = 1, when the two counts have these means.

    n = a + b ~ Poisson(sum of the means), a | n binomial; rejected when a lies beyond the α/2 quantiles of
    Bin(n, share_after), `share_after` = t1/(t0 + t1). Summed over n within eleven standard deviations.
    """
    alpha = 1 - demands.level(level)
    total = demands.exposure(mean_before + mean_after, name="mean number of events")
    true_share = mean_after / total
    reach = 11 * math.sqrt(total) + 20
    n = np.arange(max(1, math.floor(total - reach)), math.ceil(total + reach), dtype=float)
    low, high = _rejection(n, share_after, alpha / 2)
    rejected = stats.binom.cdf(low, n, true_share) + stats.binom.sf(high - 1, n, true_share)
    weight = np.exp(n * math.log(total) - total - special.gammaln(n + 1))
    return float(np.sum(weight * rejected))


def _rejection(n: Floats, share: float, tail: float) -> tuple[Floats, Floats]:
    """Largest count whose lower tail, smallest whose upper tail, is at most `tail`; −1 and n + 1 if there is none."""
    return _lower(n, share, tail), n - _lower(n, 1 - share, tail)


def _lower(n: Floats, share: float, tail: float) -> Floats:
    smallest = stats.binom.ppf(tail, n, share)
    return np.asarray(np.where(stats.binom.cdf(smallest, n, share) <= tail, smallest, smallest - 1), dtype=float)


@dataclass(frozen=True)
class _Plan:
    rate: float
    months: float
    ratio: float
    phi: float


def _plan(rate: float, months: float, ratio: float, phi: float) -> _Plan:
    plan = _Plan(
        demands.exposure(rate, name="rate before"),
        demands.exposure(months, name="number of months before"),
        demands.exposure(ratio, name="ratio"),
        demands.exposure(phi, name="dispersion"),
    )
    if plan.ratio == 1 or plan.phi < 1:
        raise NoEstimate(
            "A ratio of 1 can never be seen, and a dispersion is 1 or more.",
            "Et forhold på 1 kan aldrig ses, og en spredning (φ) er 1 eller mere.",
        )
    return plan


def _curve(plan: _Plan, level: float) -> Floats:
    return np.array([_power(plan, month, level) for month in range(1, LONGEST + 1)])


def _months(plan: _Plan, wanted: float, level: float) -> float:
    return _first_lasting(_curve(plan, level), wanted) if plan.rate > 0 else math.inf


def _power(plan: _Plan, months: int, level: float) -> float:
    if plan.phi == 1:
        return exact_power(
            mean_before=plan.rate * plan.months,
            mean_after=plan.rate * plan.ratio * months,
            share_after=months / (months + plan.months),
            level=level,
        )
    found = power_poisson_ratio_2indep(
        plan.rate * plan.ratio,
        plan.rate,
        nobs1=months,
        nobs_ratio=plan.months / months,
        value=1,
        alpha=1 - level,
        dispersion=plan.phi,
        alternative="two-sided",
        return_results=False,
    )
    return float(found)


def _first_lasting(curve: Floats, wanted: float) -> float:
    """First month from which the power stays at `wanted` or more: exact power is a saw, and one tooth is no promise."""
    below = np.flatnonzero(curve < wanted)
    month = int(below[-1]) + 2 if len(below) else 1
    return float(month) if month <= len(curve) else math.inf


def _words(plan: _Plan, power: float, months: float, level: float) -> Words:
    if math.isinf(months):
        return say(
            "With {rate} events a month before, a ratio of {ratio} could not be seen within ten years "
            "({power} % power at level {level} %).",
            "Med {rate} hændelser pr. måned før kunne et forhold på {ratio} ikke ses inden for ti år "
            "({power} % styrke på niveau {level} %).",
            rate=plan.rate,
            ratio=plan.ratio,
            power=level_words(power),
            level=level_words(level),
        )
    return say(
        "With {rate} events a month over {before} months before, a fall or rise to {ratio} times could be seen after "
        "{months} months ({power} % power at level {level} %).",
        "Med {rate} hændelser pr. måned i {before} måneder før kunne et fald eller en stigning til {ratio} gange ses "
        "efter {months} måneder ({power} % styrke på niveau {level} %).",
        rate=plan.rate,
        before=amount(plan.months),
        ratio=plan.ratio,
        months=int(months),
        power=level_words(power),
        level=level_words(level),
    )
