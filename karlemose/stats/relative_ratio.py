"""The change of one area's rate as a ratio to another's. Page: docs/method/relative_rate_ratio.md."""

import math

from scipy import special

from karlemose.stats import before_after, demands, design
from karlemose.stats.before_after import Period
from karlemose.stats.design import Chosen
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, doubt, level_words, percent, say

_FARRINGTON = "Farrington et al. 2007, Crim. Justice Rev. 32:63–84; Wilson 2022, J. Exp. Criminol. 18:853–872"


def relative_rate_ratio(
    *,
    treated: tuple[Period, Period],
    control: tuple[Period, Period],
    phi: float = 1.0,
    chosen: Chosen = Chosen.UNSTATED,
    level: float = 0.95,
) -> Result:
    """RIRR = (T1/T0)/(C1/C0): the change of the treated area's rate as a ratio to the control's.

    Each area is ((count before, exposure before), (count after, exposure after)). SE of the log is
    √φ·√(1/T1 + 1/T0 + 1/C1 + 1/C0); Wald limits, φ from a series or as an assumption. Assumes Poisson counts widened
    by φ, and areas that would have moved alike in proportion. Refuses zero counts, and a comparison chosen after
    seeing the data. SMS 3 when chosen before. Sources: Farrington et al. 2007; Wilson 2022.
    """
    demands.level(level)
    sms, closing, doubts = design.of_comparison(chosen)
    pairs = [before_after.periods(*area) for area in (treated, control)]
    counts = _four([count for pair in pairs for count, _ in pair])
    estimate = before_after.observed(*pairs[0]) / before_after.observed(*pairs[1])
    error = math.sqrt(demands.exposure(phi, name="dispersion") * sum(1 / count for count in counts))
    reach = math.exp(float(special.ndtri((1 + level) / 2)) * error)
    low, high = estimate / reach, estimate * reach
    few = (_few(min(counts)),) if min(counts) < 5 else ()
    return Result(
        measure=Words("relative rate ratio, treated to control", "relativt rateforhold, indsats i forhold til kontrol"),
        method="relative incidence rate ratio (RIRR), Wald",
        estimate=estimate,
        low=low,
        high=high,
        level=level,
        n=sum(counts),
        sms=sms,
        words=_words(estimate, low, high, level) + closing,
        reference=_FARRINGTON,
        p=float(2 * special.ndtr(-abs(math.log(estimate)) / error)),
        warnings=(*doubts, *few),
        details={"se_log_ratio": error, "phi": phi, "change_percent": 100 * (estimate - 1)},
    )


def _four(counts: list[int]) -> list[int]:
    if not all(counts):
        raise NoEstimate(
            "One of the four counts is zero, so the ratio of ratios has no logarithm; use the displacement difference.",
            "Et af de fire tal er nul, så forholdet mellem forhold har ingen logaritme; brug forskydningsforskellen.",
        )
    return counts


def _few(least: int) -> Doubt:
    return doubt(
        "small-counts",
        "The smallest of the four counts is {least}: the Wald interval is rough.",
        "Det mindste af de fire tal er {least}: Wald-intervallet er groft.",
        least=least,
    )


def _words(estimate: float, low: float, high: float, level: float) -> Words:
    return say(
        "The rate of the treated area became {estimate} times what the control's change would give ({level} % "
        "interval {low} to {high}), {size} % {way}.",
        "Indsatsområdets rate blev {estimate} gange det, kontrollens ændring ville give ({level} %-interval {low} "
        "til {high}), {size} % {way}.",
        estimate=estimate,
        low=low,
        high=high,
        size=round(percent(abs(estimate - 1))),
        way=Words("lower", "lavere") if estimate < 1 else Words("higher", "højere"),
        level=level_words(level),
    )
