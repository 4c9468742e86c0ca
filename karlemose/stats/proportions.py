"""Shares of people: one share, the difference of two, and the answers of a survey of a small population.

Pages: docs/method/proportions.md, docs/method/survey_shares.md.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy import special
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from karlemose.stats import demands
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Doubt, Words, doubt, level_words, percent, say

LEAST_ANSWERS = 20
"""Answers below which no share is shown (law_and_method § 3.5, § 3.6)."""
SHARE = Words("share", "andel")
_WILSON = "Wilson 1927, JASA 22:209–212"
_NEWCOMBE = "Newcombe 1998, Statist. Med. 17:873–890"
SELF_CHOSEN = Doubt(
    "The interval holds for answers drawn by chance; who chose to answer may differ from who did not.",
    "Intervallet gælder for svar udtrukket ved lod; de, der valgte at svare, kan være anderledes end de andre.",
    "self-chosen-answers",
)
SAFETY = {"safe": (1, 2, 3), "neither": (4,), "unsafe": (5, 6, 7)}
"""The national survey's scale: 1 fundamentally safe … 7 fundamentally unsafe, recoded (law_and_method § 3.5)."""


def proportion(*, count: int, total: int, population: int | None = None, level: float = 0.95) -> Result:
    """One share with Wilson's score interval; in a known small population with the finite population correction.

    Limits solve |p̂ − p| = z√(p(1−p)/n) (statsmodels `proportion_confint`). With a population of N, n is replaced by
    n(N−1)/(N−n), which multiplies the standard error by √((N−n)/(N−1)); when everybody answered the interval is the
    share itself. Assumes answers drawn by chance. Sources: Wilson 1927; Cochran 1977.
    """
    x, n, size = _sample(count, total, population)
    demands.level(level)
    if size is not None and n == size:
        low = high = x / n
    else:
        weight = 1.0 if size is None else (size - 1) / (size - n)
        found = proportion_confint(x * weight, n * weight, alpha=1 - level, method="wilson")
        low, high = min(float(found[0]), x / n), max(float(found[1]), x / n)
    words = say(
        "{x} of {n}: {share} % ({level} % interval {low} to {high} %).",
        "{x} af {n}: {share} % ({level} %-interval {low} til {high} %).",
        x=x,
        n=n,
        share=percent(x / n),
        low=percent(low),
        high=percent(high),
        level=level_words(level),
    )
    return Result(
        measure=SHARE,
        method="Wilson score" + ("" if size is None else ", finite population"),
        estimate=x / n,
        low=low,
        high=high,
        level=level,
        n=n,
        sms=1,
        words=words,
        reference=_WILSON if size is None else f"{_WILSON}; Cochran 1977, Sampling Techniques",
        warnings=(SELF_CHOSEN,),
        details={"count": x, "population": size},
    )


def difference(*, before: tuple[int, int], after: tuple[int, int], level: float = 0.95) -> Result:
    """Share after minus share before, with Newcombe's hybrid score interval.

    d ∓ √(…): the Wilson limits of both shares combined (statsmodels `confint_proportions_2indep`,
    method="newcomb"). Takes (count, total) pairs of two independent samples; not for the same persons asked twice.
    p is None: the interval is the test. Source: Newcombe 1998, method 10.
    """
    (x0, n0, _), (x1, n1, _) = _sample(*before, None), _sample(*after, None)
    demands.level(level)
    low, high = confint_proportions_2indep(x1, n1, x0, n0, method="newcomb", compare="diff", alpha=1 - level)
    estimate = x1 / n1 - x0 / n0
    words = say(
        "{before} % before and {after} % after: a difference of {change} percentage points ({level} % interval {low} "
        "to {high}). There is no comparison area; the cause is not established (SMS 2).",
        "{before} % før og {after} % efter: en forskel på {change} procentpoint ({level} %-interval {low} til {high}). "
        "Der er intet sammenligningsområde; årsagen er ikke fastslået (SMS 2).",
        before=percent(x0 / n0),
        after=percent(x1 / n1),
        change=percent(estimate),
        low=percent(float(low)),
        high=percent(float(high)),
        level=level_words(level),
    )
    return Result(
        measure=Words("difference of shares, after minus before", "forskel i andele, efter minus før"),
        method="Newcombe hybrid score",
        estimate=estimate,
        low=float(low),
        high=float(high),
        level=level,
        n=n0 + n1,
        sms=2,
        words=words,
        reference=_NEWCOMBE,
        warnings=(SELF_CHOSEN,),
    )


