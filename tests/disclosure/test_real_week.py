"""One real week of vehicles, from the file to a folder that verifies; skipped where the shared folder is absent."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from karlemose.disclosure import actions
from karlemose.disclosure.enums import Sort, Standing
from karlemose.disclosure.models import HandOver
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.observations import actions as observations
from karlemose.observations.imports import mapping
from karlemose.observations.models import Particulars
from karlemose.partners.signing import sign_rule
from karlemose.policy.words import OrganisationKind
from tests.disclosure.conftest import ZONE, Office
from tests.disclosure.test_commands import run as handover
from tests.disclosure.test_parcel import sha256sum, validated
from tests.documents.reading import text_of
from tests.observations.conftest import as_file, lay_out, real_data
from tests.observations.test_real_files import CARS, STATED, VEHICLES, rows_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

WEEK = Week(2009, 8)


@pytest.fixture
def office(cast, now) -> Iterator[Office]:
    """An estate that is counted in squares, in the week of the file."""
    estate = lay_out(cast.home, at=now, slug="squares", with_plan=False)
    sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")
    clock.freeze(now)
    yield Office(cast, estate, WEEK, now)
    clock.freeze(None)


def slice_of(folder: Path) -> Path:
    """The rows of one week, and the nearest before it and after it."""
    with gzip.open(real_data(CARS), "rt", encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    column = header.index("reported")
    rows.sort(key=lambda row: datetime.fromisoformat(row[column]))
    inside = [n for n, row in enumerate(rows) if Week.of(datetime.fromisoformat(row[column]), ZONE) == WEEK]
    path = folder / "week.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows[inside[0] - 1 : inside[-1] + 2]])
    return path


def take_in(office: Office, path: Path):
    held_by_id = office.cast.home.organisations[OrganisationKind.HOUSING].id
    file = as_file(path, *VEHICLES, stated=mapping.stated([*STATED, "act=damaged"]))
    return observations.take_in(
        by=office.cast.home.command, at=office.now, neighbourhood_id=office.estate.id, file=file, held_by_id=held_by_id
    )


def released(office: Office) -> tuple[HandOver, str]:
    """But for one plate, which stays here with its reason."""
    row = office.assemble()
    first = office.draft(row).lines[0]
    told = {"hand_over": row.public_id, "item_id": first.item.id, "because": "Ejeren har selv meldt det"}
    actions.leave_out(by=office.manager, at=office.now, **told)
    office.approve(row)
    return office.release(row), first.offered.plate


def test_real_week_is_taken_in_and_what_has_no_plate_stays_out(office, tmp_path):
    numbers = take_in(office, slice_of(tmp_path))
    assert (numbers.read, numbers.accepted, numbers.added, numbers.number_rejected) == (40, 40, 40, 0)
    assert (numbers.plates, numbers.plates_unclear, numbers.plates_dropped) == (29, 3, 0)
    assert len(rows_of(Particulars, office.cast.home.partnership)) == 29
    draft = office.draft(office.assemble())
    assert {(one.item.sort, one.item.rule, one.standing) for one in draft.lines} == {
        (Sort.PLATE, "D05", Standing.READY)
    }
    assert len(draft.ready) == 27  # of 38 rows of the week 8 have an empty cell and 3 say that there is no plate
    assert {Week.of(one.offered.occurred_at, ZONE) for one in draft.lines} == {WEEK}


def test_real_week_is_handed_over_in_a_folder_that_verifies_and_a_flipped_bit_is_found(office, tmp_path):
    take_in(office, slice_of(tmp_path))
    row, kept_back = released(office)
    result = handover(tmp_path / "out", week=str(WEEK), slug="squares")
    assert result.exit_code == 0, result.output
    assert "26 items" in result.output
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name == f"aflevering-{WEEK}-{row.public_id}"
    assert sha256sum(folder).returncode == 0
    assert validated(folder).returncode == 0
    table = (folder / "data" / "liste.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table, newline=""), delimiter=";"))
    decisions = json.loads((folder / "data" / "decisions.json").read_text())
    assert {(one["rule"], one["outcome"]) for one in decisions} == {("D05", "ALLOW")}
    assert len(lines) == len(decisions) == len(list((folder / "data" / "tekster").iterdir())) == 26
    assert all("2009-02-16" <= line["hvornaar"] < "2009-02-23" for line in lines)
    paper = text_of((folder / "data" / "aflevering.pdf").read_bytes())
    assert kept_back not in paper
    assert ("indlæst fra en fil" in paper, "medarbejder" in paper) == (True, False)
    assert {line["noteret_af"] for line in lines} == {""}
    assert all(kept_back.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    flipped = folder / "data" / "tekster" / min(path.name for path in (folder / "data" / "tekster").iterdir())
    flipped.write_bytes(bytes([flipped.read_bytes()[0] ^ 1]) + flipped.read_bytes()[1:])
    assert (sha256sum(folder).returncode, validated(folder).returncode) == (1, 1)
    assert f"{flipped.relative_to(folder)}: FAILED" in sha256sum(folder).stdout
