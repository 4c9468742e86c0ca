"""How the engine chooses between rules."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from karlemose.policy.decision import Outcome, Result, Trial
from karlemose.policy.engine import decide
from karlemose.policy.rule import Signature, Verdict
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel
from tests.policy.laws import TODAY, facts, law, rule

LAW = in_force()
ALL_ON = LAW.signed(Signature(rule=one.id, version=LAW.version, by="lawyer", on=date.min) for one in LAW.rules)
STATED = frozenset(LAW.vocabulary.conditions)


def own_facts(one, **changes):
    """The facts that a rule is about, in all its codes."""
    for sender, receiver, information, purpose in product(one.senders, one.receivers, one.information, one.purposes):
        yield facts(sender=sender, receiver=receiver, information=information, purpose=purpose, **changes)


def test_where_no_rule_fits_it_is_refused():
    decision = decide(facts(), law())
    assert (decision.outcome, decision.rule, decision.missing, decision.trace) == (Outcome.DENY, "none", (), ())
    assert decision.is_refused


@pytest.mark.parametrize(("first", "second"), list(combinations(Verdict, 2)))
def test_on_a_tie_duty_denial_condition_permission(first, second):
    asked = {"conditions": ("necessary",)}
    one = rule("B", first, **(asked if first == Verdict.COND else {}))
    other = rule("A", second, **(asked if second == Verdict.COND else {}))
    decision = decide(facts(conditions=frozenset({"necessary"})), law(other, one))
    assert decision.rule == "B"
    assert [trial.result for trial in decision.trace] == [Result.DECIDES, Result.OUTRANKED]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"senders": ("housing",)}, {"information": ("cctv_recording_of_persons",), "purposes": ("investigation",)}),
        ({"receivers": ("partner",)}, {"information": ("cctv_recording_of_persons",)}),
        ({"senders": ("housing",)}, {"senders": ("controller",)}),
        ({"information": ("cctv_recording",)}, {"purposes": ("investigation",)}),
        ({"information": ("cctv_recording_of_persons",)}, {"information": ("cctv_recording",)}),
        ({"purposes": ("investigation",)}, {}),
    ],
)
def test_the_most_specific_by_party_then_information_then_purpose(more, less):
    specific, general = rule("B", Verdict.ALLOW, **more), rule("A", Verdict.DUTY, **less)
    assert decide(facts(), law(general, specific)).rule == "B"


def test_both_parties_count_together():
    one = rule("B", Verdict.ALLOW, senders=("housing",), receivers=("partner",))
    other = rule("A", Verdict.DUTY, senders=("controller",), receivers=("partner",))
    assert decide(facts(), law(other, one)).rule == "B"


def test_the_closest_of_several_codes_counts():
    one = rule("B", Verdict.ALLOW, senders=("controller", "housing"))
    other = rule("A", Verdict.DENY, senders=("controller", "partner"))
    assert decide(facts(), law(other, one)).rule == "B"


def test_between_equal_conditions_the_one_that_lacks_least_decides():
    one = rule("B", Verdict.COND, conditions=("necessary",))
    other = rule("A", Verdict.COND, conditions=("necessary", "dpo_told"))
    decision = decide(facts(conditions=frozenset({"necessary"})), law(other, one))
    assert (decision.rule, decision.outcome) == ("B", Outcome.ALLOW)
    assert decide(facts(), law(other, one)).missing == ("necessary",)


def test_between_two_that_are_alike_in_all_the_lower_number_decides():
    assert decide(facts(), law(rule("B", Verdict.ALLOW), rule("A", Verdict.ALLOW))).rule == "A"


@pytest.mark.parametrize("stated", [set(), {"necessary"}, {"dpo_told"}])
def test_a_condition_that_is_not_stated_refuses_and_is_named(stated):
    one = rule("A", Verdict.COND, conditions=("necessary", "dpo_told"))
    decision = decide(facts(conditions=frozenset(stated)), law(one))
    assert decision.outcome == Outcome.DENY
    assert decision.rule == "A"
    assert decision.missing == tuple(code for code in ("necessary", "dpo_told") if code not in stated)


def test_a_condition_about_channels_must_agree_with_the_channel():
    one = rule("A", Verdict.COND, conditions=("evidence_channel",))
    stated = frozenset({"evidence_channel"})
    assert decide(facts(conditions=stated), law(one)).outcome == Outcome.ALLOW
    assert decide(facts(conditions=stated, channel=Channel.EVIDENCE), law(one)).outcome == Outcome.ALLOW
    assert decide(facts(conditions=stated, channel=Channel.PICTURE), law(one)).missing == ("evidence_channel",)
    assert decide(facts(channel=Channel.EVIDENCE), law(one)).missing == ("evidence_channel",)


def test_an_exception_that_is_stated_lifts_its_own_denial_alone():
    lifted = rule("A", Verdict.DENY, unless=("consent_of_everyone_shown",))
    stated = facts(conditions=frozenset({"consent_of_everyone_shown"}))
    assert decide(stated, law(lifted)).outcome == Outcome.ALLOW
    assert decide(facts(), law(lifted)).missing == ("consent_of_everyone_shown",)
    assert decide(facts(), law(lifted)).outcome == Outcome.DENY
    other = rule("B", Verdict.DENY)
    assert decide(stated, law(lifted, other)).rule == "B"
    assert decide(stated, law(lifted, other)).outcome == Outcome.DENY


@pytest.mark.parametrize("verdict", [Verdict.COND, Verdict.ALLOW])
def test_a_denial_with_an_exception_that_is_not_stated_goes_first_all_the_same(verdict):
    denial = rule("B", Verdict.DENY, unless=("consent_of_everyone_shown",))
    other = rule("A", verdict, conditions=("necessary",) if verdict == Verdict.COND else ())
    decision = decide(facts(conditions=frozenset({"necessary"})), law(other, denial))
    assert (decision.rule, decision.outcome) == ("B", Outcome.DENY)


@pytest.mark.parametrize(
    "value", [facts(), law().vocabulary.parties["police"], LAW.rules[0], LAW, decide(facts(), LAW)]
)
def test_facts_rules_and_decisions_are_values_that_nobody_changes(value):
    name = next(iter(vars(value)))
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)


def test_where_it_lies_is_more_specific_than_who_holds_it():
    held = rule("A", Verdict.DUTY, senders=("housing",))
    lies = rule("B", Verdict.ALLOW, senders=("cooperation_115",))
    assert decide(facts(channel=Channel.PREVENTION), law(held, lies)).rule == "B"
    assert decide(facts(channel=Channel.SUPPORT), law(held, lies)).rule == "A"
    assert decide(facts(), law(held, lies)).rule == "A"


def test_a_rule_for_both_ways_reads_backwards_too():
    there = rule("A", Verdict.ALLOW, senders=("police",), receivers=("housing",))
    back = rule("A", Verdict.ALLOW, senders=("police",), receivers=("housing",), both_ways=True)
    assert decide(facts(), law(there)).rule == "none"
    assert decide(facts(), law(back)).rule == "A"
    assert decide(facts(sender="police", receiver="housing"), law(back)).rule == "A"


@pytest.mark.parametrize(("day", "decides"), [(-1, False), (0, True), (5, True), (10, True), (11, False)])
def test_a_rule_holds_from_its_first_day_to_its_last(day, decides):
    first = date(2024, 1, 1)
    one = rule("A", Verdict.ALLOW, valid_from=first, valid_to=first + timedelta(days=10))
    decision = decide(facts(at=first + timedelta(days=day)), law(one))
    assert decision.rule == ("A" if decides else "none")
    assert decision.trace == (Trial("A", Verdict.ALLOW, Result.DECIDES if decides else Result.NOT_IN_FORCE),)


def test_a_rule_that_waits_for_a_signature_is_off():
    waiting = law(rule("A", Verdict.ALLOW, needs_signature=True))
    assert decide(facts(), waiting).trace == (Trial("A", Verdict.ALLOW, Result.NOT_SIGNED),)
    signature = Signature(rule="A", version=waiting.version, by="lawyer", on=TODAY)
    assert decide(facts(), waiting.signed([signature])).outcome == Outcome.ALLOW
    assert decide(facts(at=TODAY - timedelta(days=1)), waiting.signed([signature])).rule == "none"


@pytest.mark.parametrize("change", [{"rule": "B"}, {"version": "an older text"}])
def test_a_signature_counts_for_its_rule_and_its_text_alone(change):
    waiting = law(rule("A", Verdict.ALLOW, needs_signature=True))
    given = {"rule": "A", "version": waiting.version, "by": "lawyer", "on": TODAY} | change
    assert decide(facts(), waiting.signed([Signature(**given)])).rule == "none"


def test_each_rule_decides_what_it_is_about():
    """But for D32, where D29 says the same to an employer about affiliation with a group."""
    deciding = {
        one.id: {decide(asked, ALL_ON).rule for asked in own_facts(one, conditions=frozenset(one.conditions))}
        for one in LAW.rules
    }
    assert deciding == {one.id: {one.id} for one in LAW.rules} | {"D32": {"D29", "D32"}}


def test_nothing_blocks_a_duty():
    duties = [one for one in LAW.rules if one.verdict == Verdict.DUTY]
    for one, channel, stated in product(duties, [None, *Channel], [frozenset(), STATED]):
        for asked in own_facts(one, channel=channel, conditions=stated):
            assert decide(asked, LAW).outcome == Outcome.DUTY, asked


@pytest.mark.parametrize("one", [one for one in LAW.rules if one.verdict == Verdict.DENY], ids=lambda one: one.id)
def test_nothing_lifts_a_denial_but_its_own_exception(one):
    for channel in [None, *Channel]:
        for asked in own_facts(one, channel=channel, conditions=STATED - set(one.unless)):
            assert decide(asked, ALL_ON).outcome == Outcome.DENY


@pytest.mark.parametrize("one", [one for one in LAW.rules if one.verdict == Verdict.DENY], ids=lambda one: one.id)
def test_imminent_danger_stands_beside_every_denial(one):
    """D45 lets the minimum out and leaves the denial as it is, whoever holds the information and wherever it lies."""
    for sender, channel in product(one.senders, [None, *Channel]):
        asked = facts(sender=sender, information="facts_to_avert_danger", purpose="emergency", channel=channel)
        assert decide(asked, LAW).rule == "D45"
    stated = frozenset(LAW.rule("D45").conditions)
    for asked in own_facts(one, conditions=stated):
        assert decide(asked, LAW).outcome == Outcome.DENY


def test_access_to_ones_own_data_stands_against_every_denial():
    """Whoever controls data gives it to the person it is about, all rules on, wherever it lies."""
    controllers = [code for code, party in LAW.vocabulary.parties.items() if "controller" in party.closeness]
    for sender, channel in product(controllers, [None, *Channel]):
        asked = facts(sender=sender, receiver="data_subject", information="own_data", purpose="access", channel=channel)
        assert decide(asked, ALL_ON).outcome == Outcome.DUTY, asked
