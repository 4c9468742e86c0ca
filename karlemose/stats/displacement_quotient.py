"""How much of the gain moved next door? Page: docs/method/weighted_displacement_quotient.md."""

import math

import numpy as np

from karlemose.stats import demands, design, displacement
from karlemose.stats.demands import Floats
from karlemose.stats.design import Chosen
from karlemose.stats.displacement import Areas
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, doubt, level_words, percent, say

_WDQ = "Bowers & Johnson 2003, J. Quant. Criminol. 19:275–301; Guerette 2009, POP Guide tool 10, app. B–C"


def weighted_displacement_quotient(
    *,
    areas: Areas,
    chosen: Chosen = Chosen.UNSTATED,
    level: float = 0.95,
    draws: int = 200_000,
    rng: np.random.Generator,
) -> Result:
    """WDQ = (D1/C1 − D0/C0)/(R1/C1 − R0/C0): how much of the gain moved next door, with its interval.

    R treated, D displaced, C control; 0 before, 1 after. Above 1: benefit beside larger than in the area; 0 to 1:
    benefit spread; −1 to 0: less moved than was gained; below −1: displacement ate the gain. Computed only if the
    denominator (success measure) is below 0; a zero control count gives no number. Interval: quantiles over `draws`
    of six Poisson counts; where more than α/2 of the draws lose the success, the quotient has no bounds and the limits
    are infinite. `details` holds the effects of Guerette's appendix. Sources: Bowers & Johnson 2003; Guerette 2009.
    """
    alpha = 1 - demands.level(level)
    sms, closing, doubts = design.of_comparison(chosen)
    counts = np.array(
        [*displacement.pair(areas.treated), *displacement.pair(areas.displaced), *displacement.pair(areas.control)],
        dtype=float,
    )
    success, quotient = _quotient(counts)
    low, high, lost = _drawn_interval(counts, alpha, draws, rng)
    if math.isinf(high):
        doubts = (*doubts, _unsure_success(lost))
    return Result(
        measure=Words("weighted displacement quotient", "vægtet forskydningskvotient"),
        method="weighted displacement quotient (WDQ), Poisson Monte Carlo interval",
        estimate=quotient,
        low=low,
        high=high,
        level=level,
        n=int(counts.sum()),
        sms=sms,
        words=_words(quotient, low, high, level) + closing,
        reference=_WDQ,
        warnings=doubts,
        details=_effects(counts) | {"success_measure": success, "share_of_draws_without_success": lost},
    )


def _drawn_interval(counts: Floats, alpha: float, draws: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Quantiles of the quotient over Poisson draws, and the share of draws whose success is lost."""
    drawn = rng.poisson(counts, (draws, 6)).astype(float)
    r0, r1, d0, d1, c0, c1 = drawn[(drawn[:, 4] > 0) & (drawn[:, 5] > 0)].T
    success = r1 / c1 - r0 / c0
    won = success < 0
    lost = 1 - float(won.sum()) / draws
    if lost > alpha / 2:
        return -math.inf, math.inf, lost
    quotients = ((d1 / c1 - d0 / c0)[won]) / success[won]
    low, high = np.quantile(quotients, [alpha / 2, 1 - alpha / 2])
    return float(low), float(high), lost


def _quotient(counts: Floats) -> tuple[float, float]:
    r0, r1, d0, d1, c0, c1 = map(float, counts)
    if not c0 or not c1:
        raise NoEstimate(
            "A control count is zero, so the quotient divides by zero: no number is given.",
            "Et kontroltal er nul, så kvotienten deler med nul: der gives intet tal.",
        )
    success = r1 / c1 - r0 / c0
    if not success < 0:
        raise NoEstimate(
            "The treated area did not fall relative to the control, so there is no gain that could have moved: "
            "no quotient is given. Use the weighted displacement difference.",
            "Indsatsområdet faldt ikke i forhold til kontrolområdet, så der er ingen gevinst, der kunne være flyttet: "
            "der gives ingen kvotient. Brug den vægtede forskydningsforskel.",
        )
    return success, (d1 / c1 - d0 / c0) / success


def _effects(counts: Floats) -> dict[str, float]:
    """Gross effect R0 − R1, net effect R0/C0 − R1/C1, total net effect [R0·C1/C0 − R1] + [D0·C1/C0 − D1]."""
    r0, r1, d0, d1, c0, c1 = map(float, counts)
    return {
        "gross_effect": r0 - r1,
        "net_effect": r0 / c0 - r1 / c1,
        "total_net_effect": (r0 * c1 / c0 - r1) + (d0 * c1 / c0 - d1),
    }


def _unsure_success(lost: float) -> Doubt:
    return doubt(
        "unsure-success",
        "In {lost} % of the draws the treated area does not fall relative to the control: the quotient has no bounds.",
        "I {lost} % af trækningerne falder indsatsområdet ikke i forhold til kontrollen: kvotienten er uden grænser.",
        lost=percent(lost),
    )


def _words(quotient: float, low: float, high: float, level: float) -> Words:
    if quotient > 0:
        reading = Words("the areas beside gained too", "områderne ved siden af fik også gavn")
    elif quotient > -1:
        reading = Words("less moved next door than was gained", "mindre flyttede ved siden af, end der blev vundet")
    else:
        reading = Words("more moved next door than was gained", "mere flyttede ved siden af, end der blev vundet")
    if low < 0 < high:
        reading = Words(
            "the interval holds gain beside as well as displacement", "både gavn ved siden af og forskydning"
        )
    return say(
        "The weighted displacement quotient is {quotient} ({level} % interval {low} to {high}): {reading}.",
        "Den vægtede forskydningskvotient er {quotient} ({level} %-interval {low} til {high}): {reading}.",
        quotient=quotient,
        low=low,
        high=high,
        reading=reading,
        level=level_words(level),
    )
