"""Rate ratios by other roads than the exact one: Wald, quasi-Poisson, negative binomial, E-test, Jeffreys.

Each compares (count, exposure) before and after, or two series of counts, and returns the ratio of after to before.
Pages: docs/method/ named as the functions.
"""

import math

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy import special, stats
from statsmodels.stats.rates import confint_poisson_2indep

from karlemose.stats import before_after, counting_models, demands, rates
from karlemose.stats.before_after import Found, Period
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt

MOST_FOR_E_TEST = 20_000
"""Largest count for which the E-test sums over all pairs."""
_ENOUGH_POINTS = 3
"""Points per side below which a dispersion cannot be estimated."""
_DISAGREE = Doubt(
    "The test and the interval beside it disagree about whether the ratio could be 1; do not lean on either.",
    "Testen og intervallet ved siden af er uenige om, hvorvidt forholdet kan være 1; støt dig ikke til nogen af dem.",
    "p-and-interval-disagree",
)


def wald_rate_ratio(*, before: Period, after: Period, phi: float = 1.0, level: float = 0.95) -> Result:
    """exp(log ρ ± z·√φ·√(1/a + 1/b)); φ = 1 is Poisson, above 1 the quasi-Poisson widening for clustered counts.

    Assumes counts large enough for the log ratio to be normal (about 5 or more each). Raises `NoEstimate` when a count
    is zero, for then the logarithm does not exist: use the exact or the Jeffreys ratio. `phi` is a number above 0,
    from a series (`quasi_poisson_rate_ratio`) or as an assumption. Source: McCullagh & Nelder 1989.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    z = float(special.ndtri((1 + demands.level(level)) / 2))
    _both_sides(b, a)
    spread = math.sqrt(demands.exposure(phi, name="dispersion") * (1 / a + 1 / b))
    log_ratio = math.log(before_after.observed((b, t0), (a, t1)))
    found = Found(
        estimate=math.exp(log_ratio),
        low=math.exp(log_ratio - z * spread),
        high=math.exp(log_ratio + z * spread),
        p=float(2 * special.ndtr(-abs(log_ratio) / spread)),
        level=level,
        details={"phi": phi, "log_ratio": log_ratio, "se_log_ratio": spread},
    )
    method = "Wald on the log rate ratio" + ("" if phi == 1 else ", quasi-Poisson")
    reference = "McCullagh & Nelder 1989, Generalized Linear Models"
    return before_after.build(method=method, reference=reference, before=(b, t0), after=(a, t1), found=found)


def jeffreys_rate_ratio(*, before: Period, after: Period, level: float = 0.95) -> Result:
    """Bayes with Jeffreys' prior: λ ~ Gamma(x + ½, t), so ρ = [(a+½)/t1]/[(b+½)/t0]·F(2a+1, 2b+1).

    The estimate is the posterior median, the interval the central credible one. `p` is twice the smaller posterior
    tail at ρ = 1; `details` holds P(ρ < 1) and P(ρ < ½). Works with zero counts. Assumes Poisson counts.
    Source: Jeffreys 1946.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    alpha = 1 - demands.level(level)
    scale = ((a + 0.5) / t1) / ((b + 0.5) / t0)
    degrees = 2 * a + 1, 2 * b + 1
    low, median, high = (float(special.fdtri(*degrees, q)) * scale for q in (alpha / 2, 0.5, 1 - alpha / 2))
    below_one, below_half = (float(special.fdtr(*degrees, ratio / scale)) for ratio in (1, 0.5))
    found = Found(
        estimate=median,
        low=low,
        high=high,
        p=min(1.0, 2 * min(below_one, float(special.fdtrc(*degrees, 1 / scale)))),
        level=level,
        details={"p_below_one": below_one, "p_below_half": below_half, "p_kind": "posterior tail"},
    )
    return before_after.build(
        method="Bayes rate ratio, Jeffreys prior (posterior median, credible interval)",
        reference="Jeffreys 1946, Proc. R. Soc. A 186:453–461",
        before=(b, t0),
        after=(a, t1),
        found=found,
    )


