"""Exact methods for counts per exposure: one rate, and the ratio of two.

Notation of the sources: a events after in exposure t1, b events before in exposure t0, n = a + b, ρ the ratio of the
rate after to the rate before. Exposures are times, areas or populations in one unit for both periods.
Pages: docs/method/garwood.md, docs/method/rate_ratio.md, docs/method/mid_p_rate_ratio.md.
"""

import math

from scipy import special

from karlemose.stats import before_after, demands, doubts
from karlemose.stats.before_after import Found
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, amount, level_words, say

RATE = Words("events per unit of exposure", "hændelser pr. enhed eksponering")
CENTRAL = "exact conditional rate ratio, central (Clopper–Pearson on the share after)"
MID = "conditional rate ratio, central mid-p"
_GARWOOD = "Garwood 1936, Biometrika 28:437–442"
_EXACT = "Przyborowski & Wilenski 1940, Biometrika 31:313–323; Clopper & Pearson 1934; Fay 2010, R Journal 2(1):53–58"
_MID_P = "Lancaster 1961, JASA 56:223–234"


def garwood(count: int, *, level: float = 0.95) -> tuple[float, float]:
    """Exact central limits for the mean of a Poisson count.

    χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2, which are quantiles of the gamma distribution with shapes x and x+1.
    Assumes one Poisson count: events that do not come in clusters. For x = 0 the lower limit is 0 and the upper one
    carries α/2 as for every other count. Limits are in events; divide by the exposure for a rate. Conservative: covers
    with at least `level`. Raises `NoEstimate` for a count that is no whole number ≥ 0. Source: Garwood 1936.
    """
    x = demands.count(count)
    alpha = 1 - demands.level(level)
    low = float(special.gammaincinv(x, alpha / 2)) if x else 0.0
    return low, float(special.gammainccinv(x + 1, alpha / 2))


def rate(*, count: int, exposure: float, level: float = 0.95) -> Result:
    """One rate x/t with Garwood's exact limits; see `garwood` for formula and assumptions. In events per unit of t."""
    x = demands.count(count)
    t = demands.exposure(exposure)
    low, high = garwood(x, level=level)
    words = say(
        "{x} events in {t}: {rate} per unit of exposure ({level} % interval {low} to {high}).",
        "{x} hændelser på {t}: {rate} pr. enhed eksponering ({level} %-interval {low} til {high}).",
        x=x,
        t=amount(t),
        rate=x / t,
        low=low / t,
        high=high / t,
        level=level_words(level),
    )
    return Result(
        measure=RATE,
        method="exact Poisson rate (Garwood)",
        estimate=x / t,
        low=low / t,
        high=high / t,
        level=level,
        n=x,
        sms=1,
        words=words,
        reference=_GARWOOD,
        warnings=(doubts.CLUSTERS,),
        details={"count": x, "exposure": t},
    )


