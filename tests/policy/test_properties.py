"""What holds for every rulebook and every question, not only for the cases somebody thought of."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from karlemose.policy.decision import NO_RULE, Outcome, Result
from karlemose.policy.engine import decide
from karlemose.policy.explain import reasons
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Signature, Verdict
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel
from tests.policy.laws import TODAY, law, rule

LAW = in_force()
PARTIES = ["police", "housing", "municipality", "resident", "cooperation_115", "ssp", "partner", "controller", "any"]
INFORMATION = ["cctv_recording", "cctv_recording_of_persons", "named_information", "suspicion", "any"]
PURPOSES = ["investigation", "prevention", "access", "any"]
CONDITIONS = ["necessary", "dpo_told", "evidence_channel", "outside_cooperation"]
DAYS = [date(2020, 1, 1), date(2022, 1, 1), date(2024, 1, 1), TODAY]

codes = {"senders": PARTIES, "receivers": PARTIES, "information": INFORMATION, "purposes": PURPOSES}
channels = some.none() | some.sampled_from(Channel)
stated = some.frozensets(some.sampled_from(CONDITIONS))
questions = some.builds(
    Facts,
    sender=some.sampled_from(PARTIES),
    receiver=some.sampled_from(PARTIES),
    information=some.sampled_from(INFORMATION),
    purpose=some.sampled_from(PURPOSES),
    at=some.sampled_from(DAYS),
    channel=channels,
    conditions=stated,
)
real_questions = some.builds(
    Facts,
    sender=some.sampled_from(sorted(LAW.vocabulary.parties)),
    receiver=some.sampled_from(sorted(LAW.vocabulary.parties)),
    information=some.sampled_from(sorted(LAW.vocabulary.information)),
    purpose=some.sampled_from(sorted(LAW.vocabulary.purposes)),
    at=some.dates(min_value=date(1999, 1, 1), max_value=date(2040, 1, 1)),
    channel=channels,
    conditions=some.frozensets(some.sampled_from(sorted(LAW.vocabulary.conditions))),
)


@some.composite
def rules(draw, code=None):
    verdict = draw(some.sampled_from(Verdict))
    asked = tuple(draw(some.lists(some.sampled_from(CONDITIONS), min_size=1, max_size=2, unique=True)))
    changes = {name: (draw(some.sampled_from(pool)),) for name, pool in codes.items()}
    return rule(
        code or draw(some.uuids()).hex,
        verdict,
        **changes,
        conditions=asked if verdict == Verdict.COND else (),
        unless=asked if verdict == Verdict.DENY and draw(some.booleans()) else (),
        needs_signature=verdict != Verdict.DUTY and draw(some.booleans()),
        both_ways=draw(some.booleans()),
        valid_from=draw(some.sampled_from(DAYS[:2])),
        valid_to=draw(some.none() | some.just(DAYS[2])),
    )


@some.composite
def rulebooks(draw):
    made = law(*draw(some.lists(rules(), max_size=4, unique_by=lambda one: one.id)))
    signed = draw(some.sets(some.sampled_from(made.rules))) if made.rules else set()
    return made.signed(
        Signature(rule=one.id, version=made.version, by="lawyer", on=draw(some.sampled_from(DAYS))) for one in signed
    )


@given(questions, rulebooks())
def test_nothing_is_given_without_a_rule_that_stands_and_lets_it(facts, rulebook):
    decision = decide(facts, rulebook)
    if decision.rule == NO_RULE:
        assert decision.outcome == Outcome.DENY
        assert all(trial.result in {Result.NOT_IN_FORCE, Result.NOT_SIGNED} for trial in decision.trace)
        return
    found = rulebook.rule(decision.rule)
    assert found.is_in_force(facts.at)
    assert rulebook.is_on(found, facts.at)
    expected = {
        Verdict.DUTY: Outcome.DUTY,
        Verdict.ALLOW: Outcome.ALLOW,
        Verdict.COND: Outcome.DENY if decision.missing else Outcome.ALLOW,
        Verdict.DENY: Outcome.DENY if decision.missing or not found.unless else Outcome.ALLOW,
    }
    assert decision.outcome == expected[found.verdict]


@given(questions, rulebooks(), some.randoms())
def test_the_order_of_the_file_does_not_matter(facts, rulebook, random):
    shuffled = random.sample(rulebook.rules, len(rulebook.rules))
    assert decide(facts, replace(rulebook, rules=tuple(shuffled))) == decide(facts, rulebook)


@given(questions, rulebooks())
def test_exactly_one_rule_decides_or_none(facts, rulebook):
    decision = decide(facts, rulebook)
    deciding = [trial.rule for trial in decision.trace if trial.result == Result.DECIDES]
    assert deciding == ([] if decision.rule == NO_RULE else [decision.rule])


@given(questions, rulebooks(), stated)
def test_to_state_more_never_closes_what_was_open(facts, rulebook, more):
    before = decide(facts, rulebook)
    after = decide(replace(facts, conditions=facts.conditions | more), rulebook)
    assert before.is_refused or not after.is_refused


@given(questions, rulebooks())
def test_a_denial_as_specific_as_can_be_leaves_only_duties(facts, rulebook):
    nearest = rule(
        "!",
        Verdict.DENY,
        senders=("cooperation_115", facts.sender) if facts.sender != "cooperation_115" else ("cooperation_115",),
        receivers=(facts.receiver,),
        information=(facts.information,),
        purposes=(facts.purpose,),
    )
    with_it = replace(rulebook, rules=(*rulebook.rules, nearest))
    assert decide(facts, with_it).outcome != Outcome.ALLOW


@given(questions, rulebooks(), rules(code="!"))
def test_a_rule_that_was_not_tried_changes_nothing(facts, rulebook, other):
    after = decide(facts, replace(rulebook, rules=(*rulebook.rules, other)))
    if "!" not in {trial.rule for trial in after.trace}:
        assert after == decide(facts, rulebook)


@given(questions, rulebooks())
def test_what_is_missing_is_asked_and_not_stated(facts, rulebook):
    decision = decide(facts, rulebook)
    if decision.missing:
        found = rulebook.rule(decision.rule)
        assert set(decision.missing) <= set(found.conditions or found.unless)
        assert decision.is_refused


@settings(max_examples=300)
@given(real_questions)
def test_every_question_to_the_danish_law_is_answered_in_words(facts):
    decision = decide(facts, LAW)
    said = reasons(decision, facts=facts, rulebook=LAW)
    assert all(text and "{" not in text for text in said.values())


@settings(max_examples=300)
@given(real_questions)
def test_nothing_from_prevention_reaches_an_investigation(facts):
    asked = replace(facts, channel=Channel.PREVENTION, purpose="investigation")
    for receiver in ("police", "prosecution", "evidence_bundle"):
        assert decide(replace(asked, receiver=receiver), LAW).is_refused
