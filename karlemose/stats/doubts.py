"""Warnings that stand beside numbers, written once and used by every method they fit."""

import math

from scipy import special

from karlemose.stats.words import Doubt, Words, doubt

FEW = 5  # events below which a count is called small

NO_CAUSE = Words(
    "There is no comparison area; counts may be clustered; the cause is not established (SMS 2).",
    "Der er intet sammenligningsområde; hændelserne kan komme i klynger; årsagen er ikke fastslået (SMS 2).",
)
CLUSTERS = Doubt(
    "The interval assumes events that do not come in clusters; gang-related events do, and then it is too short.",
    "Intervallet forudsætter hændelser, der ikke kommer i klynger; det gør bandehændelser, og så er det for kort.",
    "clusters",
)
NO_COMPARISON = Doubt(
    "There is no comparison area: what else changed at the same time is not told apart (SMS 2).",
    "Der er intet sammenligningsområde: andet, der ændrede sig samtidig, er ikke skilt ud (SMS 2).",
    "no-comparison",
)
TO_THE_MEAN = Doubt(
    "If the time before was chosen for being bad, part of the fall would have come anyway (regression to the mean).",
    "Hvis tiden før blev valgt, fordi den var slem, ville en del af faldet være kommet alligevel (regression mod "
    "gennemsnittet).",
    "regression-to-the-mean",
)
SMALL = Doubt(
    "One of the counts is below five: a single event more or less changes the picture.",
    "Et af tallene er under fem: en enkelt hændelse mere eller mindre ændrer billedet.",
    "small-counts",
)


def phi_to_one(*, before: int, after: int, estimate: float, level: float) -> float | None:
    """Dispersion φ at which the Wald interval exp(log ρ ± z·√φ·√(1/a + 1/b)) would just hold 1; None for a zero count.

    (log ρ / (z·SE))². Below 1 the interval holds 1 already.
    """
    if not before or not after:
        return None
    z = float(special.ndtri((1 + level) / 2))
    return (math.log(estimate) / z) ** 2 / (1 / after + 1 / before)


def of_ratio(*, before: int, after: int, found: tuple[float, float, float], level: float) -> tuple[Doubt, ...]:
    """The doubts of a before–after ratio without comparison."""
    estimate, low, high = found
    doubts = [NO_COMPARISON]
    if low <= 1 <= high:
        doubts.append(CLUSTERS)
    else:
        doubts.append(_clusters_undo(phi_to_one(before=before, after=after, estimate=estimate, level=level)))
    if high < 1:
        doubts.append(TO_THE_MEAN)
    if min(before, after) < FEW:
        doubts.append(SMALL)
    return tuple(doubts)


def _clusters_undo(phi: float | None) -> Doubt:
    if phi is None:
        return CLUSTERS
    return doubt(
        "clusters",
        "Counts may be clustered: with a dispersion of {phi} or more the interval would hold 1.",
        "Hændelserne kan komme i klynger: med en spredning (φ) på {phi} eller mere ville intervallet rumme 1.",
        phi=phi,
    )
