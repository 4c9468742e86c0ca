"""Who finds what of a hand-over: the sender all of it, the receiver what was released, the others nothing at all."""

import pytest

from karlemose.disclosure import actions, queries
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.enums import Sort
from karlemose.disclosure.judging import explained
from karlemose.disclosure.models import HandOverItem
from karlemose.disclosure.parcel_models import Parcel
from karlemose.foundation.refusals import NotAllowed
from karlemose.observations.enums import ActAtVehicle
from karlemose.policy.rule import Language
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.cast import PEOPLE
from tests.made_once import made_once

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

SENDERS, READERS = {"manager", "office"}, {"investigator"}
COVER_ALONE = {"officer", "chief"}
MODELS = (HandOverItem, Parcel, Step)
OTHERS = sorted(set(PEOPLE) - SENDERS - READERS - COVER_ALONE - {"ssp_consultant", "mentor"})


@pytest.fixture
def sent(office, seen, own_vault):
    def make():
        row = office.assemble()
        told = {"hand_over": row.public_id, "item_id": office.line(row, Sort.DESCRIPTION).item.id}
        actions.leave_out(by=office.manager, at=office.now, because="For vagt", **told)
        office.approve(row)
        return office.release(row)

    return made_once("a deal, handed over but for its description", make, files=own_vault)


def test_a_draft_is_the_senders_alone(office, seen):
    row = office.assemble()
    for who in ("officer", "investigator", *OTHERS):
        viewer = office.viewer(who)
        assert office.read(queries.one, viewer, row.public_id) is None, who
        assert office.read(lambda by: queries.draft(by, row.public_id, at=office.now), viewer) is None, who
        assert office.read(lambda by: list(queries.listed(by, office.estate)), viewer) == [], who


def test_before_the_release_the_receiver_finds_no_row(office, seen):
    office.approve(office.assemble())
    mette = office.viewer("investigator")
    rows = {model: office.read(lambda by, of=model: list(of.objects.visible_to(by)), mette) for model in MODELS}
    assert rows == {model: [] for model in MODELS}


def test_the_investigator_reads_what_was_released_and_not_what_stayed(office, sent):
    mette = office.viewer("investigator")
    shown = office.read(queries.released, mette, sent.public_id)
    assert [item.sort for item in shown.items] == [Sort.PLATE]
    assert shown.items[0].content["plate"] == "AB12345"
    assert shown.steps == []
    assert office.read(queries.kept_back, mette, sent.public_id) == []
    assert [parcel.hand_over.public_id for parcel in office.read(queries.received, mette, office.estate)] == [
        sent.public_id
    ]
    rows = office.read(lambda by: list(HandOverItem.objects.visible_to(by)), mette)
    assert [row.sort for row in rows] == [Sort.PLATE]


def test_the_sender_sees_what_stayed_and_why(office, sent):
    (kept,) = office.read(queries.kept_back, office.manager, sent.public_id)
    assert (kept.sort, kept.left_out_because, kept.content) == (Sort.DESCRIPTION, "For vagt", None)


def test_everybody_else_reads_nothing_of_it(office, sent):
    for who in sorted(COVER_ALONE | set(OTHERS)):
        viewer = office.viewer(who)
        assert office.read(queries.released, viewer, sent.public_id) is None, who
        assert office.read(queries.received, viewer, office.estate) == [], who
        with acting_for(sent.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
            assert list(HandOverItem.objects.visible_to(viewer)) == [], who
            assert list(Parcel.objects.visible_to(viewer)) == [], who


def test_and_most_do_not_learn_that_there_was_one(office, sent):
    for who in OTHERS:
        viewer = office.viewer(who)
        assert office.read(queries.one, viewer, sent.public_id) is None, who
        assert office.read(lambda by: queries.waiting(by, office.estate), viewer) == [], who


def test_what_waits_for_a_receipt_is_a_number(office, sent):
    for who in sorted(COVER_ALONE | SENDERS | READERS):
        (waiting,) = office.read(lambda by: queries.waiting(by, office.estate), office.viewer(who))
        assert (waiting.public_id, waiting.number_released) == (sent.public_id, 1), who


def test_the_neighbours_find_nothing(office, sent, now):
    for who in ("manager", "investigator"):
        viewer = office.cast.elsewhere.viewer(who, at=now)
        assert office.read(queries.one, viewer, sent.public_id) is None
        assert office.read(queries.released, viewer, sent.public_id) is None


def test_what_is_new_since_stands_beside_the_draft(office, seen):
    row = office.assemble()
    office.note(description="Endnu en mand")
    assert [one.sort for one in office.draft(row).new] == [Sort.DESCRIPTION]


def test_the_preview_says_what_the_paper_will_say(office, seen):
    row = office.assemble()
    told = queries.preview(office.draft(row))
    assert [(item.number, item.sort, item.rule) for item in told] == [(1, "description", "D04"), (2, "plate", "D05")]
    assert {item.employee for item in told} == {1}


def test_each_item_says_its_rule_and_its_way_out(office):
    office.note(text="Alle ved det", names="Jonas Testmand", kind="other")
    draft = office.draft(office.assemble())
    said = explained(draft.lines[0].judged, parties=draft.parties, language=Language.DANISH)
    assert "D04" in said.paragraph
    assert "en konkret hændelse er angivet" in said.missing
    assert said.instead


def near(office, viewer, plate):
    found = office.read(lambda by: queries.near_misses(by, plate), viewer)
    return [item.plate for item in found]


class TestPlates:
    @pytest.fixture
    def three(self, office, seen, own_vault):
        def make():
            for plate in ("AB 12 346", "XY 98 765"):
                office.note(text="Handel", plate=plate, act_at_vehicle=ActAtVehicle.HANDED_OVER)
            return office.handed_over()

        return made_once("three plates, handed over", make, files=own_vault)

    def test_the_police_find_near_misses_among_what_they_got(self, office, three):
        asked = {
            "AB 12 345": ["AB12345", "AB12346"],
            "ab1234?": ["AB12345", "AB12346"],
            "XY98756": ["XY98765"],
            "QQ 11 111": [],
            **{no_plate: [] for no_plate in ("", "?", "???????", "DROP TABLE")},
        }
        mette = office.viewer("investigator")
        assert {plate: near(office, mette, plate) for plate in asked} == asked

    def test_nobody_else_looks_a_plate_up(self, office, three):
        for who in ("manager", "office", "officer", "caretaker", "chief", "data_protection"):
            with pytest.raises(NotAllowed):
                near(office, office.viewer(who), "AB 12 345")

    def test_not_among_what_was_never_handed_over(self, office, three):
        office.note(text="Handel", plate="AB 12 344", act_at_vehicle=ActAtVehicle.HANDED_OVER)
        assert near(office, office.viewer("investigator"), "AB 12 344") == ["AB12345", "AB12346"]
