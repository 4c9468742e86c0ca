"""Counts by place unit, hour, section and month; what is small stays unsaid in public."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from karlemose.foundation.clock import Week
from karlemose.observations import actions, counts
from karlemose.observations.counts import Heard, Month, Voice, WeekCount
from karlemose.observations.enums import Kind
from karlemose.places.models import PlaceUnit
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import as_file

HEADER = ["occurred_at", "kind", "place", "reference"]
WEEK = Week(2015, 23)


@pytest.fixture
def take(cast, estate, write, now):
    """Takes in (time, kind, place) as a file of another system."""

    def taken(*rows: tuple[str, str, str]) -> None:
        path = write(HEADER, *([*row, str(number)] for number, row in enumerate(rows)))
        numbers = actions.take_in(by=cast.home.command, at=now, neighbourhood_id=estate.id, file=as_file(path))
        assert numbers.number_rejected == 0

    return taken


@pytest.fixture
def units(estate) -> dict[str, int]:
    with acting_for(estate.partnership_id, read_only=True):
        return dict(PlaceUnit.objects.unscoped("for the test").values_list("code", "id"))


def test_weeks_are_counted_by_kind_and_place_unit_in_one_query(take, officer, estate, units):
    take(
        ("2015-06-01T00:00", "graffiti", "1"),
        ("2015-06-07T23:59", "graffiti", "3"),  # another stairwell of the same unit
        ("2015-06-03", "graffiti", ""),
        ("2015-06-03", "Litter", "K-A"),
        ("2015-06-08T00:00", "graffiti", "nord"),  # a section is counted nowhere
        ("2015-06-03", "nothing", "nord"),
        ("2015-05-31T23:59", "graffiti", "1"),
        ("2015-06-15T00:00", "graffiti", "1"),
    )
    with acting_for(officer.partnership_id, read_only=True), CaptureQueriesContext(connection) as sent:
        found = counts.by_week(officer, estate, first=WEEK, last=WEEK.following())
    assert len(sent) == 1
    assert sorted(found, key=str) == sorted(
        [
            WeekCount(WEEK, "graffiti", "", units["unit A"], 2),
            WeekCount(WEEK, "graffiti", "", None, 1),
            WeekCount(WEEK, "other", "Litter", units["K-A"], 1),
            WeekCount(WEEK.following(), "graffiti", "", None, 1),
        ],
        key=str,
    )


def test_hours_are_the_neighbourhoods_on_both_sides_of_summer_time(take, officer, estate):
    take(
        ("2015-03-27T12:00:00Z", "noise", ""),  # Friday 13 in winter
        ("2015-03-30T12:00:00Z", "noise", ""),  # Monday 14 in summer
        ("2015-03-29T00:30:00Z", "noise", ""),  # Sunday 01.30, before the gap
        ("2015-03-29T01:30:00Z", "noise", ""),  # Sunday 03.30, behind it
        ("2015-03-28", "noise", ""),  # hour not known
        ("2015-03-28T05:00", "nothing", "nord"),
    )
    with acting_for(officer.partnership_id, read_only=True):
        found = counts.by_hour(officer, estate, first=Week(2015, 13), last=Week(2015, 14))
    assert {(day, hour): n for day, hours in enumerate(found) for hour, n in enumerate(hours) if n} == {
        (4, 13): 1,
        (0, 14): 1,
        (6, 1): 1,
        (6, 3): 1,
    }


def test_place_units_are_counted_over_weeks(take, officer, estate, units):
    take(("2015-06-01", "noise", "1"), ("2015-06-09", "noise", "2"), ("2015-06-09", "noise", ""))
    with acting_for(officer.partnership_id, read_only=True):
        assert counts.by_place_unit(officer, estate, first=WEEK, last=WEEK.following()) == {units["unit A"]: 2, None: 1}
        assert counts.first_week(officer, estate) == WEEK


def test_silence_is_not_the_same_as_nothing_to_report(take, officer, estate, place_ids):
    def heard() -> list[Heard]:
        with acting_for(officer.partnership_id, read_only=True):
            return counts.coverage(officer, estate, week=WEEK)

    nord, syd = place_ids["nord"], place_ids["syd"]
    assert heard() == [Heard(nord, "nord", Voice.SILENT, 0), Heard(syd, "syd", Voice.SILENT, 0)]
    take(("2015-06-03", "nothing", "syd"), ("2015-06-03", "noise", "torvet"), ("2015-05-31", "noise", "2"))
    assert heard() == [Heard(nord, "nord", Voice.SILENT, 0), Heard(syd, "syd", Voice.NOTHING, 0)]


def test_section_is_heard_through_everything_that_lies_in_it(take, officer, estate, place_ids):
    take(
        ("2015-06-03", "noise", "2"),
        ("2015-06-03", "noise", "K-A"),
        ("2015-06-03", "noise", "A"),
        ("2015-06-04", "noise", "nord"),
    )
    with acting_for(officer.partnership_id, read_only=True):
        nord, syd = counts.coverage(officer, estate, week=WEEK)
    assert (nord.voice, nord.number, syd.voice) == (Voice.REPORTED, 4, Voice.SILENT)


def test_organisations_are_heard(cast, caretaker, officer, estate, place_ids, now):
    at = datetime(2015, 6, 3, 12, 0, tzinfo=UTC)
    for by, kind in ((caretaker, Kind.NOISE), (caretaker, Kind.NOTHING), (officer, Kind.NOTHING)):
        what = actions.Note(neighbourhood_id=estate.id, kind=kind, occurred_at=at, place_id=place_ids["nord"])
        actions.note(by=by, at=now, what=what)
    with acting_for(officer.partnership_id, read_only=True):
        found = counts.coverage_by_organisation(officer, estate, week=WEEK)
    assert {(one.name, one.voice, one.number) for one in found.values()} == {
        ("Boligorganisationen moseby", Voice.REPORTED, 1),
        ("Lokalpolitiet moseby", Voice.NOTHING, 0),
    }


@pytest.mark.parametrize("name", ["board_member", "officer"])
def test_public_months_are_whole_ended_and_at_least_five(cast, take, estate, name, now):
    take(
        *[(f"2015-01-{day:02d}T12:00", "noise", "1") for day in range(1, 6)],
        ("2015-01-31T23:30:00+01:00", "noise", ""),
        ("2015-02-01T00:30:00+01:00", "noise", ""),
        *[(f"2015-02-{day:02d}T12:00", "nothing", "nord") for day in range(1, 9)],
        *[(f"2015-04-{day:02d}T12:00", "noise", "1") for day in range(1, 8)],
    )
    viewer = cast.home.viewer(name, at=now)
    at = datetime(2015, 4, 30, 21, 59, tzinfo=UTC)  # a minute before May in Copenhagen
    with acting_for(viewer.partnership_id, read_only=True):
        found = counts.months(viewer, estate, at=at)
        later = counts.months(viewer, estate, at=datetime(2015, 4, 30, 22, 0, tzinfo=UTC))
    assert found == [Month(date(2015, 1, 1), 6), Month(date(2015, 2, 1), None), Month(date(2015, 3, 1), None)]
    assert later == [*found, Month(date(2015, 4, 1), 7)]


def test_whoever_does_not_read_records_counts_none(cast, take, estate, now):
    take(*[("2015-06-03", "noise", "1")] * 6)
    for name in ("board_member", "mentor", "operations"):
        viewer = cast.home.viewer(name, at=now)
        with acting_for(viewer.partnership_id, read_only=True):
            assert counts.by_week(viewer, estate, first=WEEK, last=WEEK) == []
            assert sum(map(sum, counts.by_hour(viewer, estate, first=WEEK, last=WEEK))) == 0
            assert {one.voice for one in counts.coverage(viewer, estate, week=WEEK)} == {Voice.SILENT}
            assert counts.first_week(viewer, estate) is None


def test_public_months_are_for_those_who_may_read_them(cast, take, estate, now):
    take(*[(f"2015-06-{day:02d}", "noise", "1") for day in range(1, 8)])
    for name in ("mentor", "ssp_consultant", "operations"):
        viewer = cast.home.viewer(name, at=now)
        with acting_for(viewer.partnership_id, read_only=True):
            assert counts.months(viewer, estate, at=now) == [], name


def test_another_partnership_counts_nothing(cast, take, estate, now):
    take(*[(f"2015-06-{day:02d}", "noise", "1") for day in range(1, 8)])
    viewer = cast.elsewhere.viewer("officer", at=now)
    with acting_for(viewer.partnership_id, read_only=True):
        assert counts.by_week(viewer, estate, first=WEEK, last=WEEK) == []
        assert counts.months(viewer, estate, at=now) == []
