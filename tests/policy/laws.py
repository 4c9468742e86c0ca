"""Small rulebooks for tests, made of values: the law of the land is too big to reason about in a test of the engine."""

from dataclasses import replace
from datetime import date

from karlemose.policy.facts import Facts
from karlemose.policy.rule import Rule, Text, Verdict
from karlemose.policy.rulebook import Rulebook, in_force

TODAY = date(2026, 11, 17)
WORDS = Text("ord", "words")


def rule(code: str, verdict: Verdict, **changes: object) -> Rule:
    """A rule of everybody to everybody about everything, but for what the test changes."""
    plain = Rule(
        id=code,
        words=WORDS,
        senders=("any",),
        receivers=("any",),
        information=("any",),
        purposes=("any",),
        verdict=verdict,
        basis=WORDS,
        consent="no",
        retention=WORDS,
        log=("nothing",),
        valid_from=date(2000, 1, 1),
        sources=("a test",),
        confidence=("D",),
        instead=("ask_adviser",),
    )
    return replace(plain, **changes)


def law(*rules: Rule) -> Rulebook:
    """These rules alone, in the codes of the Danish rulebook; the version says what they are."""
    return replace(in_force(), rules=rules, version=f"test {rules!r}")


def facts(**changes: object) -> Facts:
    """The housing organisation gives the police a recording of persons to investigate."""
    plain = Facts(
        sender="housing",
        receiver="police",
        information="cctv_recording_of_persons",
        purpose="investigation",
        at=TODAY,
    )
    return replace(plain, **changes)
