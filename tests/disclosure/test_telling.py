"""Whose turn it is, told by mail: who gets a letter, once, and that it says nothing."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from karlemose.disclosure import actions, releasing
from karlemose.disclosure.enums import RecallReason, Sort
from karlemose.notify import tasks
from karlemose.observations.enums import Kind
from karlemose.partners import memberships
from karlemose.policy.words import OrganisationKind
from tests.disclosure.conftest import DESCRIPTION, NAME
from tests.notify.postbox import open_postbox

MAIL = {"host": "localhost", "port": 25, "user": "", "password": "", "is_smtps": False, "is_local": True}


@pytest.fixture
def told(office, settings):
    """The names of those who have been written to since it was asked last."""
    settings.MAIL_SERVER = MAIL
    names = {member.id: name for name, member in office.cast.home.memberships.items()}
    seen: set[int] = set()

    def new() -> list[str]:
        rows = [one for one in ProcrastinateJob.objects.filter(task_name=tasks.TELL) if one.id not in seen]
        seen.update(one.id for one in rows)
        assert {one.args["partnership"] for one in rows} <= {office.estate.partnership_id}
        return sorted(names[one.args["membership"]] for one in rows)

    return new


def leave_out(office, row, item, because: str = "Kun et rygte") -> None:
    actions.leave_out(by=office.manager, at=office.now, hand_over=row.public_id, item_id=item.id, because=because)


def test_second_person_is_told_when_nothing_is_in_the_way_any_more_and_not_of_every_change(office, seen, told):
    office.note(kind=Kind.OTHER, names=NAME)
    row = office.assemble()
    assert told() == []
    (lacking,) = office.draft(row).in_the_way
    leave_out(office, row, lacking.item)
    assert told() == ["office"]
    leave_out(office, row, office.line(row, Sort.PLATE).item)
    assert told() == []
    actions.take_in(by=office.manager, at=office.now, hand_over=row.public_id, item_id=lacking.item.id)
    leave_out(office, row, lacking.item)
    assert told() == ["office"]


def test_each_is_told_when_it_is_their_turn_from_the_beginning_to_the_recall(office, seen, told):
    row = office.assemble(by=office.office)
    assert told() == ["manager"]
    actions.send_back(by=office.manager, at=office.now, hand_over=row.public_id, words="Pladen er utydelig")
    assert told() == ["office"]
    actions.refresh(by=office.office, at=office.now, hand_over=row.public_id)
    assert told() == ["manager"]
    office.approve(row, by=office.manager)
    assert told() == []
    office.release(row)
    assert told() == ["investigator", "officer"]
    releasing.recall(by=office.manager, at=office.now, hand_over=row.public_id, because=RecallReason.TOO_MUCH)
    assert told() == ["investigator", "officer"]


def test_who_was_turned_away_has_told_nobody(office, seen, told):
    row = office.assemble()
    told()
    with pytest.raises(actions.NotToBeStated):
        actions.send_back(by=office.office, at=office.now, hand_over=row.public_id, words=" ")
    actions.refuse(by=office.office, at=office.now, hand_over=row.public_id, words="Ikke denne uge")
    assert told() == []


def test_who_has_left_is_not_told(office, seen, told):
    contact = office.cast.home.viewer("contact")
    memberships.end(by=contact, at=office.now, membership_id=office.cast.home.memberships["office"].id)
    office.assemble()
    assert told() == []


def test_letter_of_a_recall_says_that_something_is_there_and_nothing_more(office, seen, settings):
    row = office.handed_over()
    with open_postbox(settings) as postbox:
        releasing.recall(by=office.manager, at=office.now, hand_over=row.public_id, because=RecallReason.WRONG_FACTS)
        for one in ProcrastinateJob.objects.filter(task_name=tasks.TELL).order_by("id"):
            tasks.tell(**one.args)
    assert sorted(line.split("<")[1].split("@")[0] for line in postbox.receivers) == ["investigator", "officer"]
    sender, police = (
        office.cast.home.organisations[kind] for kind in (OrganisationKind.HOUSING, OrganisationKind.POLICE)
    )
    for letter in postbox.letters:
        assert "Karlemose: der er noget til dig." in letter.replace("=\r\n", "")
        assert f"{settings.PUBLIC_URL}/\r\n" in letter
        for word in (row.public_id, row.week, sender.name, police.name, "AB12345", DESCRIPTION, "kald", "moseby/"):
            assert word not in letter


def test_where_mail_is_not_set_nobody_is_written_to(office, seen, told, settings):
    settings.MAIL_SERVER = None
    row = office.handed_over()
    releasing.recall(by=office.manager, at=office.now, hand_over=row.public_id, because=RecallReason.TOO_MUCH)
    assert told() == []
