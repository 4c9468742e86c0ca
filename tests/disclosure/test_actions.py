"""Putting a hand-over together, and the second person's part."""

from dataclasses import replace

import pytest

from karlemose.disclosure import actions, queries, states
from karlemose.disclosure.actions import AlreadyOpen, ChangedMeanwhile, NothingToHandOver, NotReady, NotToBeStated
from karlemose.disclosure.enums import Sort, Standing, State
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.observations.enums import Kind
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.disclosure.conftest import DESCRIPTION

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def standings(draft):
    return {line.item.sort: line.standing for line in draft.lines}


def test_a_plate_and_a_description_are_two_items_of_two_rules(office, seen):
    draft = office.draft(office.assemble())
    assert standings(draft) == {Sort.PLATE: Standing.READY, Sort.DESCRIPTION: Standing.READY}
    assert {line.item.sort: line.item.rule for line in draft.lines} == {Sort.PLATE: "D05", Sort.DESCRIPTION: "D04"}


def test_a_description_waits_for_the_second_person(office, seen):
    judged = office.line(office.assemble(), Sort.DESCRIPTION).judged
    assert judged.decision.is_refused
    assert judged.decision.missing == ("named_approver",)
    assert judged.standing is Standing.READY


def test_an_observation_without_particulars_is_not_offered(office):
    office.note(kind=Kind.GRAFFITI, text="Nyt tag")
    with pytest.raises(NothingToHandOver):
        office.assemble()


def test_another_week_has_nothing_of_it(office, seen):
    with pytest.raises(NothingToHandOver):
        office.assemble(week=office.week.previous())


def test_what_was_noted_later_of_an_earlier_day_comes_in_the_week_of_its_noting(office):
    late = office.note(on=office.on(day=-20), description="Skrevet ned senere")
    running = office.week.following()
    row = office.assemble(week=running)
    assert late.public_id in {line.item.observation for line in office.draft(row).lines}


def test_only_one_is_open_at_a_time(office, seen):
    row = office.assemble()
    with pytest.raises(AlreadyOpen) as caught:
        office.assemble(by=office.office)
    assert caught.value.hand_over == row.public_id


def test_others_put_nothing_together(office, seen):
    for who in ("caretaker", "officer", "investigator", "project_head", "kindergarten_leader"):
        with pytest.raises(NotAllowed):
            office.assemble(by=office.viewer(who))


def test_without_the_lawyers_signature_nobody_does(office, seen):
    with pytest.raises(NotAllowed, match="D50"):
        office.assemble(by=replace(office.manager, signatures=frozenset()))


def test_to_anybody_but_the_police_the_law_lets_nothing_go(office, seen):
    row = office.assemble(receiver=office.cast.home.organisations[OrganisationKind.MUNICIPALITY].id)
    draft = office.draft(row)
    assert {line.standing for line in draft.lines} == {Standing.UNLAWFUL}
    with pytest.raises(NotReady):
        actions.approve(by=office.office, at=office.now, hand_over=row.public_id, seen=draft.digest)


def test_what_is_no_incident_lacks_one(office):
    office.note(kind=Kind.OTHER, text="Naboen sælger, det ved alle", names="Jonas Testmand")
    row = office.assemble()
    line = office.line(row, Sort.DESCRIPTION)
    assert line.standing is Standing.LACKS
    assert line.missing == ("concrete_incident",)
    with pytest.raises(NotReady) as caught:
        office.approve(row)
    assert [one.item.id for one in caught.value.lines] == [line.item.id]


def test_an_assessment_alone_is_no_fact(office):
    office.note(kind=Kind.THREAT, assessment="Det var nok dem fra i går")
    assert office.line(office.assemble(), Sort.DESCRIPTION).missing == ("facts_apart_from_assessment",)


def test_what_is_left_out_is_in_nobodys_way_and_can_be_taken_in_again(office, seen):
    office.note(kind=Kind.OTHER, names="Jonas Testmand")
    row = office.assemble()
    (lacking,) = office.draft(row).in_the_way
    actions.leave_out(
        by=office.manager, at=office.now, hand_over=row.public_id, item_id=lacking.item.id, because="Kun et rygte"
    )
    assert office.draft(row).in_the_way == []
    actions.take_in(by=office.manager, at=office.now, hand_over=row.public_id, item_id=lacking.item.id)
    assert len(office.draft(row).in_the_way) == 1


