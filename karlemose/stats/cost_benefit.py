"""Was it worth the money, and how sure can we be? Monte Carlo over everything uncertain.

Page: docs/method/cost_benefit.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from scipy import stats

from karlemose.stats import before_after, demands
from karlemose.stats.before_after import Period
from karlemose.stats.demands import Floats
from karlemose.stats.discounting import DANISH, Schedule, payback
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, level_words, percent, say

OPTIMISM = {1: 0.0, 2: 0.05, 3: 0.10, 4: 0.15, 5: 0.25, 6: 0.40}
"""Correction by the grade of the evidence: benefits less, costs more by this share (GMCA/HM Treasury 2014)."""
_SOURCES = "CEBR 2013 (DKR/TrygFonden); HM Treasury/GMCA 2014, Supporting public service transformation"
ASSUMED = Doubt(
    "The whole fall is counted as gain, though no comparison shows that it came from the measure (SMS 2).",
    "Hele faldet er regnet som gevinst, skønt ingen sammenligning viser, at det skyldes indsatsen (SMS 2).",
    "attribution-assumed",
)
STATED = Doubt(
    "The share of the fall that is counted as gain is an assumption, not a finding (SMS 2).",
    "Den andel af faldet, der er regnet som gevinst, er en antagelse og ikke et fund (SMS 2).",
    "attribution-stated",
)


class Side(StrEnum):
    """Money that goes out, or good that comes in."""

    COST = "cost"
    BENEFIT = "benefit"


class Basis(StrEnum):
    """An amount as it stands, or an amount for each event that did not come."""

    TOTAL = "total"
    PER_EVENT = "per_event"


class Kind(StrEnum):
    """Public budgets, the economy, or people's lives in money."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the ledger. `bearer`: who pays or gains (state, region, municipality, housing, residents, …)."""

    name: str
    side: Side
    amount: float
    year: float = 0.0
    basis: Basis = Basis.TOTAL
    bearer: str = "state"
    kind: Kind = Kind.FISCAL


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """What is drawn: the fall (with dispersion φ), the share of it that counts, unit costs and the cost ledger.

    `before`, `after`: (count, exposure), needed for lines per event. `attribution`: Beta parameters of the share of
    the fall that is counted, None for all of it. `unit_cost_spread`: triangular from 1 − s to 1 + s. `ledger_spread`:
    uniform from 1 − s to 1 + s. `grade`: 1 (best evidence) to 6, optimism correction.
    """

    rng: np.random.Generator
    before: Period | None = None
    after: Period | None = None
    phi: float = 1.0
    attribution: tuple[float, float] | None = None
    unit_cost_spread: float = 0.5
    ledger_spread: float = 0.1
    grade: int = 1
    draws: int = 10_000
    schedule: Schedule = field(default=DANISH)


def cost_benefit(*, lines: Sequence[Line], uncertainty: Uncertainty, level: float = 0.90) -> Result:
    """Net present value Σ (B − C)·factor: its median, the 5–95 % interval, and what moves it most.

    Every draw takes log ρ ~ N(log ρ̂, SE·√φ) (with a zero count the gamma posterior), baseline λ0 ~ Gamma(b+½, t0),
    events fewer = λ0·t1·(1 − ρ), times Beta attribution, triangular unit costs, uniform cost ledger, optimism by grade.
    `details`: P(NPV > 0), benefit–cost ratio, present values by bearer and kind, tornado (Spearman's ρ of each input
    with the NPV), payback of the medians. At least 10,000 draws. SMS 2: what share of a fall is the measure's is an
    assumption. Sources: CEBR 2013; HM Treasury/GMCA 2014; recommended draws and distributions law_and_method § 3.7.
    """
    demands.level(level)
    _check(lines, uncertainty)
    inputs = _draw(lines, uncertainty)
    values = {index: _values(line, index, inputs, uncertainty) for index, line in enumerate(lines)}
    signed = [values[i] if line.side is Side.BENEFIT else -values[i] for i, line in enumerate(lines)]
    net = np.sum(signed, axis=0)
    low, median, high = (float(q) for q in np.quantile(net, [(1 - level) / 2, 0.5, (1 + level) / 2]))
    chance = float(np.mean(net > 0))
    return Result(
        measure=Words("net present value", "nutidsværdi netto"),
        method="cost–benefit analysis, Monte Carlo",
        estimate=median,
        low=low,
        high=high,
        level=level,
        n=uncertainty.draws,
        sms=2 if uncertainty.before else 1,
        words=_words((median, low, high), chance, level),
        reference=_SOURCES,
        warnings=_doubts(lines, uncertainty),
        details=_details(lines, values, signed) | {"p_positive": chance, "tornado": _tornado(inputs, net)},
    )


def events_fewer(*, uncertainty: Uncertainty, baseline: float | None = None) -> Floats:
    """Draws of the events fewer than the rate before would have given in the time after.

    `baseline`: a fixed number of events expected after, instead of λ0·t1 with λ0 drawn.
    """
    (b, t0), (a, t1) = _periods(uncertainty)
    rng, draws, phi = uncertainty.rng, uncertainty.draws, demands.exposure(uncertainty.phi, name="dispersion")
    if a and b:
        centre = math.log(before_after.observed((b, t0), (a, t1)))
        ratio = np.exp(rng.normal(centre, math.sqrt(phi * (1 / a + 1 / b)), draws))
    else:
        after, before = (rng.gamma((x + 0.5) / phi, phi / t, draws) for x, t in ((a, t1), (b, t0)))
        ratio = after / before
    expected = rng.gamma(b + 0.5, 1 / t0, draws) * t1 if baseline is None else np.full(draws, baseline)
    return np.asarray(expected * (1 - ratio), dtype=float)


