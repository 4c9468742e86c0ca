"""A panel of areas over time with one or a few treated: the outcomes as a table, and placebo tests over the others.

Page: docs/method/panel_difference.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from karlemose.stats import demands, design, differences
from karlemose.stats.demands import Floats
from karlemose.stats.design import Chosen
from karlemose.stats.permutation import permutation_p
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, doubt

_DID = "Arkhangelsky et al. 2021, Am. Econ. Rev. 111:4088–4118 (placebo variance); Card & Krueger 1994"


@dataclass(frozen=True)
class Panel:
    """Outcomes of one treated area (points,) and of J others (points, J); the first `before` points lie before."""

    treated: Floats
    others: Floats
    before: int
    names: tuple[str, ...]

    def placebos(self) -> "list[Panel]":
        """Each other area in the role of the treated one, the treated left out."""
        columns = range(self.others.shape[1])
        return [
            Panel(
                self.others[:, j],
                np.delete(self.others, j, axis=1),
                self.before,
                tuple(name for i, name in enumerate(self.names) if i != j),
            )
            for j in columns
        ]


def panel(*, treated: ArrayLike, others: ArrayLike, number_before: int, names: tuple[str, ...] | None = None) -> Panel:
    """A panel from plain arrays; refuses gaps, fewer than two others, or no point on one side."""
    one = demands.series(treated, name="treated outcomes")
    table = np.asarray(others, dtype=float)
    before = demands.count(number_before, name="number of points before")
    if table.ndim != 2 or len(table) != len(one) or table.shape[1] < 2 or not np.all(np.isfinite(table)):
        raise NoEstimate(
            "The comparison needs at least two other areas, each with an outcome at every point in time.",
            "Sammenligningen kræver mindst to andre områder, hver med et udfald på alle tidspunkter.",
        )
    if before < 2 or before >= len(one):
        raise NoEstimate(
            "There must be at least two points before the measure and one after.",
            "Der skal være mindst to tidspunkter før indsatsen og ét efter.",
        )
    labels = names or tuple(str(j + 1) for j in range(table.shape[1]))
    return Panel(one, table, before, labels)


def panel_difference(*, data: Panel, chosen: Chosen = Chosen.UNSTATED, level: float = 0.95) -> Result:
    """Δ = (mean after − mean before) of the treated area − the same of the others on average.

    With one treated area the spread cannot come from the treated: it is that of Δ when each other area plays the
    treated one (placebo), SE = √mean(Δ²placebo), normal limits; p = (1 + #{|placebo| ≥ |Δ|})/(J + 1). Assumes parallel
    trends; `details["pre_trend"]` is the difference in slopes before, with its rank among the placebos.
    Source: Arkhangelsky et al. 2021.
    """
    found = Placebos.of(data, _difference)
    slope = Placebos.of(data, _slope)
    details = {
        "se_placebo": found.error,
        "pre_trend": slope.estimate,
        "pre_trend_p": slope.p,
        "change_treated": float(data.treated[data.before :].mean() - data.treated[: data.before].mean()),
    }
    extra = (_pre_trend(slope.p),) if slope.p < 0.1 else ()
    result = found.result(method="difference in differences of a panel, placebo interval", chosen=chosen, level=level)
    return replace(result, details=details).doubting(*extra)


class Placebos:
    """An estimator applied to the treated area and to every other area in its place."""

    def __init__(self, data: Panel, estimate: float, drawn: Floats) -> None:
        self.data, self.estimate, self.drawn = data, estimate, drawn
        self.error = float(np.sqrt(np.mean(drawn**2)))
        self.p = permutation_p(abs(estimate), np.abs(drawn))

    @classmethod
    def of(cls, data: Panel, estimator: Callable[[Panel], float]) -> "Placebos":
        """One number for each area."""
        return cls(data, estimator(data), np.array([estimator(placebo) for placebo in data.placebos()]))

    def result(self, *, method: str, chosen: Chosen, level: float) -> Result:
        """The estimate with the normal interval that the placebos' spread gives; p by rank."""
        demands.level(level)
        sms, closing, doubts = design.of_comparison(chosen)
        if not self.error:
            raise NoEstimate(
                "All areas move exactly alike, so no uncertainty can be estimated.",
                "Alle områder bevæger sig helt ens, så der kan ikke estimeres nogen usikkerhed.",
            )
        reach = float(special.ndtri((1 + level) / 2)) * self.error
        low, high = self.estimate - reach, self.estimate + reach
        return Result(
            measure=differences.MEASURE,
            method=method,
            estimate=self.estimate,
            low=low,
            high=high,
            level=level,
            n=self.data.others.shape[1] + 1,
            sms=sms,
            words=differences.words(self.estimate, low, high, level) + closing,
            reference=_DID,
            p=self.p,
            warnings=(*doubts, *self._few()),
        )

    def _few(self) -> tuple[Doubt, ...]:
        others = len(self.drawn)
        if others >= 19:
            return ()
        smallest = 1 / (others + 1)
        return (
            doubt(
                "few-placebos",
                "With {others} other areas p cannot be below {smallest}.",
                "Med {others} andre områder kan p ikke komme under {smallest}.",
                others=others,
                smallest=smallest,
            ),
        )


def _difference(data: Panel) -> float:
    gap = data.treated - data.others.mean(axis=1)
    return float(gap[data.before :].mean() - gap[: data.before].mean())


def _slope(data: Panel) -> float:
    gap = (data.treated - data.others.mean(axis=1))[: data.before]
    return float(np.polyfit(np.arange(len(gap)), gap, 1)[0])


def _pre_trend(p: float) -> Doubt:
    return doubt(
        "pre-trend",
        "The treated area moved otherwise than the comparison already before (p = {p}); parallel trends are doubtful.",
        "Indsatsområdet bevægede sig anderledes end sammenligningen før (p = {p}); parallelle forløb er tvivlsomme.",
        p=p,
    )