def survey_shares(
    *,
    answers: ArrayLike,
    groups: Mapping[str, tuple[int, ...]] | None = None,
    weights: ArrayLike | None = None,
    population: int | None = None,
    level: float = 0.95,
) -> dict[str, Result]:
    """The share of each group of answers, such as safe, neither and unsafe on the scale 1–7.

    Every answer counts once, or by its weight; with weights the shares are Σw·x/Σw and n is Kish's effective number
    (Σw)²/Σw². NaN is "no answer": left out and counted in a warning. Refuses fewer than 20 answers, answers outside
    all groups and weights not above 0. Sources: Wilson 1927; Kish 1965; Justitsministeriets tryghedsundersøgelse.
    """
    parts = SAFETY if groups is None else groups
    given = np.asarray(answers, dtype=float)
    kept = ~np.isnan(given)
    values = demands.series(given[kept], name="answers")
    heavy = np.ones(len(given)) if weights is None else demands.exposures(weights, name="weights", length=len(given))
    _check_answers(values, parts)
    w = heavy[kept]
    effective = float(w.sum() ** 2 / np.sum(w**2))
    missing = int(np.sum(~kept))
    warnings = (SELF_CHOSEN, *((_missing(missing, len(given)),) if missing else ()))
    return {
        name: _share(
            float(w[np.isin(values, codes)].sum() / w.sum()), (effective, len(values)), population, level, warnings
        )
        for name, codes in parts.items()
    }


def margin(*, answers: int, population: int | None = None, share: float = 0.5, level: float = 0.95) -> float:
    """Half-width of the normal interval of a planned survey: z√(p(1−p)/n)·√((N−n)/(N−1)); 0.05 is five points."""
    _, n, size = _sample(0, answers, population)
    p = demands.share(share, name="share")
    z = float(special.ndtri((1 + demands.level(level)) / 2))
    finite = 1.0 if size is None else ((size - n) / (size - 1)) ** 0.5 if size > 1 else 0.0
    return float(z * (p * (1 - p) / n) ** 0.5 * finite)


def _sample(count: int, total: int, population: int | None) -> tuple[int, int, int | None]:
    x, n = demands.count(count), demands.count(total, name="total")
    size = None if population is None else demands.count(population, name="population")
    if not n or x > n or (size is not None and n > size):
        raise NoEstimate(
            "A share needs at least one answer, no more counted than answered, and no more answers than people.",
            "En andel kræver mindst ét svar, ikke flere talte end svar og ikke flere svar end mennesker.",
        )
    return x, n, size


def _check_answers(values: demands.Floats, groups: Mapping[str, tuple[int, ...]]) -> None:
    if len(values) < LEAST_ANSWERS:
        raise NoEstimate(
            "With fewer than {least} answers no share is shown; here are {n}.",
            "Med færre end {least} svar vises ingen andel; her er {n}.",
            least=LEAST_ANSWERS,
            n=len(values),
        )
    strange = values[~np.isin(values, [code for codes in groups.values() for code in codes])]
    if len(strange):
        raise NoEstimate(
            "The answer {value} belongs to no group.",
            "Svaret {value} hører ikke til nogen gruppe.",
            value=f"{strange[0]:g}",
        )


def _share(
    share: float, sizes: tuple[float, int], population: int | None, level: float, warnings: tuple[Doubt, ...]
) -> Result:
    effective, n = sizes
    rounded = proportion(count=round(share * n), total=n, population=population, level=level)
    everybody = population is not None and n == population
    scale = 1.0 if population is None or everybody else (population - 1) / (population - n)
    found = proportion_confint(share * effective * scale, effective * scale, alpha=1 - level, method="wilson")
    low, high = (share, share) if everybody else (min(float(found[0]), share), max(float(found[1]), share))
    words = say(
        "{share} % of {n} who answered ({level} % interval {low} to {high} %).",
        "{share} % af {n}, der svarede ({level} %-interval {low} til {high} %).",
        share=percent(share),
        n=n,
        low=percent(low),
        high=percent(high),
        level=level_words(level),
    )
    return Result(
        measure=SHARE,
        method=rounded.method,
        estimate=share,
        low=low,
        high=high,
        level=level,
        n=n,
        sms=1,
        words=words,
        reference=f"{rounded.reference}; Kish 1965, Survey Sampling",
        warnings=warnings,
        details={"effective_n": effective, "population": population},
    )


def _missing(missing: int, asked: int) -> Doubt:
    return doubt(
        "missing-answers",
        "{missing} of {asked} gave no answer to this question and are left out.",
        "{missing} af {asked} svarede ikke på dette spørgsmål og er udeladt.",
        missing=missing,
        asked=asked,
    )
