"""Three real files, taken in as the documentation says: what is accepted, what is kept of plates, and again 0 added."""

import csv
import gzip
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from karlemose.foundation.clock import Week
from karlemose.observations import actions, counts
from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import BATCH, File, judged
from karlemose.observations.models import Observation, Particulars
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import as_file, real_data

YEAR = "events/boston_311_2015_all_types.csv.gz"
CARS = "events/boston_abandoned_vehicle_reports.csv.gz"
CRIMES = "events/police_uk_west_yorkshire_jul2016_2018.csv.gz"
REPORTS = ("occurred_at=opened", "kind=type", "text=title", "latitude=lat", "longitude=lon", "reference=case_id")
VEHICLES = (
    "occurred_at=reported",
    "text=comments",
    "latitude=lat",
    "longitude=lon",
    "reference=id",
    "plate=plate",
)
POLICE = ("occurred_at=month", "kind=crime_type", "reference=crime_id")
STATED = ("kind=car", "plate_country=US")
PART = 3_000  # rows: the whole files take most of a minute


def part_of(name: str, folder: Path, *, number: int = PART) -> Path:
    """Rows spread over the whole file."""
    with gzip.open(real_data(name), "rt", encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    path = folder / "part.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows[:: len(rows) // number][:number]])
    return path


@pytest.fixture
def take(cast, squares, now, tmp_path):
    held_by_id = cast.home.organisations[OrganisationKind.HOUSING].id

    def taken(path: Path, pairs, *stated: str, dry_run: bool = False):
        file = as_file(path, *pairs, stated=mapping.stated(stated), rejected=tmp_path / "refused.csv")
        work = actions.rehearse if dry_run else actions.take_in
        return work(by=cast.home.command, at=now, neighbourhood_id=squares.id, file=file, held_by_id=held_by_id)

    return taken


def rows_of(model, partnership) -> list:
    with acting_for(partnership.id, channels=("EVIDENCE",), read_only=True):
        return list(model.objects.unscoped("what the file brought").order_by("id"))


def numbers_of(name: str, pairs, *stated: str, at, zone: str = "Europe/London") -> dict[str, int]:
    """What judging the whole file counts, without a database."""
    file = File(source=reading.inspect(real_data(name)), mapping=mapping.parse(pairs), rejected=None)
    file = replace(file, stated=mapping.stated(stated))
    with judged(file, zone=ZoneInfo(zone), at=at) as (batches, numbers):
        for _ in batches:
            pass
    return {name: number for name, number in numbers.flat().items() if number}


def test_whole_year_of_reports_is_accepted_every_row_of_it(now):
    assert numbers_of(YEAR, REPORTS, at=now, zone="America/New_York") == {
        "read": 121_145,
        "accepted": 121_145,
        "masked_plate": 6,
        "doubled": 1,
        "other_kinds": 121_145,
    }


def test_year_of_reports_comes_in_batch_by_batch_and_again_adds_none(take, tmp_path):
    path = part_of(YEAR, tmp_path, number=BATCH + 2_000)
    first, again = take(path, REPORTS), take(path, REPORTS)
    assert (first.read, first.added, first.without_place, first.number_rejected) == (12_000, 12_000, 0, 0)
    assert (again.added, again.already_there) == (0, 12_000)
    assert not (tmp_path / "refused.csv").exists()


def test_whole_file_of_vehicles_without_saying_what_happened_at_them_keeps_no_plate(now):
    assert numbers_of(CARS, VEHICLES, *STATED, at=now) == {
        "read": 29_556,
        "accepted": 29_556,
        "masked_phone": 35,
        "masked_plate": 232,
        "plates_dropped": 14_391,
        "plates_unclear": 1_809,
    }


def test_whole_file_of_months_is_accepted_every_row_of_it(now):
    assert numbers_of(CRIMES, POLICE, at=now) == {
        "read": 87_348,
        "accepted": 87_348,
        "month_only": 87_348,
        "other_kinds": 87_348,
    }


def test_vehicles_with_what_happened_at_them_bring_their_plates_to_whoever_holds_them(cast, take, tmp_path):
    path = part_of(CARS, tmp_path)
    rehearsed = take(path, VEHICLES, *STATED, "act=damaged", dry_run=True)
    numbers = take(path, VEHICLES, *STATED, "act=damaged")
    assert rehearsed == numbers
    assert (numbers.read, numbers.accepted, numbers.added, numbers.number_rejected) == (PART, PART, PART, 0)
    assert (numbers.plates, numbers.particulars, numbers.plates_dropped) == (1_524, 1_524, 0)
    kept = rows_of(Particulars, cast.home.partnership)
    assert len(kept) == 1_524
    assert {(one.act_at_vehicle, one.plate_country) for one in kept} == {("damaged", "US")}
    assert {one.held_by_id for one in kept} == {cast.home.organisations[OrganisationKind.HOUSING].id}
    words = " ".join(one.text for one in rows_of(Observation, cast.home.partnership)).upper().split()
    assert not {one.plate for one in kept if len(one.plate) > 4} & set(words)
    again = take(path, VEHICLES, *STATED, "act=damaged")
    assert (again.added, again.already_there) == (0, PART)
    assert len(rows_of(Particulars, cast.home.partnership)) == 1_524


def test_vehicles_without_saying_what_happened_at_them_add_nothing_again(cast, take, tmp_path):
    path = part_of(CARS, tmp_path, number=500)
    first, again = take(path, VEHICLES, *STATED), take(path, VEHICLES, *STATED)
    assert (first.added, first.plates, again.added, again.already_there) == (500, 0, 0, 500)
    assert rows_of(Particulars, cast.home.partnership) == []


def test_months_without_ids_and_positions_are_all_taken_in_and_again_none(cast, take, squares, now, tmp_path):
    path = part_of(CRIMES, tmp_path)
    pairs = (*POLICE, "latitude=latitude", "longitude=longitude", "place=location")
    rehearsed, numbers = take(path, pairs, dry_run=True), take(path, pairs)
    assert rehearsed == numbers
    assert (numbers.read, numbers.added, numbers.month_only, numbers.without_place) == (PART, PART, PART, 119)
    assert (take(path, pairs).added, numbers.number_rejected) == (0, 0)
    kept = rows_of(Observation, cast.home.partnership)
    assert {(one.occurred_at.month, one.occurred_at.day, one.precision) for one in kept} == {(7, 1, "month")}
    assert sum(one.reference.startswith("row:") for one in kept) == 652
    officer, board = cast.home.viewer("officer", at=now), cast.home.viewer("board_member", at=now)
    with acting_for(cast.home.partnership.id, read_only=True):
        weeks = counts.by_week(officer, squares, first=Week(2016, 1), last=Week(2019, 1))
        months = counts.months(board, squares, at=now)
    assert weeks == []
    assert sum(month.number or 0 for month in months) == PART
