"""Synthetic control: a weighted mean of other areas that resembles the treated one before, and what follows.

Pages: docs/method/synthetic_control.md, docs/method/synthetic_difference.md.
"""

from dataclasses import replace

import numpy as np
from scipy import optimize

from karlemose.stats.demands import Floats
from karlemose.stats.design import Chosen
from karlemose.stats.panel import Panel, Placebos
from karlemose.stats.permutation import permutation_p
from karlemose.stats.result import Result
from karlemose.stats.words import Doubt, doubt

_ABADIE = "Abadie & Gardeazabal 2003, AER 93:113–132; Abadie, Diamond & Hainmueller 2010, JASA 105:493–505"
_ARKHANGELSKY = "Arkhangelsky, Athey, Hirshberg, Imbens & Wager 2021, Am. Econ. Rev. 111:4088–4118"


def synthetic_control(*, data: Panel, chosen: Chosen = Chosen.UNSTATED, level: float = 0.95) -> Result:
    """Mean gap after between the treated area and its synthetic control: min‖X1 − X0 W‖, w ≥ 0, Σw = 1.

    The weights fit all outcomes before (V = I, no covariates); by `scipy.optimize.nnls`. Interval: normal, with the
    spread of the gaps of all placebos (each other area as if treated). p is Abadie's: the rank of the ratio of root
    mean squared gaps after/before among all J + 1 areas. `details`: weights, gaps per point, fit before. Assumes no
    spill-over, and a treated area that lies among the others; a poor fit before is warned of. SMS 3 when the pool was
    chosen before. Sources: Abadie & Gardeazabal 2003; Abadie et al. 2010.
    """
    w = _weights(data)
    gaps = _gaps(data, w)
    others = [_gaps(placebo, _weights(placebo)) for placebo in data.placebos()]
    found = Placebos(data, float(gaps[data.before :].mean()), np.array([gap[data.before :].mean() for gap in others]))
    ratio, ratios = _ratio(gaps, data.before), [_ratio(gap, data.before) for gap in others]
    before = _root(gaps[: data.before])
    result = found.result(method="synthetic control, placebo interval and rank p", chosen=chosen, level=level)
    spread = float(data.treated[: data.before].std()) or 1.0
    return replace(
        result,
        reference=_ABADIE,
        p=permutation_p(ratio, ratios),
        warnings=result.warnings + ((_poor_fit(before / spread),) if before > 0.25 * spread else ()),
        details={
            "weights": {name: float(x) for name, x in zip(data.names, w, strict=True) if x > 5e-4},
            "gaps": gaps,
            "last_gap": float(gaps[-1]),
            "rmspe_before": before,
            "rmspe_ratio": ratio,
            "se_placebo": found.error,
        },
    )


def synthetic_difference(*, data: Panel, chosen: Chosen = Chosen.UNSTATED, level: float = 0.95) -> Result:
    """Synthetic difference in differences: weights for areas and for points in time, then a difference.

    ω: min‖ω0 + Y0'ω − Y1‖² + ζ²T0‖ω‖² over the points before, ζ = T1^¼·σ, σ the spread of the others' first
    differences; λ: the points before that predict the others' mean after; both ≥ 0 with sum 1 and an intercept.
    τ = (Y1 after − λ·Y1 before) − ω·(Y0 after − λ·Y0 before). Interval from placebos; p by rank. Less dependent on
    parallel trends than a plain difference. SMS 3 when the pool was chosen before. Source: Arkhangelsky et al. 2021.
    """
    found = Placebos.of(data, _sdid)
    omega, lambdas = _sdid_weights(data)
    result = found.result(method="synthetic difference in differences, placebo interval", chosen=chosen, level=level)
    return replace(
        result,
        reference=_ARKHANGELSKY,
        details={
            "weights": {name: float(x) for name, x in zip(data.names, omega, strict=True) if x > 5e-4},
            "time_weights": lambdas,
            "se_placebo": found.error,
        },
    )


def _simplex(columns: Floats, target: Floats) -> Floats:
    """argmin ‖columns·w − target‖ with w ≥ 0, Σw = 1: non-negative least squares with a heavy row for the sum."""
    heavy = 1e5 * max(float(np.abs(columns).max()), 1e-12)
    rows = np.vstack([columns, np.full(columns.shape[1], heavy)])
    w, _ = optimize.nnls(rows, np.append(target, heavy), maxiter=100 * columns.shape[1])
    return np.asarray(w / w.sum(), dtype=float)


def _weights(data: Panel) -> Floats:
    return _simplex(data.others[: data.before], data.treated[: data.before])


def _gaps(data: Panel, w: Floats) -> Floats:
    return np.asarray(data.treated - data.others @ w, dtype=float)


def _root(gaps: Floats) -> float:
    return float(np.sqrt(np.mean(gaps**2)))


def _ratio(gaps: Floats, before: int) -> float:
    return _root(gaps[before:]) / max(_root(gaps[:before]), 1e-12)


def _sdid_weights(data: Panel) -> tuple[Floats, Floats]:
    before, after = data.others[: data.before], data.others[data.before :]
    sigma = max(float(np.diff(before, axis=0).std(ddof=1)), 1e-12)
    zeta = len(after) ** 0.25 * sigma
    omega = _ridged(
        before - before.mean(axis=0),
        data.treated[: data.before] - data.treated[: data.before].mean(),
        np.sqrt(len(before)) * zeta,
    )
    turned, target = before.T, after.mean(axis=0)
    lambdas = _ridged(turned - turned.mean(axis=0), target - target.mean(), np.sqrt(before.shape[1]) * 1e-6 * sigma)
    return omega, lambdas


def _ridged(columns: Floats, target: Floats, ridge: float) -> Floats:
    size = columns.shape[1]
    return _simplex(np.vstack([columns, ridge * np.eye(size)]), np.append(target, np.zeros(size)))


def _sdid(data: Panel) -> float:
    omega, lambdas = _sdid_weights(data)
    gap = data.treated - data.others @ omega
    return float(gap[data.before :].mean() - lambdas @ gap[: data.before])


def _poor_fit(share: float) -> Doubt:
    return doubt(
        "poor-fit",
        "The synthetic control misses the treated area before by {share} of its own spread: trust it little.",
        "Den syntetiske kontrol rammer før indsatsen ved siden af med {share} af områdets spredning: stol lidt på den.",
        share=share,
    )