def e_test_rate_ratio(*, before: Period, after: Period, level: float = 0.95) -> Result:
    """The unconditional E-test of ρ = 1, with the score interval beside it.

    p is the probability, with the common rate put at its estimate, of a Wald statistic at least as large; less
    conservative than the exact conditional test. The test has no interval of its own: the score interval of
    statsmodels stands beside it (the exact one where a count is zero), and where the two disagree about 1 a warning
    says so. Meant for counts up to some thousands, for it sums over all pairs of counts: refused above 20,000.
    Test by `scipy.stats.poisson_means_test`. Source: Krishnamoorthy & Thomson 2004.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    demands.level(level)
    if max(a, b) > MOST_FOR_E_TEST:
        raise NoEstimate(
            "The E-test sums over all pairs of counts and is meant for counts up to 20,000; use the exact ratio.",
            "E-testen summerer over alle par af tal og er til tal op til 20.000; brug det eksakte forhold.",
        )
    if a and b:
        low, high = confint_poisson_2indep(a, t1, b, t0, method="score", compare="ratio", alpha=1 - level)
    else:
        low, high = rates.rate_ratio(before=before, after=after, level=level).interval
    p = min(1.0, float(stats.poisson_means_test(a, t1, b, t0).pvalue))
    found = Found(estimate=before_after.observed((b, t0), (a, t1)), low=float(low), high=float(high), p=p, level=level)
    result = before_after.build(
        method="E-test (unconditional), score interval",
        reference="Krishnamoorthy & Thomson 2004, J. Stat. Plan. Inference 119:23–35; Gu et al. 2008",
        before=(b, t0),
        after=(a, t1),
        found=found,
    )
    agree = (p < 1 - level) == (not low <= 1 <= high)
    return result if agree else result.doubting(_DISAGREE)


def quasi_poisson_rate_ratio(*, before: ArrayLike, after: ArrayLike, level: float = 0.95) -> Result:
    """Ratio of mean counts of two series of equal periods; the Wald interval widened by the dispersion they show.

    φ = Σ(y − μ̂)²/μ̂ / (n − 2), Pearson's, by statsmodels GLM `scale="X2"`. With φ below 1 it is put at 1: luck in
    the sample must not make an interval shorter than Poisson's. Takes counts per month (or other equal period), at
    least three a side. Assumes months independent of each other, without trend or season. Source: McCullagh & Nelder.
    """
    y, post, b, a = _two_series(before, after)
    demands.level(level)
    fit = counting_models.poisson(y, sm.add_constant(post), offset=np.zeros(len(y)), quasi=True)
    phi = float(fit.scale)
    result = wald_rate_ratio(before=b, after=a, phi=max(1.0, phi), level=level)
    return counting_models.with_dispersion(result, phi=phi, points=len(y))


def negative_binomial_rate_ratio(*, before: ArrayLike, after: ArrayLike, level: float = 0.95) -> Result:
    """Ratio of mean counts of two series by NB2 regression, Var = μ + αμ²; for counts that come in bursts.

    log μ = β0 + β1·after; Wald interval of β1 with α estimated by maximum likelihood (statsmodels). Where the counts
    vary no more than Poisson's, α has no maximum above 0: the answer is then Poisson's, and a warning says so. Takes
    counts per equal period, at least three a side. Source: Hilbe 2011; Cameron & Trivedi 2013.
    """
    y, post, b, a = _two_series(before, after)
    z = float(special.ndtri((1 + demands.level(level)) / 2))
    fit = counting_models.negative_binomial(y, sm.add_constant(post), offset=np.zeros(len(y)))
    beta, spread = float(fit.coefficients[1]), float(fit.errors[1])
    found = Found(
        estimate=math.exp(beta),
        low=math.exp(beta - z * spread),
        high=math.exp(beta + z * spread),
        p=float(2 * special.ndtr(-abs(beta) / spread)),
        level=level,
        details={"alpha": fit.alpha, "se_log_ratio": spread, "points": len(y)},
    )
    result = before_after.build(
        method="negative binomial (NB2) regression",
        reference="Hilbe 2011, Negative Binomial Regression; Cameron & Trivedi 2013",
        before=b,
        after=a,
        found=found,
    )
    return result.doubting(*fit.doubts)


def _both_sides(b: int, a: int) -> None:
    if not a or not b:
        raise NoEstimate(
            "With no event in one of the periods the log ratio does not exist; use the exact or the Jeffreys ratio.",
            "Uden hændelser i en af perioderne findes logaritmen af forholdet ikke; brug det eksakte forhold "
            "eller Jeffreys'.",
        )


def _two_series(before: ArrayLike, after: ArrayLike) -> tuple[Floats, Floats, Period, Period]:
    first, second = demands.counts(before, name="counts before"), demands.counts(after, name="counts after")
    if min(len(first), len(second)) < _ENOUGH_POINTS:
        raise NoEstimate(
            "A series needs at least {least} points on each side to show how much its counts vary.",
            "En serie skal have mindst {least} punkter på hver side for at vise, hvor meget tallene varierer.",
            least=_ENOUGH_POINTS,
        )
    _both_sides(int(first.sum()), int(second.sum()))
    post = np.repeat([0.0, 1.0], [len(first), len(second)])
    periods = ((int(first.sum()), float(len(first))), (int(second.sum()), float(len(second))))
    return np.concatenate([first, second]), post, *periods
