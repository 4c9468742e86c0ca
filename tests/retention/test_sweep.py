"""What was promised to go goes; what is left is numbers, and they are the numbers that were there before."""

import json
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import INSTANCE
from karlemose.observations import actions as observations
from karlemose.observations import counts
from karlemose.observations.enums import ActAtVehicle, Kind, Precision
from karlemose.observations.imports.problems import Unusable
from karlemose.observations.models import Import, Observation, Particulars, Revision
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.series import MonthCount, WeekCount
from karlemose.partners.models import Membership
from karlemose.partners.queries import job_viewer
from karlemose.retention import actions
from karlemose.tenancy.acting import acting_for
from tests.cast import PEOPLE
from tests.partners.test_people import invite

YEAR = timedelta(days=365)
ZONE = ZoneInfo("Europe/Copenhagen")
EVERY_WEEK = {"first": Week(2010, 1), "last": Week(2030, 1)}
LOOSE_PLATE = NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.OTHER)


@pytest.fixture
def sweep(cast):
    def swept(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
        done = actions.sweep(by=cast.home.command, at=at, dry_run=dry_run)
        return {one.eraser.code: one.number for one in done if one.number}

    return swept


def rows_of(model, world) -> list:
    with acting_for(world.partnership.id, channels=("EVIDENCE",), read_only=True):
        return list(model.objects.unscoped("what is left").order_by("id"))


def lines_of(partnership_id: int) -> list[dict[str, int]]:
    with acting_for(partnership_id, read_only=True):
        rows = Entry.objects.unscoped("what the sweep left").filter(partnership_id=partnership_id)
        bodies = rows.filter(event="retention.sweep.done").order_by("id").values_list("body", flat=True)
        return [json.loads(body)["detail"] for body in bodies]


def everything_said(world) -> str:
    """All rows of all tables of a partnership, with every column, those that PostgreSQL generates among them."""
    with acting_for(world.partnership.id, channels=("EVIDENCE",), read_only=True), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        said = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(one::text, chr(10)) FROM "{table}" AS one')
            said.append(cursor.fetchone()[0] or "")
    return "\n".join(said)


def told(world, estate, *, at: datetime) -> tuple[object, ...]:
    """Every number that a page says about a neighbourhood."""
    officer, board = world.viewer("officer", at=at), world.viewer("board_member", at=at)
    with acting_for(world.partnership.id, read_only=True):
        return (
            counts.by_week(officer, estate, **EVERY_WEEK),
            counts.by_place_unit(officer, estate, **EVERY_WEEK),
            counts.first_week(officer, estate),
            counts.months(board, estate, at=at),
        )


def test_observation_becomes_a_count_a_year_after_its_entry_and_not_before(cast, note, sweep, now):
    noted = note(now, text="sentinel text", occurred_at=now - timedelta(days=400))
    assert sweep(now + YEAR - timedelta(seconds=1)) == {}
    assert [one.public_id for one in rows_of(Observation, cast.home)] == [noted.public_id]
    assert sweep(now + YEAR) == {"observations": 1}
    assert rows_of(Observation, cast.home) == []
    (week,), (month,) = rows_of(WeekCount, cast.home), rows_of(MonthCount, cast.home)
    happened = (now - timedelta(days=400)).astimezone(ZONE)
    assert (week.monday, week.kind, week.number) == (Week.of(happened, ZONE).monday, "graffiti", 1)
    assert (month.month, month.kind, month.number) == (happened.date().replace(day=1), "graffiti", 1)
    assert week.place_unit_id is not None


def test_words_are_gone_from_every_table_and_every_generated_column(cast, note, sweep, now):
    noted = note(now, text="sentineltext ved opgangen", particulars=NotedParticulars(description="sentineltext to"))
    what = observations.Correction(kind=Kind.GRAFFITI, occurred_at=now, text="sentineltext igen")
    observations.correct(by=cast.home.viewer("caretaker", at=now), at=now, public_id=noted.public_id, what=what)
    assert [len(rows_of(model, cast.home)) for model in (Observation, Revision, Particulars)] == [1, 1, 1]
    assert "sentineltext" in everything_said(cast.home)
    sweep(now + YEAR)
    assert [rows_of(model, cast.home) for model in (Observation, Revision, Particulars)] == [[], [], []]
    assert "sentineltext" not in everything_said(cast.home)


def test_the_day_begins_on_the_neighbourhoods_clock(note, sweep, now):
    note(now, kind=Kind.CAR, particulars=LOOSE_PLATE)
    midnight = (now + timedelta(days=30)).astimezone(ZONE).replace(hour=0)
    assert sweep(midnight - timedelta(minutes=1), dry_run=True) == {}
    assert sweep(midnight, dry_run=True) == {"plates": 1, "particulars": 1}


def test_plate_without_an_incident_goes_after_thirty_days_and_the_report_stays(cast, note, sweep, now):
    note(now, kind=Kind.CAR, particulars=LOOSE_PLATE)
    incident = NotedParticulars(plate="QX 54 321", act_at_vehicle=ActAtVehicle.THREATENED)
    note(now, kind=Kind.CAR, particulars=incident)
    assert sweep(now + timedelta(days=29)) == {}
    assert sweep(now + timedelta(days=30)) == {"plates": 1, "particulars": 1}
    assert [one.plate for one in rows_of(Particulars, cast.home)] == ["QX54321"]
    assert len(rows_of(Observation, cast.home)) == 2


def test_day_of_erasing_is_the_neighbourhoods(cast, note, sweep):
    entered = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)  # 2 December in Denmark
    note(entered, kind=Kind.CAR, particulars=LOOSE_PLATE)
    assert sweep(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == {}
    assert sweep(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == {"plates": 1, "particulars": 1}


def test_duplicates_go_with_what_they_were_merged_into_and_count_once(cast, note, sweep, now):
    first, later = note(now), note(now + timedelta(days=20))
    manager = cast.home.viewer("manager", at=now)
    observations.merge(by=manager, at=now, into=first.public_id, duplicates=[later.public_id])
    assert sweep(now + YEAR) == {"observations": 2}
    assert [one.number for one in rows_of(WeekCount, cast.home)] == [1]


def test_older_duplicate_goes_alone_and_leaves_no_count(cast, note, sweep, now):
    older, first = note(now - timedelta(days=20)), note(now)
    manager = cast.home.viewer("manager", at=now)
    observations.merge(by=manager, at=now, into=first.public_id, duplicates=[older.public_id])
    assert sweep(now + YEAR - timedelta(days=20)) == {"observations": 1}
    assert [one.public_id for one in rows_of(Observation, cast.home)] == [first.public_id]
    assert rows_of(WeekCount, cast.home) == []


def test_what_was_withdrawn_leaves_no_count(cast, note, sweep, now):
    noted = note(now)
    observations.withdraw(by=cast.home.viewer("caretaker", at=now), at=now, public_id=noted.public_id)
    assert sweep(now + YEAR) == {"observations": 1}
    assert (rows_of(WeekCount, cast.home), rows_of(MonthCount, cast.home)) == ([], [])


def test_imported_rows_go_a_year_after_the_import_with_the_name_of_their_file(cast, estate, write, take, sweep, now):
    rows = [["2015-06-01T12:00", "noise"], ["2015-07", "noise"], ["2015-07", "noise"]]
    path = write(["occurred_at", "kind"], *rows, name="fru-hansens-liste.csv")
    take(path, at=now)
    before = told(cast.home, estate, at=now)
    assert sweep(now + YEAR) == {"observations": 3, "file_names": 1}
    assert told(cast.home, estate, at=now) == before
    (kept,) = rows_of(Import, cast.home)
    assert (kept.file_name, kept.number_added) == ("", 3)
    assert [one.number for one in rows_of(WeekCount, cast.home)] == [1]
    assert sorted(one.number for one in rows_of(MonthCount, cast.home)) == [1, 2]


def test_file_whose_rows_became_counts_is_not_taken_in_again(cast, write, take, sweep, now):
    path = write(["occurred_at", "kind"], ["2015-06-01T12:00", "noise"])
    take(path, at=now)
    sweep(now + YEAR)
    with pytest.raises(Unusable, match="its records have become counts since"):
        take(path, at=now + YEAR)
    assert rows_of(Observation, cast.home) == []


def test_counts_of_a_place_and_week_add_up_over_sweeps(cast, estate, note, sweep, now):
    happened = now - timedelta(days=3)
    for days in (0, 1, 2):
        note(now + timedelta(days=days), occurred_at=happened)
    before = told(cast.home, estate, at=now)
    assert [sweep(now + YEAR + timedelta(days=days)) for days in (0, 1, 2)] == [{"observations": 1}] * 3
    assert [one.number for one in rows_of(WeekCount, cast.home)] == [3]
    assert told(cast.home, estate, at=now) == before


def test_dry_run_says_what_would_go_and_erases_nothing(cast, note, sweep, now):
    note(now, kind=Kind.CAR, particulars=LOOSE_PLATE)
    later = now + YEAR
    rehearsed = sweep(later, dry_run=True)
    assert (rehearsed, lines_of(cast.home.partnership.id)) == ({"plates": 1, "particulars": 1, "observations": 1}, [])
    assert len(rows_of(Particulars, cast.home)) == 1
    assert sweep(later) == rehearsed
    assert sweep(later, dry_run=True) == {}


def test_each_sweep_leaves_one_line_of_numbers_also_when_nothing_went(cast, note, sweep, now):
    note(now, text="sentineltext")
    sweep(now)
    sweep(now + YEAR)
    empty, full = lines_of(cast.home.partnership.id)
    assert set(empty.values()) == {0}
    assert {name: number for name, number in full.items() if number} == {"observations": 1}
    assert lines_of(cast.elsewhere.partnership.id) == []


def test_who_was_invited_and_never_came_is_forgotten_when_it_would_have_to_be_renewed(cast, sweep, now):
    made, _token = invite(cast.home, now)
    last_day = now + (made.renew_by - now.date())
    assert sweep(last_day) == {"links": 1}
    assert "ny@moseby.example" in everything_said(cast.home)
    assert sweep(last_day + timedelta(days=1)) == {"invitations": 1}
    assert "ny@moseby.example" not in everything_said(cast.home)
    ended = [one for one in rows_of(Membership, cast.home) if one.ended_at]
    assert [(one.id, one.ended_because) for one in ended] == [(made.id, "unanswered")]


def test_sweep_of_one_partnership_leaves_the_others_alone(cast, note, now):
    note(now, text="sentineltext")
    actions.sweep(by=cast.elsewhere.command, at=now + YEAR)
    assert len(rows_of(Observation, cast.home)) == 1


def test_nobody_at_a_desk_sweeps(cast, now):
    for by, dry_run in product(map(cast.home.viewer, set(PEOPLE) - {"operations"}), (True, False)):
        with pytest.raises(NotAllowed):
            actions.sweep(by=by, at=now, dry_run=dry_run)


def test_coverage_of_a_week_that_was_erased_calls_nobody_silent(cast, estate, note, sweep, now):
    note(now - timedelta(days=1))
    week, officer = Week.of(now - timedelta(days=1), ZONE), cast.home.viewer("officer", at=now)
    with acting_for(cast.home.partnership.id, read_only=True):
        assert {one.voice.value for one in counts.coverage(officer, estate, week=week)} == {"reported", "silent"}
    sweep(now + YEAR)
    with acting_for(cast.home.partnership.id, read_only=True):
        assert counts.coverage(officer, estate, week=week) == []
        assert counts.is_erased(estate, week)
        assert not counts.is_erased(estate, week.previous())


def test_ended_sessions_go_with_the_installation(client, cast, now):
    client.session.save()
    swept = actions.sweep(by=job_viewer("retention", INSTANCE), at=now + YEAR)
    assert {one.eraser.code: one.number for one in swept}["sessions"] == 1
    assert lines_of(INSTANCE) == [{"sessions": 1, "devices": 0}]


def row_of(estate, places, entered: int, happened: int, kind: Kind, precision: Precision, place: int, state: str):
    """One observation `entered` days after 1 November 2025, that happened so many days before."""
    noted_at = datetime(2025, 11, 1, 12, tzinfo=UTC) + timedelta(days=entered)
    return Observation(
        partnership_id=estate.partnership_id,
        neighbourhood=estate,
        kind=kind,
        place_id=places[place] if place < len(places) else None,
        occurred_at=noted_at - timedelta(days=happened),
        precision=precision,
        noted_at=noted_at,
        withdrawn_at=noted_at if state == "withdrawn" else None,
    )


ROWS = st.tuples(
    st.integers(0, 40),
    st.integers(0, 500),
    st.sampled_from([Kind.GRAFFITI, Kind.NOISE, Kind.NOTHING]),
    st.sampled_from(Precision),
    st.integers(0, 4),
    st.sampled_from(["standing", "standing", "withdrawn", "merged"]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=25), st.integers(0, 45))
def test_no_total_changes_whatever_is_erased(cast, estate, place_ids, sweep, rows, days):
    places = [place_ids[code] for code in ("1", "4", "torvet", "nord")]
    organisation = cast.home.memberships["caretaker"].organisation_id
    at = datetime(2025, 11, 1, 12, tzinfo=UTC) + YEAR + timedelta(days=days)
    made = [row_of(estate, places, *row) for row in rows]
    with acting_for(estate.partnership_id):
        standing = None
        for one, (*_, state) in zip(made, rows, strict=True):
            one.noted_by_organisation_id = organisation
            one.merged_into = standing if state == "merged" else None
            one.save(force_insert=True)
            standing = one if state == "standing" else standing
    due = sum(1 for one in made if is_due(one, at))
    before = told(cast.home, estate, at=at)
    assert sweep(at).get("observations", 0) == due
    assert told(cast.home, estate, at=at) == before
    sweep(at + 10 * YEAR)
    assert told(cast.home, estate, at=at) == before


def is_due(one: Observation, at: datetime) -> bool:
    limit = at - YEAR
    return one.noted_at <= limit or (one.merged_into is not None and one.merged_into.noted_at <= limit)
