"""`karlemose decide` and `karlemose rules`, as somebody at the terminal types them. No database is opened."""

import json

import pytest
from click.testing import CliRunner

from karlemose.config.cli import karlemose
from karlemose.policy.rulebook import in_force

FACTS = {"from": "housing", "to": "police", "information": "named_suspicion", "purpose": "investigation"}


def ask(facts, *words):
    text = facts if isinstance(facts, str) else json.dumps(facts)
    return CliRunner().invoke(karlemose, list(words) or ["decide"], input=text)


def answered(facts):
    result = ask(facts)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_refusal_is_an_answer():
    answer = answered(FACTS)
    assert list(answer) == ["outcome", "rule", "reason", "missing", "trace", "rulebook"]
    assert (answer["outcome"], answer["rule"]) == ("DENY", "D04")
    assert answer["missing"] == list(in_force().rule("D04").conditions)
    assert answer["trace"] == [{"rule": "D04", "verdict": "COND", "result": "decides"}]
    assert answer["rulebook"] == f"dk {in_force().version}"
    assert set(answer["reason"]) == {"da", "en"}


def test_what_is_stated_counts():
    assert answered(FACTS | {"conditions": list(in_force().rule("D04").conditions)})["outcome"] == "ALLOW"


def test_the_channel_counts():
    facts = FACTS | {"conditions": list(in_force().rule("D04").conditions), "channel": "PREVENTION"}
    assert answered(facts)["rule"] == "D17"


@pytest.mark.parametrize("at", ["2018-05-24", "2018-05-24T23:59:59+02:00"])
def test_the_day_counts(at):
    assert answered(FACTS | {"at": at})["rule"] == "none"


def test_a_rule_is_on_when_the_facts_say_that_it_is_signed():
    facts = {"from": "police", "to": "housing", "information": "attention_point", "purpose": "local_safety_picture"}
    facts["conditions"] = list(in_force().rule("D47").conditions)
    assert answered(facts)["outcome"] == "DENY"
    assert answered(facts | {"signed": ["D47"]})["outcome"] == "ALLOW"
    assert answered(facts | {"signed": ["D46"]})["outcome"] == "DENY"


def test_the_same_facts_give_the_same_bytes():
    first = ask('{"from": "housing", "to": "police", "information": "bundle", "purpose": "report", "signed": []}')
    again = ask('{"purpose": "report", "information": "bundle", "to": "police", "from": "housing"}')
    assert first.stdout_bytes == again.stdout_bytes


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (FACTS | {"from": "polis"}, "from: unknown code 'polis'; known: any, association, authority,"),
        (FACTS | {"to": None}, "to: unknown code None; known: any,"),
        (
            FACTS | {"information": ["bundle"]},
            "information: unknown code ['bundle']; known: aggregate_statistics, answer",
        ),
        (FACTS | {"purpose": "fun"}, "purpose: unknown code 'fun'; known: access,"),
        (
            FACTS | {"channel": "GOSSIP"},
            "channel: unknown code 'GOSSIP'; known: EVIDENCE, PICTURE, PREVENTION, SUPPORT",
        ),
        (FACTS | {"conditions": ["luck"]}, "conditions: unknown code 'luck'; known: author_leader_or_approver,"),
        (FACTS | {"conditions": "necessary"}, "conditions: a list of codes; known: author_leader_or_approver,"),
        (FACTS | {"signed": ["D99"]}, "signed: unknown code 'D99'; known: D01, D02,"),
        (FACTS | {"at": "yesterday"}, "at: 'yesterday' is not a day, as 2026-11-17"),
        (FACTS | {"condition": []}, "unknown key condition; known: from, to, information, purpose, at, channel,"),
        ({"from": "housing"}, "the facts lack to, information, purpose"),
        ([FACTS], "the facts are one JSON object with from, to, information, purpose"),
        ("{", "the facts are not JSON"),
        ("", "the facts are not JSON"),
    ],
)
def test_what_cannot_be_read_says_what_is_known(facts, sentence):
    result = ask(facts)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_the_table_has_every_rule():
    result = ask("", "rules")
    assert result.exit_code == 0
    assert [rule.id for rule in in_force().rules if f"\n{rule.id} " not in result.output] == []
    assert result.output.count("[off until signed]") == 6
    assert "control_unit benefit_payer ↔ tax_authority" in result.output
    assert "housing → police" in result.output
    assert "unless consent_of_everyone_shown" in result.output
    assert "when concrete_incident, facts_apart_from_assessment" in result.output


def test_the_list_for_programs_has_every_field():
    listed = json.loads(ask("", "rules", "--json").stdout)
    by_id = {rule["id"]: rule for rule in listed}
    assert list(by_id) == [f"D{number:02}" for number in range(1, 54)]
    needed = {"id", "verdict", "from", "to", "information", "purpose", "conditions", "enabled"}
    assert [rule["id"] for rule in listed if not needed <= set(rule)] == []
    assert by_id["D40"]["from"] == by_id["D40"]["to"] == by_id["D40"]["purpose"] == ["any"]
    assert by_id["D07"]["conditions"] == by_id["D07"]["unless"] == ["consent_of_everyone_shown"]
    assert {code: tuple(rule["conditions"]) for code, rule in by_id.items() if code != "D07"} == {
        rule.id: rule.conditions for rule in in_force().rules if rule.id != "D07"
    }
    off = [code for code, rule in by_id.items() if not rule["enabled"]]
    assert off == ["D46", "D47", "D48", "D50", "D51", "D52"]


def test_signing_is_a_verb_of_the_rules():
    result = ask("", "rules", "--help")
    assert (result.exit_code, "sign" in result.output) == (0, True)
    assert ask("", "rules", "burn").exit_code == 2
