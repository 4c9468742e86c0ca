"""Segmented regression of rates or shares, with errors that allow for neighbours in time.

Page: docs/method/segmented_regression.md.
"""

import math
from typing import Any

import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy import special

from karlemose.stats import demands
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.series_design import Terms, design, short
from karlemose.stats.words import Words, level_words, say

_WAGNER = "Wagner et al. 2002, J. Clin. Pharm. Ther. 27:299–309; Newey & West 1987"


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
    plan = design(len(y), number_before, terms=Terms(slope_change=True))
    width = math.floor(4 * (len(y) / 100) ** (2 / 9)) if lags is None else demands.count(lags, name="lags")
    plain = sm.OLS(y, plan.columns).fit()
    _check_spread(float(plain.ssr), float(y @ y))
    fit = plain.get_robustcov_results("HAC", maxlags=width, use_correction=True, use_t=False)
    z = float(special.ndtri((1 + level) / 2))
    place = plan.names.index("step")
    estimate, error = float(fit.params[place]), float(fit.bse[place])
    low, high = estimate - z * error, estimate + z * error
    words = _words(estimate, low, high, level)
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
        warnings=short(len(y), plan.before),
        details=_details(plan.names, plain, fit) | {"lags": width},
    )


def _check_spread(residual: float, whole: float) -> None:
    if residual <= 1e-20 * max(1.0, whole):
        raise NoEstimate(
            "The series follows its lines without any spread, so no uncertainty can be estimated.",
            "Serien følger sine linjer helt uden spredning, så der kan ikke estimeres nogen usikkerhed.",
        )


def _details(names: tuple[str, ...], plain: Any, fit: Any) -> dict[str, Any]:
    return {
        "coefficients": dict(zip(names, map(float, fit.params), strict=True)),
        "errors": dict(zip(names, map(float, fit.bse), strict=True)),
        "errors_ols": dict(zip(names, map(float, plain.bse), strict=True)),
        "durbin_watson": float(sm.stats.durbin_watson(plain.resid)),
    }


def _words(estimate: float, low: float, high: float, level: float) -> Words:
    return say(
        "The level changed by {estimate} when the measure began ({level} % interval {low} to {high}), compared with "
        "the earlier trend. There is no comparison series; the cause is not established (SMS 2).",
        "Niveauet ændrede sig med {estimate}, da indsatsen begyndte ({level} %-interval {low} til {high}), i forhold "
        "til den tidligere udvikling. Der er ingen sammenligningsserie; årsagen er ikke fastslået (SMS 2).",
        estimate=estimate,
        low=low,
        high=high,
        level=level_words(level),
    )
