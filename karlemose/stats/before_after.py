"""What every before–after ratio of two counts shares: its demands, its words and its doubts."""

import math
from dataclasses import dataclass, field
from typing import Any

from karlemose.stats import demands, doubts
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, amount, level_words, percent, say

RATIO = Words("rate ratio, after to before", "rateforhold, efter i forhold til før")

Period = tuple[int, float]
"""Events and exposure."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a method found, before it is put into words."""

    estimate: float
    low: float
    high: float
    p: float
    level: float
    details: dict[str, Any] = field(default_factory=dict)


def periods(before: Period, after: Period) -> tuple[Period, Period]:
    """Both periods in plain types, or a refusal that names the number at fault."""
    b, t0 = demands.count(before[0], name="count before"), demands.exposure(before[1], name="exposure before")
    a, t1 = demands.count(after[0], name="count after"), demands.exposure(after[1], name="exposure after")
    if a + b == 0:
        raise NoEstimate(
            "There is not one event in either period, so there is no ratio to estimate.",
            "Der er ikke én hændelse i nogen af perioderne, så der er intet forhold at estimere.",
        )
    return (b, t0), (a, t1)


def build(*, method: str, reference: str, before: Period, after: Period, found: Found) -> Result:
    """The result with the words and doubts that every before–after ratio without comparison has: SMS 2."""
    (b, t0), (a, t1) = before, after
    interval = (found.estimate, found.low, found.high)
    return Result(
        measure=RATIO,
        method=method,
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        level=found.level,
        n=a + b,
        sms=2,
        words=_words(before=before, after=after, found=found),
        reference=reference,
        p=found.p,
        warnings=doubts.of_ratio(before=b, after=a, found=interval, level=found.level),
        details={
            "before": {"count": b, "exposure": t0, "rate": b / t0},
            "after": {"count": a, "exposure": t1, "rate": a / t1},
            "expected_after": b / t0 * t1,
            "phi_to_one": doubts.phi_to_one(before=b, after=a, estimate=observed(before, after), level=found.level),
        }
        | found.details,
    )


def observed(before: Period, after: Period) -> float:
    """(a/t1)/(b/t0), infinite with none before."""
    return (after[0] / before[0]) * (before[1] / after[1]) if before[0] else math.inf


def _words(*, before: Period, after: Period, found: Found) -> Words:
    """What may be said: the numbers, their doubt, and no cause."""
    (b, t0), (a, t1) = before, after
    estimate, low, high, level = found.estimate, found.low, found.high, found.level
    counted = say(
        "{b} events in {t0} before and {a} in {t1} after.",
        "{b} hændelser på {t0} før og {a} på {t1} efter.",
        a=a,
        b=b,
        t0=amount(t0),
        t1=amount(t1),
    )
    if not b:
        bound = say(
            "With none before, the ratio has no finite value; it is at least {low} ({level} % interval).",
            "Uden nogen før har forholdet ingen endelig værdi; det er mindst {low} ({level} %-interval).",
            low=low,
            level=level_words(level),
        )
        return counted + bound + reading(low, high, found.p) + doubts.NO_CAUSE
    ratio = say(
        "The rate after was {ratio} times the rate before ({level} % interval {low} to {high}){change}.",
        "Raten efter var {ratio} gange raten før ({level} %-interval {low} til {high}){change}.",
        ratio=estimate,
        low=low,
        high=high,
        level=level_words(level),
        change=_change(estimate),
    )
    return counted + ratio + reading(low, high, found.p) + doubts.NO_CAUSE


def _change(estimate: float) -> Words:
    if math.isinf(estimate) or round(percent(abs(estimate - 1))) == 0:
        return Words("", "")
    size = round(percent(abs(estimate - 1)))
    return say(
        ", {size} % {way}",
        ", {size} % {way}",
        size=size,
        way=Words("lower", "lavere") if estimate < 1 else Words("higher", "højere"),
    )


def reading(low: float, high: float, p: float) -> Words:
    """What an interval for a ratio says of chance; at a low level it says little, though it leaves out 1."""
    if low <= 1 <= high:
        return Words(
            "The counts agree with a fall as well as with a rise.", "Tallene passer med både et fald og en stigning."
        )
    if p >= 0.05:
        return Words(
            "The interval leaves out 1 only because its level is low.",
            "Intervallet udelukker kun 1, fordi niveauet er lavt.",
        )
    if high < 1:
        return Words("Chance alone rarely gives so large a fall.", "Tilfældet alene giver sjældent så stort et fald.")
    return Words("Chance alone rarely gives so large a rise.", "Tilfældet alene giver sjældent så stor en stigning.")
