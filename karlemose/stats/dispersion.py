"""Do counts vary more than Poisson counts? Page: docs/method/dispersion.md."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from karlemose.stats import demands, doubts
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, level_words, say

TOO_MUCH = 1.5
"""Variance-to-mean ratio above which quasi-Poisson or negative binomial comes first (law_and_method M17)."""


def dispersion(*, counts: ArrayLike, level: float = 0.95) -> Result:
    """Variance-to-mean ratio of equal periods without trend, with the interval that Poisson counts would allow.

    φ = s²/ȳ; under Poisson (n − 1)φ ~ χ²(n − 1), so φ·(n − 1)/χ²(1−α/2) and φ·(n − 1)/χ²(α/2) are its limits in the
    normal approximation, and p is twice the smaller tail. `details["frequencies"]` compares how often each count came
    with the Poisson expectation. A trend or season also raises φ. Refuses fewer than three counts, or all zero.
    Sources: Fisher 1950, Biometrics 6:17–24; Wheeler, ptools `check_pois`.
    """
    y = demands.counts(counts, name="counts")
    alpha = 1 - demands.level(level)
    if len(y) < 3 or not y.sum():
        raise NoEstimate(
            "At least three counts, not all zero, are needed to see how much they vary.",
            "Der skal mindst tre tal til, og ikke alle nul, for at se, hvor meget de varierer.",
        )
    free = len(y) - 1
    phi = float(y.var(ddof=1) / y.mean())
    tail = float(special.gammaincc(free / 2, free * phi / 2))
    low, high = (free * phi / (2 * float(special.gammaincinv(free / 2, q))) for q in (1 - alpha / 2, alpha / 2))
    return Result(
        measure=Words("variance-to-mean ratio", "forhold mellem varians og gennemsnit"),
        method="index of dispersion, χ² limits",
        estimate=phi,
        low=low,
        high=high,
        level=level,
        n=len(y),
        sms=1,
        words=_words(phi, low, high, level),
        reference="Fisher 1950, Biometrics 6:17–24",
        p=min(1.0, 2 * min(tail, 1 - tail)),
        warnings=(doubts.CLUSTERS,) if phi > TOO_MUCH else (),
        details={"mean": float(y.mean()), "frequencies": _frequencies(y)},
    )


def _frequencies(y: demands.Floats) -> list[dict[str, float]]:
    values = np.arange(int(y.max()) + 1) if y.max() < 200 else np.unique(y)
    mean = float(y.mean())
    expected = len(y) * np.exp(values * np.log(mean) - mean - special.gammaln(values + 1))
    return [
        {"count": float(k), "observed": float(np.sum(y == k)), "poisson": float(e)}
        for k, e in zip(values, expected, strict=True)
    ]


def _words(phi: float, low: float, high: float, level: float) -> Words:
    reading = (
        Words("Use quasi-Poisson or negative binomial.", "Brug quasi-Poisson eller negativ binomial.")
        if phi > TOO_MUCH
        else Words("Poisson methods may be used.", "Poisson-metoder kan bruges.")
    )
    numbers = say(
        "The counts vary {phi} times as much as Poisson counts ({level} % interval {low} to {high}).",
        "Tallene varierer {phi} gange så meget som Poisson-tal ({level} %-interval {low} til {high}).",
        phi=phi,
        low=low,
        high=high,
        level=level_words(level),
    )
    return numbers + reading
