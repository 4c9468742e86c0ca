"""The second part of a report: who may write it, what it must hold, who reads it again, and how long it stays."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from karlemose.foundation.refusals import NotAllowed
from karlemose.observations import actions, queries
from karlemose.observations.actions import Note
from karlemose.observations.enums import ActAtVehicle, Kind, Notice, Sort
from karlemose.observations.limits import LONGEST_PARTICULAR
from karlemose.observations.models import Observation, Particulars
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.queries import Filters
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import real_data, together
from tests.observations.test_noting import ledger

PLATE = NotedParticulars(plate="qx 12 345", act_at_vehicle=ActAtVehicle.HANDED_OVER)
FIELDS = ("description", "assessment", "names", "dwelling")


@pytest.fixture
def keeper(signed, caretaker):
    return caretaker


@pytest.fixture
def what(estate, now) -> Note:
    return Note(neighbourhood_id=estate.id, kind=Kind.CAR, occurred_at=now - timedelta(hours=1), text="En bil holdt.")


def read(viewer, observation) -> Particulars | None:
    with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
        return queries.particulars_of(viewer, observation)


def kept(estate) -> list[Particulars]:
    with acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        return list(Particulars.objects.unscoped("what the test made").order_by("id"))


def noted(by, at, what, **given) -> actions.Noted:
    return actions.note(by=by, at=at, what=replace(what, particulars=NotedParticulars(**given)))


def test_both_parts_are_kept_apart(keeper, estate, what, now):
    came = actions.note(by=keeper, at=now, what=replace(what, particulars=replace(PLATE, description="Rød kasket")))
    (row,) = kept(estate)
    assert (row.plate, row.plate_as_written, row.plate_country) == ("QX12345", "qx 12 345", "DK")
    assert (row.description, row.assessment, row.act_at_vehicle) == ("Rød kasket", "", "handed_over")
    assert (row.held_by_id, row.noted_by_id) == (keeper.organisation_id, keeper.user_id)
    assert (came.observation.text, came.observation.is_incident, came.notices) == ("En bil holdt.", True, ())


def test_the_ledger_counts_parts_and_tells_none(keeper, estate, what, now):
    noted(keeper, now, what, plate="QX 12 345", act_at_vehicle=ActAtVehicle.LOADED, names="Jonas")
    (line,) = ledger(estate)
    assert line["detail"] == {"kind": "car", "neighbourhood": "moseby", "particulars": 1, "plates": 1}
    assert "QX12345" not in json.dumps(line)
    assert "Jonas" not in json.dumps(line)


def test_a_plate_that_was_only_parked_is_dropped_and_the_report_kept(keeper, estate, what, now):
    came = noted(keeper, now, what, plate="QX 12 345", act_at_vehicle=ActAtVehicle.ONLY_PARKED)
    assert came.notices == (Notice.PLATE_DROPPED,)
    assert (kept(estate), came.observation.is_incident) == ([], False)
    assert "particulars" not in ledger(estate)[0]["detail"]


def test_what_else_was_written_beside_a_dropped_plate_is_kept(keeper, estate, what, now):
    noted(keeper, now, what, plate="nonsense!", act_at_vehicle=ActAtVehicle.ONLY_PARKED, description="En mørk varebil")
    (row,) = kept(estate)
    assert (row.plate, row.plate_as_written, row.act_at_vehicle, row.description) == ("", "", "", "En mørk varebil")


def test_particulars_that_do_not_do_say_where(keeper, estate, what, now):
    for given, field in (
        ({"plate": "QX 12 345"}, "act_at_vehicle"),
        ({"plate": "nonsense!", "act_at_vehicle": ActAtVehicle.LOADED}, "plate"),
        ({"plate": "????", "act_at_vehicle": ActAtVehicle.LOADED}, "plate"),
        ({"description": "x" * 4001}, "description"),
        ({"names": "x" * 1001}, "names"),
        ({"dwelling": "nul \0"}, "dwelling"),
        ({"assessment": "half a letter \ud83d"}, "assessment"),
    ):
        with pytest.raises(Refused) as refused:
            noted(keeper, now, what, **given)
        assert refused.value.field == field
    assert (kept(estate), ledger(estate)) == ([], [])


def test_a_cpr_number_is_kept_nowhere(keeper, estate, what, now):
    for field in (*FIELDS, "plate"):
        with pytest.raises(PointsToPerson) as refused:
            noted(keeper, now, what, **{field: "000000-0000", "act_at_vehicle": ActAtVehicle.LOADED})
        (finding,) = refused.value.findings
        assert (refused.value.field, finding.sort) == (field, Sort.CPR)
        assert [move.value for move in refused.value.moves(finding)] == ["delete"]
    assert kept(estate) == []


def test_real_cpr_numbers_are_kept_nowhere(keeper, estate, what, now):
    cases = json.loads(real_data("danish/cpr_cvr_cases.json").read_text(encoding="utf-8"))
    for text, numbers in cases["free_text_cases"]:
        for change in ({"text": text}, {"particulars": NotedParticulars(description=text)}):
            if numbers:
                with pytest.raises(PointsToPerson):
                    actions.note(by=keeper, at=now, what=replace(what, **change))
    assert kept(estate) == []


def test_names_plates_and_numbers_may_stand_where_only_the_office_reads(keeper, estate, what, now):
    words = "Jonas Hansen, 2. tv, QX 12 345, 56 63 12 34"
    for field in FIELDS:
        noted(keeper, now, what, **{field: words})
    assert [getattr(row, field) for row, field in zip(kept(estate), FIELDS, strict=True)] == [words] * 4


def test_hostile_words_come_back_as_they_are_from_every_field(keeper, estate, what, now):
    texts = json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
    fits = together([text for text in texts if len(text) < LONGEST_PARTICULAR], longest=LONGEST_PARTICULAR)
    assert sum(text.count("\n") for text in fits) > 500
    for text in fits:
        noted(keeper, now, what, **dict.fromkeys(FIELDS, text))
    assert [[getattr(row, field) for field in FIELDS] for row in kept(estate)] == [[text] * 4 for text in fits]


def test_hostile_words_as_a_plate_are_kept_or_refused_and_nothing_breaks(keeper, estate, what, now):
    refused = 0
    texts = json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
    for text in texts:
        try:
            noted(keeper, now, what, plate=text, act_at_vehicle=ActAtVehicle.LOADED)
        except Refused as refusal:
            refused += refusal.field == "plate"
    assert refused > 400
    assert all(row.plate_as_written in {text.strip() for text in texts} for row in kept(estate))


def test_an_act_alone_is_no_particulars(keeper, estate, what, now):
    came = noted(keeper, now, what, act_at_vehicle=ActAtVehicle.LOADED)
    assert (kept(estate), came.observation.is_incident) == ([], False)


@pytest.mark.parametrize(
    ("kind", "given", "is_incident", "days"),
    [
        (Kind.CAR, {"plate": "QX12345", "act_at_vehicle": ActAtVehicle.OTHER}, False, 30),
        (Kind.CAR, {"plate": "QX12345", "act_at_vehicle": ActAtVehicle.LOADED}, True, 365),
        (Kind.CAR, {"plate": "QX12345", "act_at_vehicle": ActAtVehicle.OTHER, "description": "Kørte op"}, True, 365),
        (Kind.DRUG_DEALING, {"plate": "QX12345", "act_at_vehicle": ActAtVehicle.OTHER}, True, 365),
        (Kind.OTHER, {"names": "Jonas"}, False, 365),
    ],
)
def test_a_plate_without_an_incident_goes_after_thirty_days(keeper, estate, what, now, kind, given, is_incident, days):
    came = noted(keeper, now, replace(what, kind=kind), **given)
    (row,) = kept(estate)
    assert (came.observation.is_incident, row.erase_on) == (is_incident, (now + timedelta(days=days)).date())


def test_the_day_of_entry_counts_and_not_the_day_it_happened(keeper, estate, what, now):
    noted(keeper, now, replace(what, occurred_at=now - timedelta(days=300)), names="Jonas")
    assert kept(estate)[0].erase_on == (now + timedelta(days=365)).date()


def test_who_does_not_read_their_own_particulars_writes_none(cast, signed, estate, what, now):
    names = ("kindergarten_leader", "officer", "project_head", "board_member")
    viewers = [cast.home.viewer(name, at=now) for name in names]
    for viewer in viewers:
        with pytest.raises(NotAllowed, match="tell the police yourself"):
            noted(viewer, now, what, description="En høj mand")
    assert (kept(estate), ledger(estate)) == ([], [])
    for viewer in viewers:
        assert actions.note(by=viewer, at=now, what=what).observation.text == "En bil holdt."


def test_without_the_lawyers_signature_nobody_writes_any(cast, caretaker, estate, what, now):
    for viewer in (caretaker, cast.home.viewer("manager", at=now)):
        with pytest.raises(NotAllowed):
            noted(viewer, now, what, description="En høj mand")
    assert kept(estate) == []


READS = {
    "caretaker": False,  # those that the manager noted
    "manager": True,
    "office": True,
    "chief": False,
    "officer": False,
    "investigator": False,
    "project_head": False,
    "kindergarten_leader": False,
    "board_member": False,
    "ssp_consultant": False,
    "mentor": False,
    "operations": False,
}


def test_who_reads_the_offices_particulars(cast, signed, what, now):
    came = noted(cast.home.viewer("manager", at=now), now, what, description="En høj mand")
    found = {name: read(cast.home.viewer(name, at=now), came.observation) is not None for name in READS}
    assert found == READS


def test_a_caretaker_reads_their_own(keeper, what, now):
    came = noted(keeper, now, what, description="En høj mand")
    assert read(keeper, came.observation).description == "En høj mand"


def test_another_partnership_reads_none(cast, keeper, what, now):
    came = noted(keeper, now, what, description="En høj mand")
    viewer = cast.elsewhere.viewer("manager", at=now)
    with acting_for(viewer.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        assert queries.particulars_of(viewer, came.observation) is None
        assert list(Particulars.objects.unscoped("theirs").order_by("id")) == []


def test_a_transaction_that_did_not_open_the_channel_sees_none(keeper, what, now):
    came = noted(keeper, now, what, description="En høj mand")
    with acting_for(keeper.partnership_id, read_only=True):
        assert queries.particulars_of(keeper, came.observation) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM observations_particulars")
        assert cursor.fetchone() == (0,)


def test_no_word_of_particulars_is_searched_or_listed(cast, keeper, estate, what, now):
    noted(keeper, now, what, description="grønkålsfarvet", names="Jonas", dwelling="2. tv")
    with acting_for(keeper.partnership_id, channels=keeper.opens(), read_only=True):
        for words in ("grønkålsfarvet", "Jonas", "tv"):
            assert queries.search(keeper, estate, words=words, filters=Filters()).rows == []


def test_database_itself_refuses_a_plate_without_an_act(keeper, estate, what, now):
    actions.note(by=keeper, at=now, what=replace(what, particulars=PLATE))
    for act in ("", "only_parked"):
        with (
            pytest.raises(IntegrityError),
            acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,)),
            transaction.atomic(),
        ):
            Particulars.objects.unscoped("tried past the actions").update(act_at_vehicle=act)


def test_a_refused_second_part_keeps_the_first_out_too(keeper, estate, what, now):
    with pytest.raises(Refused):
        noted(keeper, now, what, plate="QX 12 345")
    with acting_for(estate.partnership_id, read_only=True):
        assert not Observation.objects.unscoped("what the test made").exists()
