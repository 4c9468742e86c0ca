"""The page of one clip: what it is, when it goes, and what the office that holds it can do with it; nobody else."""

import re
from datetime import date, timedelta

import pytest

from karlemose.foundation import clock
from karlemose.ledger.events import Event
from karlemose.observations import clips
from karlemose.observations.enums import Kind
from karlemose.observations.models import Clip
from tests.observations import holding
from tests.web.staff.test_observed import lines, signed, text_of  # noqa: F401 -- fixtures among them

ONE = "observations-clip-one"


@pytest.fixture
def filmed(cast, estate, noted, now):
    office = cast.home.viewer("office", at=now)
    row = noted(kind=Kind.DRUG_DEALING, place="torvet")
    camera = holding.camera(office, estate, at=now)
    kept = clips.add_clip(by=office, at=now, what=holding.clip_of(row, camera, at=now), content=holding.recording())
    return {"public_id": row.public_id, "clip": kept.public_id}


def found(cast, now) -> list[Clip]:
    with holding.reading(cast.home.viewer("office", at=now)):
        return list(Clip.objects.unscoped("for the test"))


def test_the_office_sees_what_it_is_and_when_it_goes(page, filmed, lines):  # noqa: F811
    said = text_of(page("office", ONE, **filmed))
    for words in (
        "KAM-08 P-plads Syd",
        "3 min 40 s bagud",
        "mandag 16. november 10.00.00–10.15.00",
        "mandag 16. november 10.03.40–10.18.40",
        "Slettes af sig selv 16. december 2026, om 29 dage",
        "uden det kan klippet ikke afleveres",
        "(regel D50)",
        "Læses af kontoret",
    ):
        assert words in said
    (line,) = lines(Event.PARTICULARS_OPENED)
    assert line["subjects"] == [f"observation:{filmed['public_id']}", f"clip:{filmed['clip']}"]
    assert filmed["clip"] in page("manager", "observations-one", public_id=filmed["public_id"]).content.decode()


def test_for_everybody_else_there_is_no_such_page(cast, page, sent, filmed, lines, now):  # noqa: F811
    for who in ("caretaker", "officer", "investigator", "project_head", "kindergarten_leader", "chief"):
        assert page(who, ONE, **filmed).status_code == 404
        for data in ({"step": "withdraw"}, {"step": "number", "report_number": "4200-1"}):
            assert sent(who, ONE, data, **filmed).status_code == 404
    assert [row.report_number for row in found(cast, now)] == [""]
    assert lines(Event.PARTICULARS_OPENED) == []


def test_nor_for_another_observation_or_another_step(page, sent, filmed, noted):
    other = {**filmed, "public_id": noted(kind=Kind.DAMAGE).public_id}
    assert page("manager", ONE, **other).status_code == 404
    for name in ("clip", "public_id"):
        for nowhere in ("0000000000", "a\0b"):
            assert page("manager", ONE, **{**filmed, name: nowhere}).status_code == 404
    assert sent("manager", ONE, {"step": "open"}, **filmed).status_code == 404
    assert sent("manager", ONE, {}, **filmed).status_code == 404


def test_the_number_comes_later_and_is_written_over_but_never_out(cast, page, sent, filmed, now):
    data = {"step": "number", "request_number": "POL-2026-118", "idempotency_key": "a" * 24}
    for _ in range(2):
        response = sent("office", ONE, data, **filmed)
        assert (response.status_code, response.headers["Location"].split("/")[-2]) == (302, filmed["clip"])
    said = text_of(page("office", ONE, **filmed))
    assert "POL-2026-118" in said
    assert "uden det kan klippet ikke afleveres" not in said
    for wrong in ({}, {"request_number": " "}, {"report_number": "?"}, {"report_number": "010203-1234"}):
        refused = sent("office", ONE, {"step": "number", **wrong}, **filmed)
        assert refused.status_code == 422
        assert re.search('id="id_re[a-z]+_number-error"', refused.content.decode())
    assert [row.request_number for row in found(cast, now)] == ["POL-2026-118"]


def test_it_is_preserved_to_a_day_and_for_a_reason(cast, page, sent, filmed, now):
    data = {"step": "preserve", "until": "2027-02-01", "because": "Sagen venter på retten"}
    for wrong in ({"because": " "}, {"until": "2026-11-17"}, {"until": "2028-01-01"}, {"until": "i morgen"}):
        refused = sent("manager", ONE, {**data, **wrong}, **filmed)
        assert refused.status_code == 422
        assert f'id="id_{next(iter(wrong))}-error"' in refused.content.decode()
    assert [row.delete_on for row in found(cast, now)] == [date(2026, 12, 16)]
    assert sent("manager", ONE, data, **filmed).status_code == 302
    said = text_of(page("manager", ONE, **filmed))
    assert "Slettes af sig selv 1. februar 2027" in said
    assert "Sagen venter på retten" in said
    assert "bevaret af en grund til 1. februar 2027" in said


def test_taken_back_it_is_gone_and_a_second_time_there_is_nothing(cast, page, sent, filmed, now):
    response = sent("manager", ONE, {"step": "withdraw"}, **filmed)
    assert response.headers["Location"].endswith(f"/observations/{filmed['public_id']}/")
    assert found(cast, now) == []
    assert page("manager", ONE, **filmed).status_code == 404
    assert sent("manager", ONE, {"step": "withdraw"}, **filmed).status_code == 404


def test_on_its_day_it_says_that_it_goes_tonight(page, filmed, now):
    clock.freeze(now + timedelta(days=29))
    assert "Slettes i nat, 16. december 2026" in text_of(page("office", ONE, **filmed))
