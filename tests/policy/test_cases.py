"""The cases that a lawyer reads: what the law decides, rule by rule, on its edges and where two rules meet."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Signature
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel

FOLDER = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 17)
FIELDS = {"about", "sort", "says", "from", "to", "information", "purpose", "channel", "conditions", "signed", "at"}
ANSWERS = {"outcome", "decided_by", "missing", "tried"}


def cases() -> dict[str, dict[str, Any]]:
    return {
        f"{path.stem}-{number}-{case['about']}": case
        for path in sorted(FOLDER.glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
    }


CASES = cases()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_law_decides_as_the_case_says(case):
    assert set(case) <= FIELDS | ANSWERS
    law = in_force()
    rulebook = law.signed(
        Signature(rule=rule, version=law.version, by="the lawyer", on=date.min) for rule in case.get("signed", [])
    )
    facts = Facts(
        sender=case["from"],
        receiver=case["to"],
        information=case["information"],
        purpose=case["purpose"],
        at=case.get("at", TODAY),
        channel=Channel(case["channel"]) if "channel" in case else None,
        conditions=frozenset(case.get("conditions", [])),
    )
    decision = decide(facts, rulebook)
    assert (decision.outcome, decision.rule) == (case["outcome"], case["decided_by"]), case["says"]
    assert list(decision.missing) == case.get("missing", []), case["says"]
    if "tried" in case:
        assert [trial.rule for trial in decision.trace] == case["tried"]


def test_each_rule_has_a_case_of_each_sort():
    lacking = {
        rule.id: {"decides", "does not", "edge"} ^ {case["sort"] for case in CASES.values() if case["about"] == rule.id}
        for rule in in_force().rules
    }
    assert {rule: sorts for rule, sorts in lacking.items() if sorts} == {}


def test_every_case_says_something_of_its_own():
    said = Counter((case["about"], case["says"], str(case.get("at"))) for case in CASES.values())
    assert [one for one, times in said.items() if times > 1] == []
