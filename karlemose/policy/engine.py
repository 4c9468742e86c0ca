"""The one place that decides. Pure: the same facts and the same rulebook give the same decision."""

from collections.abc import Iterator
from dataclasses import dataclass

from karlemose.policy.decision import NO_RULE, Decision, Outcome, Result, Trial
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Rule, Verdict
from karlemose.policy.rulebook import Rulebook
from karlemose.policy.vocabulary import closest

_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
_OUTCOME = {
    Verdict.DUTY: Outcome.DUTY,
    Verdict.DENY: Outcome.DENY,
    Verdict.COND: Outcome.ALLOW,
    Verdict.ALLOW: Outcome.ALLOW,
}


@dataclass(frozen=True)
class _Fit:
    """A rule that speaks of these facts: how closely, and what it lacks."""

    rule: Rule
    party: int
    information: int
    purpose: int
    missing: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """A DENY whose own exception is stated no longer denies; whatever else denies, still does."""
        if self.rule.unless and not self.missing:
            return Verdict.ALLOW
        return self.rule.verdict

    @property
    def place(self) -> tuple[int, int, int, int, int, str]:
        """First is the most specific by party, information, purpose; on a tie duty, denial, condition, permission."""
        order = _ORDER[self.verdict]
        return -self.party, -self.information, -self.purpose, order, len(self.missing), self.rule.id


def decide(facts: Facts, rulebook: Rulebook) -> Decision:
    """May this be given? Where no rule in force fits, it may not."""
    fits = sorted(_fits(facts, rulebook), key=lambda fit: fit.place)
    idle = {fit.rule.id: result for fit in fits if (result := _idle(fit.rule, facts, rulebook))}
    standing = [fit for fit in fits if fit.rule.id not in idle]
    first = standing[0] if standing else None
    trace = tuple(Trial(fit.rule.id, fit.rule.verdict, idle.get(fit.rule.id) or _result(fit, first)) for fit in fits)
    if first is None:
        return Decision(outcome=Outcome.DENY, rule=NO_RULE, rulebook=rulebook.version, trace=trace)
    return Decision(
        outcome=Outcome.DENY if first.missing else _OUTCOME[first.verdict],
        rule=first.rule.id,
        rulebook=rulebook.version,
        missing=first.missing,
        trace=trace,
    )


def _fits(facts: Facts, rulebook: Rulebook) -> Iterator[_Fit]:
    for rule, information, purpose in rulebook.speaking_of(facts.information, facts.purpose):
        party = _party(rule, facts, rulebook)
        if party is not None:
            yield _Fit(rule, party, information, purpose, _missing(rule, facts, rulebook))


def _missing(rule: Rule, facts: Facts, rulebook: Rulebook) -> tuple[str, ...]:
    """What the rule asks for and the facts do not state; of a DENY its own exception."""
    asked = rulebook.vocabulary.conditions
    return tuple(
        code for code in rule.conditions or rule.unless if not asked[code].holds(facts.conditions, facts.channel)
    )


def _party(rule: Rule, facts: Facts, rulebook: Rulebook) -> int | None:
    """How closely the rule names sender and receiver, together; a rule for both ways also reads backwards."""
    words = rulebook.vocabulary
    sender = words.sender_closeness(facts.sender, facts.channel)
    receiver = words.parties[facts.receiver].closeness
    ways = [(sender, receiver), (receiver, sender)] if rule.both_ways else [(sender, receiver)]
    found = [(closest(rule.senders, first), closest(rule.receivers, second)) for first, second in ways]
    return max((first + second for first, second in found if first is not None and second is not None), default=None)


def _idle(rule: Rule, facts: Facts, rulebook: Rulebook) -> Result | None:
    if not rule.is_in_force(facts.at):
        return Result.NOT_IN_FORCE
    if not rulebook.is_on(rule, facts.at):
        return Result.NOT_SIGNED
    return None


def _result(fit: _Fit, first: _Fit | None) -> Result:
    return Result.DECIDES if fit is first else Result.OUTRANKED
