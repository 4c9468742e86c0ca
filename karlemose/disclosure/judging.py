"""The law, item by item: what the rulebook says of it today, and what is still to be done about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from karlemose.disclosure.enums import Standing
from karlemose.disclosure.register import Offered
from karlemose.foundation.clock import day_of
from karlemose.partners.law import law_day
from karlemose.policy.decision import Decision
from karlemose.policy.engine import decide
from karlemose.policy.explain import Explanation, explain
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Language, Signature
from karlemose.policy.rulebook import Rulebook, in_force
from karlemose.policy.words import Channel

PURPOSE = "investigation"
APPROVED = frozenset({"named_approver"})  # stated by the second person
SIGNED = frozenset({"hash_and_signed_handover"})  # stated by the release itself
STEPS_AHEAD = APPROVED | SIGNED

REPORT_NUMBER = "police_request_or_report_number"
SHORTEST_CLIP = "shortest_clip"
TO_BE_STATED = frozenset({REPORT_NUMBER, SHORTEST_CLIP})  # by whoever puts the hand-over together

FRESH = "recording_within_30_days_or_preserved"
NOBODY_CAN_MEND = frozenset({FRESH, "no_travel_history", "no_continuous_reading", "evidence_channel"})
LONGEST_KEPT = timedelta(days=30)

OF_THIS_CHANNEL = frozenset({"evidence_channel"})  # every offer lies in the channel of evidence


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Who gives to whom, by which law: kinds of organisations are parties of the rulebook."""

    sender: str
    receiver: str
    at: datetime
    signatures: frozenset[Signature] = frozenset()

    @cached_property
    def law_on(self) -> date:
        return law_day(day_of(self.at))

    @cached_property
    def rulebook(self) -> Rulebook:
        return in_force().signed(self.signatures)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`decision` is today's; `standing` says what it will be when the steps ahead are done."""

    decision: Decision
    standing: Standing
    missing: tuple[str, ...]  # what somebody must still state or mend
    facts: Facts


def judge(one: Offered, *, parties: Parties, stated: frozenset[str], done: frozenset[str] = frozenset()) -> Judged:
    """`stated` is what a person said of this item, `done` which of the steps ahead have been taken."""
    facts = _facts(one, parties=parties, stated=stated | done)
    ahead = decide(_facts(one, parties=parties, stated=stated | STEPS_AHEAD), parties.rulebook)
    return Judged(
        decision=decide(facts, parties.rulebook), standing=_standing(ahead), missing=ahead.missing, facts=facts
    )


def conditions_met(judged: Judged, *, parties: Parties) -> tuple[str, ...]:
    """What the deciding rule asked for and found, as codes; where the information lies goes without saying."""
    law = parties.rulebook
    asked = law.rule(judged.decision.rule).conditions if law.has(judged.decision.rule) else ()
    return tuple(code for code in asked if code in judged.facts.conditions and code not in OF_THIS_CHANNEL)


def explained(judged: Judged, *, parties: Parties, language: Language) -> Explanation:
    """The decision in words, with the way out."""
    return explain(judged.decision, facts=judged.facts, rulebook=parties.rulebook, language=language)


def _standing(ahead: Decision) -> Standing:
    if not ahead.is_refused:
        return Standing.READY
    if ahead.missing and not NOBODY_CAN_MEND.intersection(ahead.missing):
        return Standing.LACKS
    return Standing.UNLAWFUL


def _facts(one: Offered, *, parties: Parties, stated: frozenset[str]) -> Facts:
    return Facts(
        sender=parties.sender,
        receiver=parties.receiver,
        information=one.information,
        purpose=PURPOSE,
        at=parties.law_on,
        channel=Channel.EVIDENCE,
        conditions=one.conditions | OF_THIS_CHANNEL | stated | _age(one, at=parties.at),
    )


def _age(one: Offered, *, at: datetime) -> frozenset[str]:
    if one.recorded_at is None:
        return frozenset()
    is_fresh = one.is_preserved or at - one.recorded_at <= LONGEST_KEPT
    return frozenset({FRESH}) if is_fresh else frozenset()