def test_leaving_out_needs_a_reason_of_some_length(office, seen):
    row = office.assemble()
    told = {"by": office.manager, "hand_over": row.public_id, "item_id": office.line(row, Sort.PLATE).item.id}
    for because in ("", "   ", "x" * 501):
        with pytest.raises(NotToBeStated):
            actions.leave_out(**told, at=office.now, because=because)


def test_what_holds_by_the_data_or_by_a_step_is_neither_stated_nor_taken_back(office, seen):
    row = office.assemble()
    told = {"by": office.manager, "hand_over": row.public_id, "item_id": office.line(row, Sort.PLATE).item.id}
    for condition in ("named_approver", "concrete_incident", "hash_and_signed_handover", "nothing of ours"):
        for say in (actions.state_condition, actions.take_back_condition):
            with pytest.raises(NotToBeStated):
                say(**told, at=office.now, condition=condition)


def test_a_colleague_changes_nothing_in_it(office, seen):
    row = office.assemble()
    with pytest.raises(NotAllowed, match="colleague"):
        actions.refresh(by=office.office, at=office.now, hand_over=row.public_id)


def test_refreshing_takes_in_what_came_since(office, seen):
    row = office.assemble()
    office.note(description="Endnu en")
    assert len(office.draft(row).new) == 1
    actions.refresh(by=office.manager, at=office.now, hand_over=row.public_id)
    draft = office.draft(row)
    assert (len(draft.new), len(draft.lines)) == (0, 3)


def test_an_item_of_another_hand_over_is_not_touched(office, seen):
    row = office.assemble()
    with pytest.raises(LookupError):
        actions.take_in(by=office.manager, at=office.now, hand_over=row.public_id, item_id=10**9)


def test_the_maker_cannot_approve(office, seen):
    row = office.assemble()
    with pytest.raises(NotAllowed, match="colleague"):
        office.approve(row, by=office.manager)


def test_nor_can_somebody_without_that_permission(office, seen):
    row = office.assemble()
    for who in ("caretaker", "officer", "chief", "investigator"):
        with pytest.raises(NotAllowed):
            office.approve(row, by=office.viewer(who))


def test_what_was_approved_is_what_was_seen(office, seen):
    row = office.assemble()
    shown = office.draft(row).digest
    item = office.line(row, Sort.PLATE).item
    actions.leave_out(by=office.manager, at=office.now, hand_over=row.public_id, item_id=item.id, because="Uklart")
    with pytest.raises(ChangedMeanwhile):
        actions.approve(by=office.office, at=office.now, hand_over=row.public_id, seen=shown)


def test_after_the_approval_nothing_is_changed_until_it_is_sent_back(office, seen):
    row = office.assemble()
    item = office.line(row, Sort.PLATE).item
    assert office.approve(row).state == State.APPROVED
    with pytest.raises(states.WrongState):
        actions.leave_out(by=office.manager, at=office.now, hand_over=row.public_id, item_id=item.id, because="Nej")
    actions.send_back(by=office.office, at=office.now, hand_over=row.public_id, words="Pladen er utydelig")
    actions.leave_out(by=office.manager, at=office.now, hand_over=row.public_id, item_id=item.id, because="Utydelig")
    with pytest.raises(states.WrongState):
        office.release(row)


def test_a_dropped_week_can_be_begun_anew(office, seen):
    row = office.assemble()
    actions.refuse(by=office.office, at=office.now, hand_over=row.public_id, words="Ikke denne uge")
    again = office.assemble(by=office.office)
    assert (again.number, again.made_by_id) == (2, office.office.user_id)
    with pytest.raises(states.WrongState):
        actions.approve(by=office.office, at=office.now, hand_over=row.public_id, seen="")


def test_every_step_leaves_its_line_and_none_of_what_it_says(office, seen):
    row = office.assemble()
    office.approve(row)
    office.release(row)
    with acting_for(row.partnership_id, read_only=True):
        bodies = list(
            Entry.objects.unscoped("what was done")
            .filter(event__startswith="disclosure.")
            .values_list("body", flat=True)
        )
    assert len(bodies) == 3
    for body in bodies:
        assert DESCRIPTION not in body
        assert "AB12345" not in body


def test_the_steps_are_told_to_the_sender(office, seen):
    row = office.handed_over()
    kinds = [step.kind for step in office.read(queries.steps, office.manager, row.public_id)]
    assert kinds == ["made", "approved", "released"]
    assert office.read(queries.steps, office.viewer("investigator"), row.public_id) == []
