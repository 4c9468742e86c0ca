"""Interrupted time series: did the level or the slope of a series of counts change when the measure began?

Pages: docs/method/interrupted_series.md, docs/method/segmented_regression.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy import special, stats

from karlemose.stats import counting_models, demands, doubts
from karlemose.stats.demands import Floats
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, doubt, level_words, percent, say

FEWEST, FEW = 8, 12
"""Points per side: below the first nothing is estimated, below the second a warning stands (Bernal; Zhang 2011)."""
SPARSE = 5
"""Mean events per point below which the exact ratio is the better answer."""
_BERNAL = "Lopez Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiol. 46:348–355"
_WAGNER = "Wagner et al. 2002, J. Clin. Pharm. Ther. 27:299–309; Newey & West 1987"


class Model(StrEnum):
    """How the counts vary around their mean."""

    POISSON = "poisson"
    QUASI = "quasi-poisson"
    NEGATIVE_BINOMIAL = "negative-binomial"


@dataclass(frozen=True)
class _Design:
    columns: Floats
    names: tuple[str, ...]
    before: int


def interrupted_series(
    *,
    counts: ArrayLike,
    number_before: int,
    exposure: ArrayLike | None = None,
    months: ArrayLike | None = None,
    model: Model = Model.QUASI,
    slope_change: bool = False,
    harmonics: int = 0,
    level: float = 0.95,
) -> Result:
    """Step in the level of a series of counts when the measure began, as a ratio to the earlier trend carried on.

    log E Y_t = β0 + β1 t + β2 X_t + β3 (t − t*) X_t + Σ_k [sin, cos](2πk m/12) + log exposure; t = 1, 2, …; X is 0 for
    the first `number_before` points and 1 after; t* = `number_before`. The estimate is exp β2 with Wald limits: by
    statsmodels GLM (Poisson; quasi-Poisson with Pearson's φ) or NB2. With `slope_change`, `details["slope_ratio"]` is
    exp β3 per point and the step is the one at t*. `months` (1–12, or any calendar position of period 12) is needed
    for `harmonics`. Assumes a log-linear trend, a known start, nothing else changing with it, and points independent
    given trend and season. Refuses fewer than eight points a side; below 12, or means below five, it warns. SMS 2.
    Source: Lopez Bernal, Cummins & Gasparrini 2017 (corrected 2020).
    """
    y = demands.counts(counts, name="counts")
    demands.level(level)
    size = np.ones(len(y)) if exposure is None else demands.exposures(exposure, name="exposure", length=len(y))
    design = _design(len(y), number_before, slope_change=slope_change, season=_season(months, harmonics, len(y)))
    if not y[: design.before].sum() or not y[design.before :].sum():
        raise NoEstimate(
            "One side of the series holds no event at all, so there is no trend to compare; use the exact rate ratio.",
            "Den ene side af serien har slet ingen hændelser, så der er ingen udvikling at sammenligne; "
            "brug det eksakte rateforhold.",
        )
    fit = _fit(y, design.columns, np.log(size), Model(model))
    z = float(special.ndtri((1 + level) / 2))
    estimate, low, high, p = _ratio(fit, design.names.index("step"), z)
    return Result(
        measure=Words("step in level, as a ratio", "spring i niveau, som forhold"),
        method=f"interrupted time series, {model}" + (f", {harmonics} harmonics" if harmonics else ""),
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=len(y),
        sms=2,
        words=_series_words(estimate, low, high, level),
        reference=_BERNAL,
        p=p,
        warnings=_series_doubts(y, design.before, fit, Model(model)),
        details=_series_details(fit, design, z, y, size),
    )


def segmented_regression(
    *, values: ArrayLike, number_before: int, lags: int | None = None, level: float = 0.95
) -> Result:
    """Step in the level of a series of rates or shares, with errors that allow for neighbours in time.

    rate = β0 + β1 t + β2 X + β3 (t − t*) X by ordinary least squares; standard errors Newey–West with weights
    1 − l/(L+1), L = ⌊4(n/100)^(2/9)⌋ unless `lags` is given, and the small-sample correction (statsmodels HAC). The
    estimate is β2 in the unit of `values`, with normal limits. Assumes straight trends and constant spread; season is
    not modelled. Refuses fewer than eight points a side. SMS 2. Sources: Wagner 2002; Newey & West 1987.
    """
    y = demands.series(values, name="values")
    demands.level(level)
    design = _design(len(y), number_before, slope_change=True, season=np.empty((len(y), 0)))
    width = math.floor(4 * (len(y) / 100) ** (2 / 9)) if lags is None else demands.count(lags, name="lags")
    plain = sm.OLS(y, design.columns).fit()
    if float(plain.ssr) <= 1e-20 * max(1.0, float(y @ y)):
        raise NoEstimate(
            "The series follows its lines without any spread, so no uncertainty can be estimated.",
            "Serien følger sine linjer helt uden spredning, så der kan ikke estimeres nogen usikkerhed.",
        )
    fit = plain.get_robustcov_results("HAC", maxlags=width, use_correction=True, use_t=False)
    z = float(special.ndtri((1 + level) / 2))
    place = design.names.index("step")
    estimate, error = float(fit.params[place]), float(fit.bse[place])
    low, high = estimate - z * error, estimate + z * error
    words = say(
        "The level changed by {estimate} when the measure began ({level} % interval {low} to {high}), compared with the "
        "earlier trend. There is no comparison series; the cause is not established (SMS 2).",
        "Niveauet ændrede sig med {estimate}, da indsatsen begyndte ({level} %-interval {low} til {high}), i forhold til "
        "den tidligere udvikling. Der er ingen sammenligningsserie; årsagen er ikke fastslået (SMS 2).",
        estimate=estimate,
        low=low,
        high=high,
        level=level_words(level),
    )
    return Result(
        measure=Words("step in level, in the unit of the values", "spring i niveau, i værdiernes enhed"),
        method=f"segmented regression, Newey–West with {width} lags",
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=len(y),
        sms=2,
        words=words,
        reference=_WAGNER,
        p=float(2 * special.ndtr(-abs(estimate) / error)),
        warnings=_short_series(len(y), design.before),
        details={
            "coefficients": dict(zip(design.names, map(float, fit.params), strict=True)),
            "errors": dict(zip(design.names, map(float, fit.bse), strict=True)),
            "errors_ols": dict(zip(design.names, map(float, plain.bse), strict=True)),
            "durbin_watson": float(sm.stats.durbin_watson(plain.resid)),
            "lags": width,
        },
    )


def _design(length: int, number_before: int, *, slope_change: bool, season: Floats) -> _Design:
    before = demands.count(number_before, name="number of points before")
    if min(before, length - before) < FEWEST:
        raise NoEstimate(
            "An interrupted series needs at least {least} points on each side; here are {before} and {after}.",
            "En afbrudt tidsserie skal have mindst {least} punkter på hver side; her er {before} og {after}.",
            least=FEWEST,
            before=before,
            after=max(0, length - before),
        )
    t = np.arange(1, length + 1, dtype=float)
    step = (t > before).astype(float)
    columns = [np.ones(length), t, step] + ([step * (t - before)] if slope_change else [])
    names = ["level", "trend", "step"] + (["slope"] if slope_change else [])
    names += [f"season{i}" for i in range(season.shape[1])]
    whole = np.column_stack([*columns, season])
    if length <= whole.shape[1] + 2:
        raise NoEstimate(
            "There are too few points for so many terms.", "Der er for få punkter til så mange led i modellen."
        )
    return _Design(whole, tuple(names), before)


def _season(months: ArrayLike | None, harmonics: int, length: int) -> Floats:
    pairs = demands.count(harmonics, name="number of harmonics")
    if not pairs:
        return np.empty((length, 0))
    if months is None or pairs > 5:
        raise NoEstimate(
            "Harmonics need the month of every point, and there can be five at most.",
            "Harmoniske led kræver måneden for hvert punkt, og der kan højst være fem.",
        )
    angle = 2 * np.pi * demands.series(months, name="months", length=length) / 12
    return np.column_stack([wave(k * angle) for k in range(1, pairs + 1) for wave in (np.sin, np.cos)])


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


def _series_details(fit: _Fitted, design: _Design, z: float, y: Floats, size: Floats) -> dict[str, Any]:
    trend = float(fit.coefficients[design.names.index("trend")])
    rates = y / size
    details: dict[str, Any] = {
        "coefficients": dict(zip(design.names, map(float, fit.coefficients), strict=True)),
        "errors": dict(zip(design.names, map(float, fit.errors), strict=True)),
        "phi": fit.phi,
        "trend_per_year": math.exp(12 * trend),
        "mean_before": float(y[: design.before].mean()),
        "mean_after": float(y[design.before :].mean()),
        "rate_before": float(rates[: design.before].mean()),
        "rate_after": float(rates[design.before :].mean()),
        "fitted": fit.mu,
    }
    if fit.alpha is not None:
        details["alpha"] = fit.alpha
    if "slope" in design.names:
        ratio, low, high, p = _ratio(fit, design.names.index("slope"), z)
        details |= {"slope_ratio": ratio, "slope_low": low, "slope_high": high, "slope_p": p}
    details["durbin_watson"] = float(sm.stats.durbin_watson((y - fit.mu) / np.sqrt(fit.mu)))
    return details


def _series_doubts(y: Floats, before: int, fit: _Fitted, model: Model) -> tuple[Doubt, ...]:
    found = [doubts.NO_COMPARISON, *_short_series(len(y), before), *fit.doubts]
    if min(y[:before].mean(), y[before:].mean()) < SPARSE:
        found.append(_SPARSE)
    if model is Model.POISSON and fit.phi > 1.5:
        found.append(_overdispersed(fit.phi))
    return tuple(found)


def _short_series(length: int, before: int) -> tuple[Doubt, ...]:
    return (_SHORT,) if min(before, length - before) < FEW else ()


def _overdispersed(phi: float) -> Doubt:
    return doubt(
        "overdispersed",
        "The counts vary {phi} times as much as Poisson counts: use quasi-Poisson or negative binomial.",
        "Tallene varierer {phi} gange så meget som Poisson-tal: brug quasi-Poisson eller negativ binomial.",
        phi=phi,
    )


_SHORT = Doubt(
    "There are fewer than twelve points on one side; the trend is weakly known.",
    "Der er færre end tolv punkter på den ene side; udviklingen er svagt bestemt.",
    "short-series",
)
_SPARSE = Doubt(
    "Fewer than five events per point on one side: prefer the exact rate ratio or Jeffreys'.",
    "Færre end fem hændelser pr. punkt på den ene side: foretræk det eksakte rateforhold eller Jeffreys'.",
    "sparse-counts",
)


def _series_words(estimate: float, low: float, high: float, level: float) -> Words:
    reading = (
        Words("The series agrees with no step at all.", "Serien passer også med, at der intet spring er.")
        if low <= 1 <= high
        else Words("Chance alone rarely gives such a step.", "Tilfældet alene giver sjældent et sådant spring.")
    )
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
    return numbers + reading + close


def slope_test(*, counts: ArrayLike, number_before: int, exposure: ArrayLike | None = None, **options: Any) -> float:
    """p of the F-test that adding a slope change improves the quasi-Poisson model (deviance difference over φ)."""
    y = demands.counts(counts, name="counts")
    size = np.ones(len(y)) if exposure is None else demands.exposures(exposure, name="exposure", length=len(y))
    season = _season(options.get("months"), options.get("harmonics", 0), len(y))
    fits = [
        counting_models.poisson(
            y,
            _design(len(y), number_before, slope_change=slope, season=season).columns,
            offset=np.log(size),
            quasi=True,
        )
        for slope in (False, True)
    ]
    gain = (fits[0].deviance - fits[1].deviance) / float(fits[1].scale)
    return float(stats.f.sf(gain, 1, fits[1].df_resid))
