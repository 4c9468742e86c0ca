"""Money at different times made comparable. Page: docs/method/discounting.md."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from karlemose.stats import demands
from karlemose.stats.result import NoEstimate

Flow = tuple[float, float]
"""Years from now (0 = today) and an amount."""


@dataclass(frozen=True)
class Schedule:
    """Yearly rates by horizon: each rate holds up to and with its year, the last one for ever."""

    steps: tuple[tuple[float, float], ...]

    def factor(self, year: float) -> float:
        """What one krone in `year` years is worth today: ∏ (1 + r)^−years over the steps passed."""
        rest, start, log = demands.number(year, name="year"), 0.0, 0.0
        if rest < 0:
            raise NoEstimate("A payment cannot lie before today.", "En betaling kan ikke ligge før i dag.")
        for end, rate in self.steps:
            years = max(0.0, min(rest, end) - start)
            log += years * math.log1p(rate)
            start = end
        return math.exp(-log)


DANISH = Schedule(((35, 0.035), (70, 0.025), (math.inf, 0.015)))
"""Ministry of Finance: 3.5 % for 35 years, 2.5 % to year 70, 1.5 % after."""


def flat(rate: float) -> Schedule:
    """A schedule of one rate for ever, in shares (0.035 is 3.5 %); refused unless above −1."""
    value = demands.number(rate, name="discount rate")
    if value <= -1:
        raise NoEstimate("The discount rate must be above −1.", "Diskonteringsrenten skal være over −1.")
    return Schedule(((math.inf, value),))


def present_value(*, flows: Sequence[Flow], schedule: Schedule = DANISH) -> float:
    """Σ amount·factor(year). Payments at the start of year t stand at t − 1, at its end at t. Units of the amounts."""
    return math.fsum(demands.number(amount, name="amount") * schedule.factor(year) for year, amount in flows)


def benefit_cost_ratio(*, benefits: Sequence[Flow], costs: Sequence[Flow], schedule: Schedule = DANISH) -> float:
    """PV(benefits)/PV(costs); refuses costs whose present value is not above 0."""
    spent = present_value(flows=costs, schedule=schedule)
    if spent <= 0:
        raise NoEstimate(
            "Without costs there is no benefit–cost ratio.",
            "Uden omkostninger er der intet forhold mellem gavn og pris.",
        )
    return present_value(flows=benefits, schedule=schedule) / spent


def payback(*, flows: Sequence[Flow], schedule: Schedule = DANISH) -> float | None:
    """First year in which the discounted sum of costs (negative) and benefits reaches 0 for good; None if never."""
    years = sorted({year for year, _ in flows})
    sums = [present_value(flows=[flow for flow in flows if flow[0] <= year], schedule=schedule) for year in years]
    reached = None
    for year, total in zip(years, sums, strict=True):
        reached = (year if reached is None else reached) if total >= 0 else None
    return reached


def converted(*, amount: float, exchange_rate: float, price_index: float) -> float:
    """An amount of another country and year: × kroner per unit of money × price level now / price level then."""
    return (
        demands.number(amount, name="amount")
        * demands.exposure(exchange_rate, name="exchange rate")
        * demands.exposure(price_index, name="price index")
    )


def market_price(*, amount: float, tax_factor: float = 1.28, distortion: float = 0.10, public: bool = True) -> float:
    """Danish practice: factor prices × nettoafgiftsfaktor, and for public money 10 % tax distortion on top."""
    priced = demands.number(amount, name="amount") * demands.exposure(tax_factor, name="tax factor")
    return priced + (
        demands.number(amount, name="amount") * demands.number(distortion, name="distortion") if public else 0
    )
