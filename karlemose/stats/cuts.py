"""One case, every honest way to cut its periods: publish the range, never one choice.

Page: docs/method/rate_ratio_by_cut.md.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from karlemose.stats import before_after, demands, rates, ratios
from karlemose.stats.before_after import Period
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, percent, say

MANY_CUTS = Doubt(
    "The periods can be cut in more than one way; the range over all of them is given, and none may be chosen alone.",
    "Perioderne kan skæres på mere end én måde; spændet over dem alle er givet, og ingen må vælges alene.",
    "many-cuts",
)


REPORTS = Words("reports per month", "anmeldelser pr. måned")


def rate_ratio_by_cut(
    *, cuts: Mapping[str, tuple[Period, Period]], level: float = 0.95, counted: Words = REPORTS
) -> Result:
    """The exact rate ratio for each named way to cut the periods, and the sentence that holds for all of them.

    `cuts` maps a name to ((count before, exposure before), (count after, exposure after)). `estimate` is the ratio
    nearest to 1, `low` and `high` the widest limits of all cuts, `p` the largest: whatever cut a reader prefers, it
    is no weaker than this. `counted` names for the sentence what is counted per what.
    `details["cuts"]` holds one row per cut, with exact, mid-p and E-test numbers. Assumptions
    and errors as `rates.rate_ratio`. Source: the multiverse idea, Steegen et al. 2016; law_and_method § 3.4.
    """
    if not cuts:
        raise NoEstimate("There is no cut of the periods to compute.", "Der er intet snit af perioderne at beregne.")
    demands.level(level)
    found = {name: rates.rate_ratio(before=before, after=after, level=level) for name, (before, after) in cuts.items()}
    hardest = min(found.values(), key=lambda item: max(item.estimate, 1 / item.estimate if item.estimate else 1e300))
    estimates = [item.estimate for item in found.values()]
    result = replace(
        hardest,
        method="exact conditional rate ratio, over every cut of the periods",
        low=min(item.low for item in found.values()),
        high=max(item.high for item in found.values()),
        p=max(item.p or 0.0 for item in found.values()),
        words=_sentence(min(estimates), max(estimates), counted),
        reference=f"{hardest.reference}; Steegen et al. 2016, Perspect. Psychol. Sci. 11:702–712",
        details={"cuts": {name: _row(*cuts[name], item) for name, item in found.items()}},
    )
    return result.doubting(MANY_CUTS)


def _row(before: Period, after: Period, exact: Result) -> dict[str, float | None]:
    """What the award entry's table shows of one cut."""
    mid = rates.mid_p_rate_ratio(before=before, after=after, level=exact.level)
    (b, t0), (a, t1) = before_after.periods(before, after)
    countable = max(a, b) <= ratios.MOST_FOR_E_TEST
    e_test = ratios.e_test_rate_ratio(before=before, after=after, level=exact.level).p if countable else None
    return {
        "count_before": b,
        "exposure_before": t0,
        "count_after": a,
        "exposure_after": t1,
        "rate_before": b / t0,
        "rate_after": a / t1,
        "estimate": exact.estimate,
        "low": exact.low,
        "high": exact.high,
        "mid_p_low": mid.low,
        "mid_p_high": mid.high,
        "p_minlike": exact.details["p_minlike"],
        "p_central": exact.p,
        "p_e_test": e_test,
        "expected_after": b / t0 * t1,
        "change_percent": 100 * (exact.estimate - 1),
    }


def _sentence(smallest: float, largest: float, counted: Words) -> Words:
    if largest < 1:
        span = round(percent(1 - largest)), round(percent(1 - smallest))
        return _change(span, Words(f"fewer {counted.en}", f"færre {counted.da}"), smallest, largest)
    if smallest > 1 and not math.isinf(largest):
        span = round(percent(smallest - 1)), round(percent(largest - 1))
        return _change(span, Words(f"more {counted.en}", f"flere {counted.da}"), smallest, largest)
    disagree = Words(": the cuts do not agree on a direction", ": snittene er ikke enige om retningen")
    return say(
        "Depending on how the periods are cut, the rate after was {smallest} to {largest} times the rate "
        "before{direction}. There is no comparison area; the cause is not established (SMS 2).",
        "Alt efter hvordan perioderne skæres, var raten efter {smallest} til {largest} gange raten før{direction}. "
        "Der er intet sammenligningsområde, og årsagen er ikke fastslået (SMS 2).",
        smallest=smallest,
        largest=largest,
        direction=disagree if smallest <= 1 else Words("", ""),
    )


def _change(span: tuple[int, int], way: Words, smallest: float, largest: float) -> Words:
    return say(
        "{first}–{last} % {way} than before (rate ratio {smallest}–{largest}), depending on how the "
        "periods are cut. There is no comparison area; counts may be clustered; the cause is not established (SMS 2).",
        "{first}–{last} % {way} end før (rateforhold {smallest}–{largest}), alt efter hvordan perioderne skæres. Der "
        "er intet sammenligningsområde; hændelserne kan komme i klynger; årsagen er ikke fastslået (SMS 2).",
        first=span[0],
        last=span[1],
        way=way,
        smallest=smallest,
        largest=largest,
    )
