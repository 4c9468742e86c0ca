"""Interrupted time series: did the level or the slope of a series of counts change when the measure began?

Page: docs/method/interrupted_series.md.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy import special, stats

from karlemose.stats import counting_models, demands, doubts
from karlemose.stats.before_after import reading
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.series_design import Design, Terms, design, short
from karlemose.stats.words import Doubt, Words, doubt, level_words, percent, say

SPARSE = 5
"""Mean events per point below which the exact ratio is the better answer."""
_BERNAL = "Lopez Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiol. 46:348–355"
_PLAIN = Terms()


class Model(StrEnum):
    """How the counts vary around their mean."""

    POISSON = "poisson"
    QUASI = "quasi-poisson"
    NEGATIVE_BINOMIAL = "negative-binomial"


def interrupted_series(
    *,
    counts: ArrayLike,
    number_before: int,
    exposure: ArrayLike | None = None,
    terms: Terms = _PLAIN,
    model: Model = Model.QUASI,
    level: float = 0.95,
) -> Result:
    """Step in the level of a series of counts when the measure began, as a ratio to the earlier trend carried on.

    log E Y_t = β0 + β1 t + β2 X_t + β3 (t − t*) X_t + Σ_k [sin, cos](2πk m/12) + log exposure; t = 1, 2, …; X is 0 for
    the first `number_before` points and 1 after; t* = `number_before`. The estimate is exp β2 with Wald limits: by
    statsmodels GLM (Poisson; quasi-Poisson with Pearson's φ) or NB2. With `terms.slope_change`,
    `details["slope_ratio"]` is exp β3 per point and the step is the one at t*. Assumes a log-linear trend, a known
    start, nothing else changing with it, points independent given trend and season. Refuses fewer than eight points
    a side; below 12, or means below five, it warns. SMS 2. Source: Lopez Bernal et al. 2017 (corrected 2020).
    """
    y, size = _counts(counts, exposure)
    demands.level(level)
    plan = design(len(y), number_before, terms=terms)
    _check_both_sides(y, plan.before)
    fit = _fit(y, plan.columns, np.log(size), Model(model))
    z = float(special.ndtri((1 + level) / 2))
    estimate, low, high, p = _ratio(fit, plan.names.index("step"), z)
    return Result(
        measure=Words("step in level, as a ratio", "spring i niveau, som forhold"),
        method=f"interrupted time series, {model}" + (f", {terms.harmonics} harmonics" if terms.harmonics else ""),
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=len(y),
        sms=2,
        words=_series_words((estimate, low, high, p), level),
        reference=_BERNAL,
        p=p,
        warnings=_series_doubts(y, plan.before, fit, Model(model)),
        details=_series_details(fit, plan, z, y, size),
    )


@dataclass(frozen=True)
class _Fitted:
    coefficients: Floats
    errors: Floats
    phi: float
    alpha: float | None
    doubts: tuple[Doubt, ...]
    mu: Floats


def _fit(y: Floats, design: Floats, offset: Floats, model: Model) -> _Fitted:
    glm: Any = counting_models.poisson(y, design, offset=offset, quasi=False)
    phi = float(glm.pearson_chi2 / glm.df_resid)
    if model is Model.NEGATIVE_BINOMIAL:
        found = counting_models.negative_binomial(y, design, offset=offset)
        mu = np.exp(design @ found.coefficients + offset)
        return _Fitted(found.coefficients, found.errors, phi, found.alpha, found.doubts, mu)
    widen = math.sqrt(max(phi, 1.0)) if model is Model.QUASI else 1.0
    return _Fitted(glm.params, glm.bse * widen, phi, None, (), glm.mu)


def _ratio(fit: _Fitted, place: int, z: float) -> tuple[float, float, float, float]:
    beta, error = float(fit.coefficients[place]), float(fit.errors[place])
    p = float(2 * special.ndtr(-abs(beta) / error))
    return math.exp(beta), math.exp(beta - z * error), math.exp(beta + z * error), p


def _series_details(fit: _Fitted, plan: Design, z: float, y: Floats, size: Floats) -> dict[str, Any]:
    trend = float(fit.coefficients[plan.names.index("trend")])
    rates = y / size
    details: dict[str, Any] = {
        "coefficients": dict(zip(plan.names, map(float, fit.coefficients), strict=True)),
        "errors": dict(zip(plan.names, map(float, fit.errors), strict=True)),
        "phi": fit.phi,
        "trend_per_year": math.exp(12 * trend),
        "mean_before": float(y[: plan.before].mean()),
        "mean_after": float(y[plan.before :].mean()),
        "rate_before": float(rates[: plan.before].mean()),
        "rate_after": float(rates[plan.before :].mean()),
        "fitted": fit.mu,
    }
    if fit.alpha is not None:
        details["alpha"] = fit.alpha
    if "slope" in plan.names:
        ratio, low, high, p = _ratio(fit, plan.names.index("slope"), z)
        details |= {"slope_ratio": ratio, "slope_low": low, "slope_high": high, "slope_p": p}
    details["durbin_watson"] = float(sm.stats.durbin_watson((y - fit.mu) / np.sqrt(fit.mu)))
    return details


def _series_doubts(y: Floats, before: int, fit: _Fitted, model: Model) -> tuple[Doubt, ...]:
    found = [doubts.NO_COMPARISON, *short(len(y), before), *fit.doubts]
    if min(y[:before].mean(), y[before:].mean()) < SPARSE:
        found.append(_SPARSE)
    if model is Model.POISSON and fit.phi > 1.5:
        found.append(_overdispersed(fit.phi))
    return tuple(found)


def _overdispersed(phi: float) -> Doubt:
    return doubt(
        "overdispersed",
        "The counts vary {phi} times as much as Poisson counts: use quasi-Poisson or negative binomial.",
        "Tallene varierer {phi} gange så meget som Poisson-tal: brug quasi-Poisson eller negativ binomial.",
        phi=phi,
    )


_SPARSE = Doubt(
    "Fewer than five events per point on one side: prefer the exact rate ratio or Jeffreys'.",
    "Færre end fem hændelser pr. punkt på den ene side: foretræk det eksakte rateforhold eller Jeffreys'.",
    "sparse-counts",
)


def _series_words(found: tuple[float, float, float, float], level: float) -> Words:
    estimate, low, high, p = found
    numbers = say(
        "From the start of the measure the counts were {estimate} times what the earlier trend carried on would give "
        "({level} % interval {low} to {high}), {size} % {way}.",
        "Fra indsatsens start var tallene {estimate} gange det, som den tidligere udvikling ført videre ville give "
        "({level} %-interval {low} til {high}), {size} % {way}.",
        estimate=estimate,
        low=low,
        high=high,
        level=level_words(level),
        size=round(percent(abs(estimate - 1))),
        way=Words("lower", "lavere") if estimate < 1 else Words("higher", "højere"),
    )
    close = Words(
        "There is no comparison series; the cause is not established (SMS 2).",
        "Der er ingen sammenligningsserie; årsagen er ikke fastslået (SMS 2).",
    )
    return numbers + reading(low, high, p) + close


def slope_test(
    *, counts: ArrayLike, number_before: int, exposure: ArrayLike | None = None, terms: Terms = _PLAIN
) -> float:
    """p of the F-test that adding a slope change improves the quasi-Poisson model (deviance difference over φ)."""
    y, size = _counts(counts, exposure)
    fits = [
        counting_models.poisson(
            y,
            design(len(y), number_before, terms=replace(terms, slope_change=slope)).columns,
            offset=np.log(size),
            quasi=True,
        )
        for slope in (False, True)
    ]
    gain = (fits[0].deviance - fits[1].deviance) / float(fits[1].scale)
    return float(stats.f.sf(gain, 1, fits[1].df_resid))


def _counts(counts: ArrayLike, exposure: ArrayLike | None) -> tuple[Floats, Floats]:
    y = demands.counts(counts, name="counts")
    return y, np.ones(len(y)) if exposure is None else demands.exposures(exposure, name="exposure", length=len(y))


def _check_both_sides(y: Floats, before: int) -> None:
    if not y[:before].sum() or not y[before:].sum():
        raise NoEstimate(
            "One side of the series holds no event at all, so there is no trend to compare; use the exact rate ratio.",
            "Den ene side af serien har slet ingen hændelser, så der er ingen udvikling at sammenligne; "
            "brug det eksakte rateforhold.",
        )
