"""Release, refusal, recall and receipt in any order: a state machine held against a model of a few lines."""

import random
from itertools import product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from karlemose.disclosure import actions, queries, receiving, releasing, states
from karlemose.disclosure.actions import AlreadyOpen, NothingToHandOver
from karlemose.disclosure.codes import receipt_code
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.enums import RecallReason, State
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.parcel_models import Parcel
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.disclosure.conftest import Office

DONE = {State.RELEASED, State.ACKNOWLEDGED, State.RECALLED}


def test_every_state_is_reached_and_the_ends_are_ends():
    reached = {State.DRAFT} | {state for following in states.TRANSITIONS.values() for state in following}
    assert reached == set(State) == set(states.TRANSITIONS)
    assert [state for state, following in states.TRANSITIONS.items() if not following] == [
        State.RECALLED,
        State.REFUSED,
    ]


def test_only_what_the_table_says_is_let_through():
    for state, wanted in product(State, State):
        if wanted in states.TRANSITIONS[state]:
            states.check(state=state, wanted=wanted)
        else:
            with pytest.raises(states.WrongState):
                states.check(state=state, wanted=wanted)


class HandOvers(RuleBasedStateMachine):
    """`state` is the model: what the newest hand-over ought to be."""

    office: Office  # set by the test

    @initialize()
    def begin(self) -> None:
        with acting_for(self.office.estate.partnership_id, channels=[Channel.EVIDENCE]):
            for model in (Step, Parcel, HandOverItem, HandOver):
                model.objects.unscoped("a fresh start").all().delete()
        self.row = self.office.assemble()
        self.state = State.DRAFT
        self.parcels: dict[str, bytes] = {}

    def attempt(self, wanted: State, step) -> None:
        is_allowed = wanted in states.TRANSITIONS[self.state]
        try:
            step()
        except states.WrongState:
            assert not is_allowed
        else:
            assert is_allowed
            self.state = wanted

    @rule()
    def begin_again(self) -> None:
        try:
            self.row = self.office.assemble()
        except AlreadyOpen:
            assert self.state in states.OPEN
        except NothingToHandOver:
            assert self.state in {State.RELEASED, State.ACKNOWLEDGED}
        else:
            assert self.state in {State.REFUSED, State.RECALLED}
            self.state = State.DRAFT

    @rule()
    def approve(self) -> None:
        seen = self.office.draft(self.row).digest if self.state in states.OPEN else ""
        told = {"hand_over": self.row.public_id, "seen": seen}
        self.attempt(State.APPROVED, lambda: actions.approve(by=self.office.office, at=self.office.now, **told))

    @rule()
    def send_back(self) -> None:
        told = {"hand_over": self.row.public_id, "words": "Se på det igen"}
        self.attempt(State.DRAFT, lambda: actions.send_back(by=self.office.office, at=self.office.now, **told))

    @rule()
    def refuse(self) -> None:
        told = {"hand_over": self.row.public_id, "words": "Ikke denne uge"}
        self.attempt(State.REFUSED, lambda: actions.refuse(by=self.office.office, at=self.office.now, **told))

    @rule()
    def release(self) -> None:
        self.attempt(State.RELEASED, lambda: self.office.release(self.row, rng=random.Random(1)))
        if self.state is State.RELEASED:
            fetched = self.office.fetched(self.office.manager, self.row.public_id)
            self.parcels.setdefault(self.row.public_id, fetched.content)

    @rule()
    def recall(self) -> None:
        told = {"hand_over": self.row.public_id, "because": RecallReason.WRONG_FACTS}
        self.attempt(State.RECALLED, lambda: releasing.recall(by=self.office.manager, at=self.office.now, **told))

    @rule()
    def acknowledge(self) -> None:
        told = {"hand_over": self.row.public_id}
        by = self.office.viewer("officer")
        self.attempt(State.ACKNOWLEDGED, lambda: receiving.acknowledge(by=by, at=self.office.now, **told))

    @rule()
    def acknowledge_by_telephone(self) -> None:
        told = {
            "hand_over": self.row.public_id,
            "receipt": receipt_code(random.Random(1)),
            "journal_number": "12-34",
        }
        step = receiving.acknowledge_by_telephone
        self.attempt(State.ACKNOWLEDGED, lambda: step(by=self.office.manager, at=self.office.now, **told))

    @invariant()
    def the_database_says_the_same(self) -> None:
        with acting_for(self.office.estate.partnership_id, read_only=True):
            row = HandOver.objects.unscoped("for the test").get(id=self.row.id)
        assert row.state == self.state
        assert (row.released_at is not None) is (self.state in DONE)
        assert (row.approved_by_id is not None) is (self.state in {State.APPROVED, *DONE})

    @invariant()
    def what_was_released_is_as_it_was(self) -> None:
        for public_id, content in self.parcels.items():
            assert self.office.fetched(self.office.viewer("investigator"), public_id).content == content

    @invariant()
    def the_receiver_finds_what_is_out_and_nothing_else(self) -> None:
        found = self.office.read(queries.one, self.office.viewer("investigator"), self.row.public_id)
        assert (found is not None) is (self.state in DONE)


@pytest.mark.django_db(databases=["default", "owner"])
def test_in_any_order(office, seen):
    class Here(HandOvers):
        pass

    Here.office = office
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=6,
            stateful_step_count=10,
            suppress_health_check=list(HealthCheck),
        ),
    )