def rate_ratio(*, before: tuple[int, float], after: tuple[int, float], level: float = 0.95) -> Result:
    """Ratio of the rate after to the rate before, exact conditional interval and the p-value that agrees with it.

    Given n = a + b, a ~ Bin(n, p) with p = ρ t1 / (ρ t1 + t0). Limits p_L = Beta⁻¹(α/2; a, b+1) and
    p_U = Beta⁻¹(1−α/2; a+1, b), ρ = p/(1−p) · t0/t1. p is central, 2·min(P(X ≤ a), P(X ≥ a)) at ρ = 1 and at most 1,
    so that p < α exactly when 1 lies outside the interval; the minlike p, which can contradict the interval, stands
    in `details`. Takes (count, exposure) pairs. Assumes two independent Poisson counts; clusters make the interval too
    short (`details["phi_to_one"]`: the dispersion at which significance is lost). No events before: estimate and upper
    limit are infinite. Raises `NoEstimate` for no events at all, counts that are not whole, exposures not above 0.
    Sources: Przyborowski & Wilenski 1940; Clopper & Pearson 1934; Fay 2010.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    low, high = ratio_limits(before=(b, t0), after=(a, t1), level=level)
    share = _share(t0, t1)
    found = Found(
        estimate=before_after.observed((b, t0), (a, t1)),
        low=low,
        high=high,
        p=_central_p(a, b, share),
        level=level,
        details={"p_kind": "central", "p_minlike": _minlike_p(a, b, share)},
    )
    return before_after.build(method=CENTRAL, reference=_EXACT, before=(b, t0), after=(a, t1), found=found)


def ratio_limits(*, before: tuple[int, float], after: tuple[int, float], level: float = 0.95) -> tuple[float, float]:
    """The interval of `rate_ratio` alone, in microseconds: for tables that compare thousands of pairs."""
    (b, t0), (a, t1) = before_after.periods(before, after)
    alpha = 1 - demands.level(level)
    scale = _quotient(t0, t1)
    low = _odds(a, b + 1, alpha / 2, lower=True) * scale if a else 0.0
    high = _odds(a + 1, b, alpha / 2, lower=False) * scale if b else math.inf
    return low, high


def mid_p_rate_ratio(*, before: tuple[int, float], after: tuple[int, float], level: float = 0.95) -> Result:
    """As `rate_ratio`, with half of P(X = a) in each tail: shorter, and right on average instead of at least.

    The limits solve P(X > a) + ½P(X = a) = α/2 and P(X < a) + ½P(X = a) = α/2; p is twice the smaller mid-p tail at
    ρ = 1. May cover less than `level` for small counts, and at tiny levels it may miss the estimate, since it closes in
    on the median-unbiased ratio. Assumptions, units and errors as `rate_ratio`.
    Source: Lancaster 1961.
    """
    (b, t0), (a, t1) = before_after.periods(before, after)
    alpha = 1 - demands.level(level)
    scale = _quotient(t0, t1)
    low = _mid_odds(a, b, alpha / 2, above=True) * scale if a else 0.0
    high = _mid_odds(a, b, alpha / 2, above=False) * scale if b else math.inf
    share = _share(t0, t1)
    p = min(1.0, 2 * min(_mid_tail(a, b, share, above=True), _mid_tail(a, b, share, above=False)))
    found = Found(
        estimate=before_after.observed((b, t0), (a, t1)),
        low=low,
        high=high,
        p=p,
        level=level,
        details={"p_kind": "central mid-p"},
    )
    return before_after.build(method=MID, reference=_MID_P, before=(b, t0), after=(a, t1), found=found)


def _quotient(t0: float, t1: float) -> float:
    scale = t0 / t1
    if not 1e-200 < scale < 1e200:
        raise NoEstimate(
            "The two exposures are too far apart to be in the same unit.",
            "De to eksponeringer ligger for langt fra hinanden til at være i samme enhed.",
        )
    return scale


def _share(t0: float, t1: float) -> tuple[float, float]:
    """Share of the exposure that lies after and before, each without cancellation."""
    return 1 / (1 + t0 / t1), 1 / (1 + t1 / t0)


def _odds(shape: int, other: int, tail: float, *, lower: bool) -> float:
    """Odds at a quantile of Beta(shape, other): p and 1−p are found apart, so that neither is lost near 0 or 1."""
    quantile, mirror = (special.betaincinv, special.betainccinv) if lower else (special.betainccinv, special.betaincinv)
    return float(quantile(shape, other, tail) / mirror(other, shape, tail))


def _tail(a: int, b: int, share: tuple[float, float], *, above: bool) -> float:
    """P(X ≥ a) or P(X ≤ a) for X ~ Bin(a + b, share)."""
    p, q = share
    if above:
        return float(special.betainc(a, b + 1, p)) if a else 1.0
    return float(special.betainc(b, a + 1, q)) if b else 1.0


def _central_p(a: int, b: int, share: tuple[float, float]) -> float:
    return min(1.0, 2 * min(_tail(a, b, share, above=True), _tail(a, b, share, above=False)))


def _mid_tail(a: int, b: int, share: tuple[float, float], *, above: bool) -> float:
    """Half of P(X = a) with what lies beyond it: the mean of "from a on" and "beyond a"."""
    p, q = share
    if above:
        beyond = float(special.betainc(a + 1, b, p)) if b else 0.0
    else:
        beyond = float(special.betainc(b + 1, a, q)) if a else 0.0
    return (_tail(a, b, share, above=above) + beyond) / 2


def _mid_odds(a: int, b: int, tail: float, *, above: bool) -> float:
    """Odds at which the mid-p tail is `tail`; it lies between the odds where "from a on" and "beyond a" are `tail`."""
    if (above and not b) or (not above and not a):  # nothing lies beyond a: half of pⁿ is the tail
        log_p = math.log(2 * tail) / (a + b)
        odds = math.exp(log_p) / -math.expm1(log_p)
        return odds if above else 1 / odds
    ends = [math.log(_odds(a, b + 1, tail, lower=above)), math.log(_odds(a + 1, b, tail, lower=above))]
    if ends[1] - ends[0] < 1e-9:  # counts so large that the two are one
        return math.exp(sum(ends) / 2)

    def excess(log_odds: float) -> float:
        odds = math.exp(log_odds)
        return _mid_tail(a, b, (odds / (1 + odds), 1 / (1 + odds)), above=above) - tail

    from scipy import optimize  # noqa: PLC0415 -- slow import

    root: float = optimize.brentq(excess, ends[0], ends[1], xtol=1e-14, rtol=1e-14)
    return math.exp(root)


def _minlike_p(a: int, b: int, share: tuple[float, float]) -> float | None:
    """Sum of all probabilities not above that of a; None beyond a million events, where it says nothing more."""
    n = a + b
    if n > 1_000_000:
        return None
    from scipy import stats  # noqa: PLC0415 -- slow import

    return float(stats.binomtest(a, n, share[0]).pvalue)
