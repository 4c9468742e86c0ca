"""A file of what one may see: its rows, its limit, and the line it leaves."""

import csv
import io
import json
from datetime import timedelta

import pytest

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.observations import actions, exporting
from karlemose.observations.enums import HowKnown, Kind, NumberOfPeople, Precision
from karlemose.observations.exporting import Reason, Wanted
from karlemose.observations.queries import Filters
from karlemose.observations.refusals import Refused
from karlemose.tenancy.acting import acting_for


@pytest.fixture
def manager(cast, estate, now):
    return cast.home.viewer("manager", at=now)


@pytest.fixture
def noted(caretaker, estate, now):
    def note(*, kind: Kind = Kind.NOISE, hours: float = 1, **more):
        what = actions.Note(neighbourhood_id=estate.id, kind=kind, occurred_at=now - timedelta(hours=hours), **more)
        return actions.note(by=caretaker, at=now, what=what)

    return note


@pytest.fixture
def exported(manager, estate, now):
    def export(by=manager, **filters):
        wanted = Wanted(Filters(**filters), "", Reason.MEETING)
        return exporting.export(by=by, at=now, neighbourhood=estate, wanted=wanted)

    return export


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def line(estate) -> dict:
    with acting_for(estate.partnership_id, read_only=True):
        entries = Entry.objects.unscoped("for the test").order_by("id")
        bodies = [json.loads(entry.body) for entry in entries]
    return [body for body in bodies if body["event"] == Event.OBSERVATIONS_EXPORTED][-1]


def test_a_row_says_what_the_page_says(noted, exported, place_ids):
    made = noted(
        place_id=place_ids["torvet"],
        number_of_people=NumberOfPeople.FEW,
        how_known=HowKnown.TOLD,
        text='Knallerter kørte om kap;\n"højt".',
    )
    found = rows(exported().content)
    assert found[1][:3] == [made.public_id, "Noise", "torvet"]
    assert found[1][3:8] == ["2026-11-17", "09:00", "2–4", 'Knallerter kørte om kap;\n"højt".', "was told"]
    assert len(found) == 3


def test_file_opens_in_danish_spreadsheets(noted, exported):
    noted()
    content = exported().content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    assert b";" in content.splitlines()[0]


def test_the_last_line_says_who_took_it_out_and_who_may_read_it(exported, manager):
    (foot,) = rows(exported().content)[-1]
    assert "read by all partners" in foot
    assert manager.name in foot


@pytest.mark.parametrize(
    ("precision", "day", "time"),
    [(Precision.HOUR, "2026-11-17", "09:00"), (Precision.DAY, "2026-11-17", ""), (Precision.MONTH, "2026-11", "")],
)
def test_time_is_no_closer_than_it_is_known(noted, exported, precision, day, time):
    noted(precision=precision)
    assert rows(exported().content)[1][3:5] == [day, time]


def test_filters_narrow_the_file(noted, exported):
    noted()
    noted(kind=Kind.FIRE, hours=2)
    assert [row[1] for row in rows(exported(kind=Kind.FIRE).content)[1:-1]] == ["Fire"]


def test_the_ledger_counts_it_and_knows_why_and_which_file(noted, exported, estate):
    noted()
    made = exported(kind=Kind.NOISE)
    detail = line(estate)["detail"]
    assert detail == {"number": 1, "digest": made.digest, "reason": "meeting", "kind": "noise"}


def test_more_than_the_limit_is_refused_and_leaves_no_line(noted, exported, estate, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    noted()
    assert exported().number == 1
    noted(hours=2)
    with pytest.raises(Refused):
        exported()
    assert line(estate)["detail"]["number"] == 1


def test_whoever_may_not_export_gets_no_file(cast, exported, now):
    for who in ("caretaker", "kindergarten_leader", "investigator", "board_member", "chief"):
        with pytest.raises(NotAllowed):
            exported(by=cast.home.viewer(who, at=now))


def test_file_of_another_partnerships_estate_is_empty(cast, noted, exported, now):
    noted(text="sentinel")
    content = exported(by=cast.elsewhere.viewer("manager", at=now)).content
    assert b"sentinel" not in content
