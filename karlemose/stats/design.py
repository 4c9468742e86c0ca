"""How much a design can show: the Maryland Scientific Methods Scale, and when a comparison area counts.

Sources: Sherman et al. 1997; Farrington et al. 2002; law_and_method § 3.2. Page: docs/method/maryland_scale.md.
"""

from enum import StrEnum

from karlemose.stats.result import NoEstimate
from karlemose.stats.words import Doubt, Words


class Chosen(StrEnum):
    """When the comparison area was chosen: before anyone saw the outcome, after, or nobody says."""

    BEFORE = "before"
    AFTER = "after"
    UNSTATED = "unstated"


NOT_STATED = Doubt(
    "It is not stated that the comparison was chosen before the outcome was seen; the design counts as SMS 2.",
    "Det er ikke oplyst, at sammenligningen blev valgt, før udfaldet var set; designet tæller som SMS 2.",
    "comparison-not-frozen",
)
COMPARED = Words(
    "It holds if the areas would otherwise have moved alike (SMS 3).",
    "Det holder, hvis områderne ellers ville have fulgtes ad (SMS 3).",
)
CAPPED = Words(
    "The cause is not established (SMS 2).",
    "Årsagen er ikke fastslået (SMS 2).",
)


def maryland(
    *, before_and_after: bool, comparison: bool = False, several_units: bool = False, randomised: bool = False
) -> int:
    """1 correlation; 2 before and after; 3 with a comparison; 4 several units with controls; 5 randomised."""
    if randomised and several_units:
        return 5
    if not before_and_after:
        return 1
    if not comparison:
        return 2
    return 4 if several_units else 3


def of_comparison(chosen: Chosen) -> tuple[int, Words, tuple[Doubt, ...]]:
    """The level of a before–after design with comparison, its closing words and its doubts.

    Refuses a comparison that was chosen after the data were seen: among many areas one always flatters. Methods of
    ours claim level 3 at most, for none of them balances several treated units by controls.
    """
    if Chosen(chosen) is Chosen.AFTER:
        raise NoEstimate(
            "The comparison was chosen after the data had been seen; among many areas one always flatters the result. "
            "Compare before and after alone, or freeze a comparison and wait for new data.",
            "Sammenligningen blev valgt, efter at data var set; blandt mange områder er der altid ét, der pynter. "
            "Sammenlign før og efter alene, eller fastlæg en sammenligning og vent på nye data.",
        )
    if Chosen(chosen) is Chosen.UNSTATED:
        return 2, CAPPED, (NOT_STATED,)
    return 3, COMPARED, ()
