"""A decision in words: what, why, which paragraph, what is missing, and what one can do instead.

Made of the rule and of what was asked, never of a record: a refusal reads the same whether there is anything behind it
or nothing at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from karlemose.policy.decision import NO_RULE, Decision, Outcome, Result
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Language, Rule, Text
from karlemose.policy.rulebook import Rulebook

VERDICT = {
    Outcome.ALLOW: Text("Det må gives videre.", "It may be passed on."),
    Outcome.DENY: Text("Det må ikke gives videre.", "It may not be passed on."),
    Outcome.DUTY: Text(
        "Det skal gives videre, og ingen kan standse, forsinke eller kræve at godkende det.",
        "It shall be passed on, and nobody can stop it, delay it or demand to approve it.",
    ),
}
NOT_YET = Text("Det må endnu ikke gives videre.", "It may not be passed on yet.")
NOTHING_ALLOWS = Text(
    "Ingen regel i kraft lader {sender} give {receiver} dette ({information}) med formålet »{purpose}«.",
    "No rule in force lets {sender} give {receiver} this ({information}) for the purpose “{purpose}”.",
)
IDLE = {
    Result.NOT_SIGNED: Text(
        "Regel {rule} er slået fra, til partnerskabets jurist har skrevet under.",
        "Rule {rule} is off until the partnership's lawyer has signed it.",
    ),
    Result.NOT_IN_FORCE: Text(
        "Regel {rule} gælder ikke på den dag ({days}).", "Rule {rule} is not in force on that day ({days})."
    ),
}
PARAGRAPH = Text("Regel {rule}, {basis}.", "Rule {rule}, {basis}.")
MISSING = Text("Der mangler: {missing}.", "Missing: {missing}.")
EXCEPTION = Text("Det eneste, der ændrer det: {missing}.", "Only this changes it: {missing}.")
INSTEAD = Text("Du kan i stedet: {instead}.", "Instead you can: {instead}.")
COMPLETE = "complete"  # the way out that every refusal with something missing has


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The parts of the answer in one language; `missing` and `instead` are lists so that a page can show them."""

    what: str
    why: str
    paragraph: str
    missing: tuple[str, ...]
    instead: tuple[str, ...]
    closing: str = ""

    def __str__(self) -> str:
        parts = (self.what, self.why, self.paragraph, self.closing)
        return " ".join(part for part in parts if part)


def explain(decision: Decision, *, facts: Facts, rulebook: Rulebook, language: Language) -> Explanation:
    """Say the decision to the person who asked."""
    rule = None if decision.rule == NO_RULE else rulebook.rule(decision.rule)
    words = rulebook.vocabulary
    missing = tuple(words.conditions[code].words.said(language) for code in decision.missing)
    ways = _ways(rule, rulebook) if decision.is_refused else ()
    instead = tuple(words.ways[code].said(language) for code in ways)
    return Explanation(
        what=_what(decision, rule).said(language),
        why=rule.words.said(language) if rule else _nothing_allows(decision, facts, rulebook, language),
        paragraph=_filled(PARAGRAPH, language, rule=rule.id, basis=rule.basis.said(language).rstrip("."))
        if rule
        else "",
        missing=missing,
        instead=instead,
        closing=" ".join(_closing(decision, rule, missing, instead, language)),
    )


def reasons(decision: Decision, *, facts: Facts, rulebook: Rulebook) -> Mapping[str, str]:
    """The whole answer in every language."""
    return {
        language.value: str(explain(decision, facts=facts, rulebook=rulebook, language=language))
        for language in Language
    }


def _what(decision: Decision, rule: Rule | None) -> Text:
    is_short = decision.is_refused and rule is not None and bool(rule.conditions)
    return NOT_YET if is_short else VERDICT[decision.outcome]


def _nothing_allows(decision: Decision, facts: Facts, rulebook: Rulebook, language: Language) -> str:
    words = rulebook.vocabulary
    said = [
        _filled(
            NOTHING_ALLOWS,
            language,
            sender=words.parties[facts.sender].words.said(language),
            receiver=words.parties[facts.receiver].words.said(language),
            information=words.information[facts.information].words.said(language),
            purpose=words.purposes[facts.purpose].words.said(language),
        )
    ]
    for trial in decision.trace:
        days = _days(rulebook.rule(trial.rule))
        said.append(_filled(IDLE[trial.result], language, rule=trial.rule, days=days))
    return " ".join(said)


def _days(rule: Rule) -> str:
    return f"{rule.valid_from.isoformat()}–{rule.valid_to.isoformat() if rule.valid_to else ''}"


def _ways(rule: Rule | None, rulebook: Rulebook) -> tuple[str, ...]:
    """What a refused person can do; whoever is refused by a rule with conditions lacks one of them."""
    if rule is None:
        return rulebook.none_instead
    return ((COMPLETE,) if rule.conditions else ()) + rule.instead


def _closing(
    decision: Decision, rule: Rule | None, missing: tuple[str, ...], instead: tuple[str, ...], language: Language
) -> list[str]:
    if not decision.is_refused:
        return []
    said = []
    if rule is not None and missing:
        said.append(_filled(EXCEPTION if rule.unless else MISSING, language, missing="; ".join(missing)))
    said.append(_filled(INSTEAD, language, instead=" · ".join(instead)))
    return said


def _filled(text: Text, language: Language, **values: str) -> str:
    return text.said(language).format(**values)
