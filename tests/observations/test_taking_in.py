"""A file comes in whole or not at all, once, and its numbers add up."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from psycopg.errors import FeatureNotSupported

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.observations import actions, arrivals
from karlemose.observations.imports.problems import Unusable
from karlemose.observations.models import Import, Observation
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.observations.conftest import SOUTH, WEST, as_file, real_data

HEADER = ["occurred_at", "kind", "text", "latitude", "longitude", "place", "number_of_people", "reference"]


def row(occurred_at="2015-06-01T12:00", kind="graffiti", text="", position=("", ""), **more) -> list[str]:
    latitude, longitude = position
    return [occurred_at, kind, text, latitude, longitude, *(more.get(name, "") for name in HEADER[5:])]


def kept(neighbourhood) -> list[Observation]:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        rows = Observation.objects.unscoped("what the test made").filter(neighbourhood=neighbourhood)
        return list(rows.order_by("occurred_at", "reference"))


def lines_of(neighbourhood) -> int:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        rows = Entry.objects.unscoped("what the test left")
        return rows.filter(body__contains="observations.import.taken_in").count()


@pytest.fixture
def take(cast, estate, now):
    def taken(path, *pairs, into=estate, **more):
        file = as_file(path, *pairs, **more)
        return actions.take_in(by=cast.home.command, at=now, neighbourhood_id=into.id, file=file)

    return taken


def test_row_of_a_file_becomes_an_observation(write, take, estate, place_ids, now):
    told = row(text="Tag ved døren 🔥", kind="Graffiti", place="K-A", number_of_people="3", reference="a1")
    take(write(HEADER, told))
    (observation,) = kept(estate)
    assert (observation.kind, observation.kind_words, observation.text) == ("graffiti", "", "Tag ved døren 🔥")
    assert observation.occurred_at == datetime(2015, 6, 1, 10, 0, tzinfo=UTC)
    assert (observation.place_id, observation.place_words) == (place_ids["K-A"], "")
    assert (observation.number_of_people, observation.reference) == ("2-4", "a1")
    assert (observation.noted_at, observation.noted_by_organisation_id, observation.noted_by_id) == (now, None, None)


def test_position_becomes_a_place_and_is_not_kept(write, take, estate, place_ids):
    inside = (str(SOUTH + 0.00005), str(WEST + 1.5 * 0.00014))
    far = (str(SOUTH + 0.01), str(WEST))
    numbers = take(write(HEADER, row(position=inside, reference="in"), row(position=far, reference="far")))
    assert {one.reference: one.place_id for one in kept(estate)} == {"in": place_ids["2"], "far": None}
    assert numbers.without_place == 1
    columns = {field.column for field in Observation._meta.local_concrete_fields}
    assert not columns & {"latitude", "longitude", "position"}


def test_place_in_words_that_is_not_of_the_plan_is_kept_in_words_without_the_door(write, take, estate):
    take(write(HEADER, row(place="Engvej 12, 3. tv.")))
    (observation,) = kept(estate)
    assert (observation.place_id, observation.place_words) == (None, "Engvej 12")


def test_neighbourhood_without_a_plan_gets_squares(write, take, squares):
    file = write(HEADER, *(row(position=(str(55.43 + n / 100), "12.3"), reference=str(n)) for n in range(3)))
    numbers = take(file, into=squares)
    assert (numbers.squares_added, numbers.without_place) == (3, 0)
    assert len({one.place_id for one in kept(squares)}) == 3


def test_same_file_again_adds_nothing_and_leaves_its_line(write, take, estate):
    path = write(HEADER, row(reference="a"), row(reference="b"), row(text="without a reference"))
    first, second = take(path), take(path)
    assert (first.added, first.already_there) == (3, 0)
    assert (second.added, second.already_there) == (0, 3)
    assert len(kept(estate)) == 3
    assert lines_of(estate) == 2


def test_repeated_reference_is_given_back_and_a_repeated_row_is_counted(write, take, estate):
    same = row(text="the same words")
    path = write(HEADER, row(reference="a", text="first"), row(reference="a", text="second"), same, same)
    numbers = take(path)
    assert (numbers.read, numbers.accepted, numbers.repeated, numbers.number_rejected) == (4, 2, 2, 0)
    assert sorted(one.text for one in kept(estate)) == ["first", "the same words"]
    with path.with_name("reports.csv.rejected.csv").open(encoding="utf-8") as refused:
        (given_back,) = csv.DictReader(refused)
    assert (given_back["rejected_because"], given_back["line"], given_back["text"]) == ("repeated", "3", "second")


def test_two_neighbourhoods_may_have_the_same_reference(write, take, estate, squares):
    path = write(HEADER, row(reference="a"))
    assert (take(path).added, take(path, into=squares).added) == (1, 1)


def test_refused_rows_go_to_a_file_only_its_owner_can_read(write, take):
    path = write(HEADER, row(), row(occurred_at="yesterday", text='æøå; "quoted"\nand more'), row(kind=" "))
    numbers = take(path)
    assert numbers.flat()["rejected_time_unreadable"] == numbers.flat()["rejected_kind_missing"] == 1
    refused = path.with_name("reports.csv.rejected.csv")
    assert refused.stat().st_mode & 0o777 == 0o600
    with refused.open(encoding="utf-8", newline="") as out:
        rows = list(csv.reader(out))
    assert rows[0] == ["rejected_because", "rejected_reason", "line", *HEADER]
    assert rows[1][0] == "time_unreadable"
    assert rows[1][3:] == row(occurred_at="yesterday", text='æøå; "quoted"\nand more')
    assert [line for _, _, line, *_ in rows[1:]] == ["3", "5"]


def test_without_refused_rows_no_file_is_made(write, take, tmp_path):
    take(write(HEADER, row()))
    assert [path.name for path in tmp_path.iterdir()] == ["reports.csv"]


def test_file_stopped_half_way_leaves_nothing_and_is_completed_by_the_next_start(write, take, estate, monkeypatch):
    monkeypatch.setattr("karlemose.observations.imports.batches.BATCH", 10)
    path = write(HEADER, *(row(reference=str(number)) for number in range(40)))
    heard = []

    def stop(read: int) -> None:
        heard.append(read)
        if len(heard) == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(path, progress=stop)
    assert (kept(estate), lines_of(estate)) == ([], 0)
    assert take(path).added == 40


def test_dry_run_gives_the_same_numbers_and_writes_nothing(cast, write, take, estate, now, tmp_path):
    rows = [row(reference="a", position=("55.43", "12.3")), row(reference="a"), row(place="nowhere"), row(kind="")]
    path = write(HEADER, *rows, row(reference="late", kind="Street Light", text="ring 56 63 12 34"))
    take(write(HEADER, row(reference="late"), name="before.csv"))
    file = replace(as_file(path), rejected=None)
    before = (len(kept(estate)), lines_of(estate), sorted(tmp_path.iterdir()))
    rehearsed = actions.rehearse(by=cast.home.command, at=now, neighbourhood_id=estate.id, file=file)
    assert (len(kept(estate)), lines_of(estate), sorted(tmp_path.iterdir())) == before
    assert rehearsed == take(path)


def test_dry_run_of_squares_gives_the_same_numbers(cast, write, take, squares, now):
    take(write(HEADER, row(position=("55.43", "12.3")), name="before.csv"), into=squares)
    rows = [row(position=(str(55.43 + n / 100), "12.3"), reference=str(n)) for n in range(5)]
    path = write(HEADER, *rows, row(position=("", "12")))
    file = replace(as_file(path), rejected=None)
    rehearsed = actions.rehearse(by=cast.home.command, at=now, neighbourhood_id=squares.id, file=file)
    numbers = take(path, into=squares)
    assert rehearsed == numbers
    assert (numbers.squares_added, numbers.bad_position, numbers.without_place) == (4, 1, 1)


def test_weeks_that_got_something_new_are_announced(write, take, estate):
    path = write(HEADER, row(reference="a"), row("2015-06-08T00:30", reference="b"), row("2014-12-30", reference="c"))
    heard: list[arrivals.Arrived] = []
    arrivals.subscribe(heard.append)
    try:
        take(path)
        take(path)
    finally:
        arrivals.unsubscribe(heard.append)
    (arrived,) = heard
    assert arrived.neighbourhood_id == estate.id
    assert arrived.weeks == {Week(2015, 23), Week(2015, 24), Week(2015, 1)}


def test_import_keeps_digest_and_numbers_and_says_so_in_the_ledger(write, take, estate):
    path = write(HEADER, row(), row(kind=""))
    file = as_file(path)
    take(path)
    with acting_for(estate.partnership_id, read_only=True):
        made = Import.objects.unscoped("what the test made").get()
        body = Entry.objects.unscoped("what the test left").order_by("-id").first().body
    assert (made.file_name, made.digest, made.number_added) == ("reports.csv", file.source.digest, 1)
    assert made.numbers["rejected_kind_missing"] == 1
    assert f'"digest":"{made.digest}"' in body
    assert '"added":1' in body


def test_column_that_is_not_there_takes_nothing_in(write, take, estate):
    with pytest.raises(Unusable, match=r"no column 'when'. The file's columns are: occurred_at, kind"):
        take(write(HEADER, row()), "occurred_at=when")
    assert (kept(estate), lines_of(estate)) == ([], 0)


def test_people_at_desks_take_no_files_in(cast, write, estate, now):
    file = as_file(write(HEADER, row()))
    for name in ("caretaker", "officer", "board_member", "mentor"):
        for work in (actions.take_in, actions.rehearse):
            with pytest.raises(NotAllowed):
                work(by=cast.home.viewer(name, at=now), at=now, neighbourhood_id=estate.id, file=file)


def test_another_partnerships_neighbourhood_takes_nothing_in(cast, write, estate, now):
    file = as_file(write(HEADER, row()))
    for work in (actions.take_in, actions.rehearse):
        with pytest.raises(Exception, match="does not exist"):
            work(by=cast.elsewhere.command, at=now, neighbourhood_id=estate.id, file=file)
    assert kept(estate) == []


def test_hostile_texts_come_back_as_they_were(write, take, estate):
    texts = json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
    path = write(HEADER, *(row(text=text, reference=f"n{number}") for number, text in enumerate(texts)))
    numbers = take(path)
    assert (numbers.read, numbers.accepted, numbers.number_rejected) == (len(texts), len(texts), 0)
    assert numbers.masked.total() == 0  # the guard finds nothing in them
    assert {one.reference: one.text for one in kept(estate)} == {
        f"n{number}": text for number, text in enumerate(texts)
    }


def test_large_file_tells_postgresql_what_the_tables_hold_now(write, take, estate, monkeypatch):
    monkeypatch.setattr("karlemose.observations.taking_in.LARGE", 30)
    take(write(HEADER, *(row(reference=str(number)) for number in range(30))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'observations_observation'")
        assert cursor.fetchone() >= (30,)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_that_bring_the_same_file_at_once_add_it_once(cast, write, estate, now):
    path = write(HEADER, *(row(reference=str(number)) for number in range(300)))

    def bring() -> int:
        file = as_file(path)
        return actions.take_in(by=cast.home.command, at=now, neighbourhood_id=estate.id, file=file).added

    assert sorted(at_once(*[bring] * 4)) == [0, 0, 0, 300]
    assert len(kept(estate)) == 300


def copy_into_the_table() -> None:
    with connection.cursor() as cursor, cursor.copy("COPY observations_observation (kind) FROM STDIN") as copy:
        copy.write_row(("graffiti",))


def test_neither_copy_nor_a_strangers_rows_pass_the_wall(cast, estate):
    with pytest.raises(FeatureNotSupported, match="COPY FROM not supported"), acting_for(estate.partnership_id):
        copy_into_the_table()
    with acting_for(cast.elsewhere.partnership.id, read_only=True):
        assert Observation.objects.unscoped("nothing of the others").count() == 0
        assert Place.objects.unscoped("nothing of the others").count() == 0


def test_what_can_point_to_a_person_needs_somebody_who_holds_it(cast, write, estate, now):
    file = as_file(write([*HEADER, "plate"], [*row(), "QX 12 345"]), "plate=plate")
    for work in (actions.take_in, actions.rehearse):
        with pytest.raises(Unusable, match="plate can point to a person: say which housing organisation holds that"):
            work(by=cast.home.command, at=now, neighbourhood_id=estate.id, file=file)
    assert kept(estate) == []


def test_month_alone_belongs_to_no_week_and_announces_none(write, take, estate):
    heard: list[arrivals.Arrived] = []
    arrivals.subscribe(heard.append)
    try:
        numbers = take(write(HEADER, row("2016-07"), row("2016-07")))
    finally:
        arrivals.unsubscribe(heard.append)
    assert (numbers.added, numbers.month_only, heard) == (2, 2, [])