def _check(lines: Sequence[Line], uncertainty: Uncertainty) -> None:
    if not lines:
        raise NoEstimate("The ledger holds no line.", "Regnskabet har ingen linjer.")
    if uncertainty.grade not in OPTIMISM:
        raise NoEstimate("The grade of the evidence goes from 1 to 6.", "Graden af dokumentation går fra 1 til 6.")
    if demands.count(uncertainty.draws, name="number of draws") < 10_000:
        raise NoEstimate("At least 10,000 draws are needed.", "Der skal mindst 10.000 trækninger til.")
    for line in lines:
        demands.number(line.amount, name=f"amount of {line.name}")
    if any(line.basis is Basis.PER_EVENT for line in lines):
        _periods(uncertainty)


def _periods(uncertainty: Uncertainty) -> tuple[Period, Period]:
    if uncertainty.before is None or uncertainty.after is None:
        raise NoEstimate(
            "A line per event needs the counts and times before and after.",
            "En linje pr. hændelse kræver tal og tid før og efter.",
        )
    return before_after.periods(uncertainty.before, uncertainty.after)


def _draw(lines: Sequence[Line], uncertainty: Uncertainty) -> dict[str, Floats]:
    """One draw of every uncertain input, by name."""
    rng, draws = uncertainty.rng, uncertainty.draws
    inputs: dict[str, Floats] = {}
    if any(line.basis is Basis.PER_EVENT for line in lines):
        inputs["events fewer"] = events_fewer(uncertainty=uncertainty)
        if uncertainty.attribution:
            first, second = (demands.exposure(x, name="attribution") for x in uncertainty.attribution)
            inputs["share counted"] = rng.beta(first, second, draws)
    for index, line in enumerate(lines):
        spread = uncertainty.unit_cost_spread if line.basis is Basis.PER_EVENT else uncertainty.ledger_spread
        width = demands.share(spread, name="spread")
        if not width:
            continue
        triangular = line.basis is Basis.PER_EVENT
        inputs[_key(line, index)] = (
            rng.triangular(1 - width, 1, 1 + width, draws) if triangular else rng.uniform(1 - width, 1 + width, draws)
        )
    return inputs


def _key(line: Line, index: int) -> str:
    return f"{line.side.value} {index + 1}: {line.name}"


def _values(line: Line, index: int, inputs: Mapping[str, Floats], uncertainty: Uncertainty) -> Floats:
    optimism = OPTIMISM[uncertainty.grade]
    factor = uncertainty.schedule.factor(line.year) * (1 + optimism if line.side is Side.COST else 1 - optimism)
    value = np.full(uncertainty.draws, line.amount * factor) * inputs.get(_key(line, index), 1.0)
    if line.basis is Basis.PER_EVENT:
        value = value * inputs["events fewer"] * inputs.get("share counted", 1.0)
    return np.asarray(value, dtype=float)


def _tornado(inputs: Mapping[str, Floats], net: Floats) -> dict[str, float]:
    """Spearman's rank correlation of each input with the net value, largest first."""
    found = {name: float(stats.spearmanr(drawn, net).statistic) for name, drawn in inputs.items()}
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))


def _details(lines: Sequence[Line], values: Mapping[int, Floats], signed: Sequence[Floats]) -> dict[str, Any]:
    drawn = {side: np.zeros(len(signed[0])) for side in Side}
    by_bearer: dict[str, float] = {}
    by_kind: dict[str, float] = {}
    for index, line in enumerate(lines):
        middle = float(np.median(signed[index]))
        drawn[line.side] += values[index]
        by_bearer[line.bearer] = by_bearer.get(line.bearer, 0.0) + middle
        by_kind[line.kind.value] = by_kind.get(line.kind.value, 0.0) + middle
    costs = drawn[Side.COST]
    ratio = float(np.median(drawn[Side.BENEFIT] / costs)) if np.all(costs > 0) else None
    paid = payback(flows=[(line.year, float(np.median(signed[i]))) for i, line in enumerate(lines)], schedule=_TODAY)
    return {
        "present_costs": float(np.median(costs)),
        "present_benefits": float(np.median(drawn[Side.BENEFIT])),
        "benefit_cost_ratio": ratio,
        "by_bearer": by_bearer,
        "by_kind": by_kind,
        "payback_year": paid,
    }


_TODAY = Schedule(((math.inf, 0.0),))  # the medians are discounted already


def _doubts(lines: Sequence[Line], uncertainty: Uncertainty) -> tuple[Doubt, ...]:
    if not any(line.basis is Basis.PER_EVENT for line in lines):
        return ()
    return (STATED if uncertainty.attribution else ASSUMED,)


def _words(found: tuple[float, float, float], chance: float, level: float) -> Words:
    median, low, high = found
    return say(
        "Under these assumptions the net present value is {median} ({level} % of the draws {low} to {high}); it is "
        "above zero in {chance} % of them. What share of a fall belongs to the measure is assumed, not established.",
        "Under disse antagelser er nutidsværdien netto {median} ({level} % af trækningerne {low} til {high}); den er "
        "over nul i {chance} % af dem. Hvor stor en del af et fald der hører til indsatsen, er antaget og ikke "
        "fastslået.",
        median=median,
        low=low,
        high=high,
        level=level_words(level),
        chance=percent(chance),
    )
