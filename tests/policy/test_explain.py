"""What a person reads: what, why, which paragraph, what is missing, what one can do instead, and no hint of more."""

from datetime import date, timedelta

import pytest

from karlemose.policy.engine import decide
from karlemose.policy.explain import explain, reasons
from karlemose.policy.rule import Language, Signature, Verdict
from karlemose.policy.rulebook import in_force
from tests.policy.laws import facts

LAW = in_force()
ALL_ON = LAW.signed(Signature(rule=one.id, version=LAW.version, by="lawyer", on=date.min) for one in LAW.rules)


def said(asked, language=Language.ENGLISH, rulebook=ALL_ON):
    return explain(decide(asked, rulebook), facts=asked, rulebook=rulebook, language=language)


def asked_of(code, **changes):
    rule = LAW.rule(code)
    first = {"sender": rule.senders, "receiver": rule.receivers, "information": rule.information}
    return facts(**{name: codes[0] for name, codes in first.items()}, purpose=rule.purposes[0], **changes)


def test_the_refusal_of_the_design_in_danish():
    answer = said(asked_of("D13"), Language.DANISH)
    assert str(answer) == (
        "Det må ikke gives videre. Politiet må ikke fortælle boligorganisationen, at en beboer er mistænkt, sigtet, "
        "omtalt i efterretninger eller registreret. Regel D13, straffelovens § 152; almenboliglovens § 63 d omfatter "
        "kun afgørelser. Du kan i stedet: bede om en strafferetlig afgørelse efter almenboliglovens § 63 d · lægge et "
        "opmærksomhedspunkt uden person · ved akut fare: ring 112."
    )
    assert answer.missing == ()
    assert len(answer.instead) == 3


def test_what_is_missing_is_named_and_can_be_completed():
    rule = LAW.rule("D05")
    answer = said(asked_of("D05", conditions=frozenset(rule.conditions[1:])))
    assert answer.what == "It may not be passed on yet."
    assert answer.missing == ("a concrete incident is named",)
    assert answer.closing.startswith("Missing: a concrete incident is named. Instead you can: complete what is missing")


def test_the_exception_of_a_denial_is_said_as_the_only_one():
    answer = said(asked_of("D07"))
    assert answer.what == "It may not be passed on."
    assert answer.closing.startswith("Only this changes it: express consent of everyone shown. Instead you can: ask")
    assert not any("complete" in way for way in answer.instead)


def test_a_denial_that_is_lifted_says_that_it_may():
    answer = said(asked_of("D07", conditions=frozenset({"consent_of_everyone_shown"})))
    assert (answer.what, answer.closing, answer.instead) == ("It may be passed on.", "", ())


def test_what_may_be_passed_on_says_so_without_more():
    answer = said(asked_of("D05", conditions=frozenset(LAW.rule("D05").conditions)))
    assert (answer.what, answer.closing) == ("It may be passed on.", "")
    assert str(answer).endswith("(f), 10.")


def test_a_duty_says_that_nobody_can_stop_it():
    answer = said(asked_of("D12"))
    assert answer.what == "It shall be passed on, and nobody can stop it, delay it or demand to approve it."
    assert (answer.closing, answer.missing, answer.instead) == ("", (), ())


def test_where_no_rule_fits_it_says_what_was_asked():
    answer = said(facts(purpose="hiring"))
    assert answer.why == (
        "No rule in force lets the housing organisation give the police this (a recording that shows persons) for the "
        "purpose “hiring”."
    )
    assert answer.paragraph == ""
    assert str(answer).startswith("It may not be passed on. No rule in force")
    assert "”. Instead you can: " in str(answer)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.ENGLISH, "Rule D47 is off until the partnership's lawyer has signed it."),
        (Language.DANISH, "Regel D47 er slået fra, til partnerskabets jurist har skrevet under."),
    ],
)
def test_a_rule_that_is_off_says_who_can_switch_it_on(language, sentence):
    assert said(asked_of("D47"), language, LAW).why.endswith(sentence)


def test_a_rule_of_another_day_says_from_when():
    before = LAW.rule("D12").valid_from - timedelta(days=1)
    answer = said(asked_of("D12", at=before))
    assert answer.why.endswith("Rule D12 is not in force on that day (2022-07-01–).")


@pytest.mark.parametrize("language", Language)
def test_every_rule_says_why_and_which_paragraph(language):
    for rule in LAW.rules:
        answer = said(asked_of(rule.id, conditions=frozenset(rule.conditions)), language)
        assert rule.words.said(language) == answer.why
        assert rule.id in answer.paragraph
        assert rule.basis.said(language).rstrip(".") in answer.paragraph
        assert ".." not in str(answer)
        assert "  " not in str(answer)
        assert str(answer) == str(answer).strip()
        assert bool(answer.instead) == (rule.verdict == Verdict.DENY)


def test_a_refusal_reads_the_same_whatever_lies_behind_it():
    """The words are made of facts and law alone: there is nothing else to hint at."""
    first, again = (reasons(decide(asked_of("D13"), LAW), facts=asked_of("D13"), rulebook=LAW) for _ in range(2))
    assert first == again
    assert set(first) == {"da", "en"}
