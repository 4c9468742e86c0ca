"""Regression for counts, by statsmodels, where it needs care: dispersion, and optimisers that give up."""

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import statsmodels.api as sm
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning, PerfectSeparationWarning

from karlemose.stats.demands import Floats
from karlemose.stats.result import Result
from karlemose.stats.words import Doubt, doubt

NO_EXTRA = Doubt(
    "The counts vary no more than Poisson counts do, so the negative binomial answer is Poisson's.",
    "Tallene varierer ikke mere end Poisson-tal, så det negative binomiale svar er Poissons.",
    "no-overdispersion",
)
NOT_SETTLED = Doubt(
    "The negative binomial optimiser did not settle; the answer is Poisson's; trust quasi-Poisson.",
    "Den negative binomiale optimering fandt ikke hvile; svaret er Poissons; stol på quasi-Poisson.",
    "not-converged",
)


@dataclass(frozen=True)
class Fit:
    """Coefficients with standard errors on the log scale, the dispersion α, and what is doubtful about them."""

    coefficients: Floats
    errors: Floats
    covariance: Floats
    alpha: float
    doubts: tuple[Doubt, ...]


def poisson(y: Floats, design: Floats, *, offset: Floats, quasi: bool) -> Any:
    """A statsmodels GLM fit; `quasi` scales the errors by Pearson's φ = Σ(y − μ̂)²/μ̂ / (n − p).

    Counts that lie on their curve are no separation for Poisson, only underdispersed: that warning is dropped.
    """
    model = sm.GLM(y, design, family=sm.families.Poisson(), offset=offset)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        return model.fit(scale="X2") if quasi else model.fit()


def negative_binomial(y: Floats, design: Floats, *, offset: Floats) -> Fit:
    """NB2 by maximum likelihood. Falls back to Poisson when the likelihood has no maximum at α > 0."""
    start = poisson(y, design, offset=offset, quasi=False)
    size = design.shape[1]
    mu = start.mu
    alpha = max(float(np.sum((y - mu) ** 2 - y) / np.sum(mu**2)), 0.0)
    if alpha == 0:
        return Fit(start.params, start.bse, start.cov_params(), 0.0, (NO_EXTRA,))
    for method in ("newton", "nm"):
        params, covariance = _maximum(y, design, offset, np.append(start.params, alpha), method)
        if params[-1] > 0 and np.all(np.isfinite(covariance)) and np.all(np.diag(covariance) > 0):
            errors = np.sqrt(np.diag(covariance))[:size]
            return Fit(params[:size], errors, covariance[:size, :size], float(params[-1]), ())
    return Fit(start.params, start.bse, start.cov_params(), 0.0, (NOT_SETTLED,))


def _maximum(y: Floats, design: Floats, offset: Floats, start: Floats, method: str) -> tuple[Floats, Floats]:
    """Where the NB2 likelihood is highest, and its covariance; not-a-number where the optimiser gave up."""
    model = NegativeBinomial(y, design, offset=offset, loglike_method="nb2")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", HessianInversionWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        fit = model.fit(start_params=start, method=method, maxiter=2000, disp=0)
    lost = np.full((len(start), len(start)), np.nan)
    if not fit.mle_retvals["converged"]:
        return start, lost
    return np.asarray(fit.params, dtype=float), np.asarray(fit.cov_params(), dtype=float)


def with_dispersion(result: Result, *, phi: float, points: int) -> Result:
    """The result with the dispersion it was widened by, and its name."""
    below = doubt(
        "underdispersed",
        "The counts vary less than Poisson counts (φ = {phi}); the interval is kept at Poisson's.",
        "Tallene varierer mindre end Poisson-tal (φ = {phi}); intervallet er holdt på Poissons.",
        phi=phi,
    )
    details = dict(result.details) | {"phi": phi, "points": points}
    doubts = result.warnings + ((below,) if phi < 1 else ())
    return replace(result, method="quasi-Poisson on the log rate ratio", details=details, warnings=doubts)
