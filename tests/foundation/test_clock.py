"""The clock: both Sundays on which it is changed, and weeks around New Year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week, localise

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ZONES = st.sampled_from(["Europe/Copenhagen", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
NAIVE = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31))
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 8), max_value=datetime(2099, 12, 1), timezones=st.just(UTC))
WEEKS = st.dates(min_value=date(1970, 1, 5), max_value=date(2100, 1, 1)).map(Week.of_day)


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


def test_localise_ordinary_times_in_winter_and_summer():
    assert localise(datetime(2015, 1, 15, 12), COPENHAGEN) == (utc(2015, 1, 15, 11), "ok")
    assert localise(datetime(2015, 7, 15, 12), COPENHAGEN) == (utc(2015, 7, 15, 10), "ok")


@pytest.mark.parametrize(
    ("naive", "moment", "settled"),
    [
        (datetime(2015, 3, 29, 1, 59, 59), utc(2015, 3, 29, 0, 59, 59), "ok"),
        (datetime(2015, 3, 29, 2, 0), utc(2015, 3, 29, 1, 0), "skipped"),
        (datetime(2015, 3, 29, 2, 30), utc(2015, 3, 29, 1, 30), "skipped"),
        (datetime(2015, 3, 29, 3, 0), utc(2015, 3, 29, 1, 0), "ok"),
        (datetime(2015, 3, 29, 3, 30), utc(2015, 3, 29, 1, 30), "ok"),
    ],
)
def test_localise_moves_a_time_that_summer_time_skipped_forward_by_the_gap(naive, moment, settled):
    assert localise(naive, COPENHAGEN) == (moment, settled)


@pytest.mark.parametrize(
    ("naive", "moment", "settled"),
    [
        (datetime(2015, 10, 25, 1, 59), utc(2015, 10, 24, 23, 59), "ok"),
        (datetime(2015, 10, 25, 2, 0), utc(2015, 10, 25, 0, 0), "doubled"),
        (datetime(2015, 10, 25, 2, 30), utc(2015, 10, 25, 0, 30), "doubled"),
        (datetime(2015, 10, 25, 3, 0), utc(2015, 10, 25, 2, 0), "ok"),
    ],
)
def test_localise_takes_the_first_of_a_time_that_was_there_twice(naive, moment, settled):
    assert localise(naive, COPENHAGEN) == (moment, settled)


def test_localise_does_not_ask_which_fold_the_caller_had():
    assert localise(datetime(2015, 10, 25, 2, 30, fold=1), COPENHAGEN) == (utc(2015, 10, 25, 0, 30), "doubled")


def test_localise_refuses_a_time_that_has_an_offset():
    with pytest.raises(ValueError, match="offset already"):
        localise(utc(2015, 1, 1), COPENHAGEN)


@given(NAIVE, ZONES)
def test_localised_time_is_what_the_clock_showed_unless_it_was_skipped(naive, zone_name):
    zone = ZoneInfo(zone_name)
    moment, settled = localise(naive, zone)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    assert moment.tzinfo is UTC
    assert (shown == naive) == (settled != "skipped")
    assert shown >= naive


def test_the_two_sundays_make_a_week_of_167_and_one_of_169_hours():
    lengths = {
        str(week): (week.end(COPENHAGEN) - week.start(COPENHAGEN)) / timedelta(hours=1)
        for week in Week.between(Week(2015, 1), Week(2015, 53))
    }
    assert {week: hours for week, hours in lengths.items() if hours != 168} == {"2015-W13": 167, "2015-W43": 169}


def test_the_sunday_of_summer_time_belongs_to_its_week_to_the_last_second():
    last = utc(2015, 3, 29, 21, 59, 59)
    assert Week.of(last, COPENHAGEN) == Week(2015, 13)
    assert Week.of(last + timedelta(seconds=1), COPENHAGEN) == Week(2015, 14)


def test_the_sunday_of_winter_time_belongs_to_its_week_to_the_last_second():
    last = utc(2015, 10, 25, 22, 59, 59)
    assert Week.of(last, COPENHAGEN) == Week(2015, 43)
    assert Week.of(last + timedelta(seconds=1), COPENHAGEN) == Week(2015, 44)


def test_week_is_the_one_of_the_neighbourhood_and_not_of_utc():
    assert Week.of(utc(2015, 6, 7, 22, 30), COPENHAGEN) == Week(2015, 24)
    assert Week.of(utc(2015, 6, 7, 22, 30), ZoneInfo("America/New_York")) == Week(2015, 23)


def test_week_of_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="without an offset"):
        Week.of(datetime(2015, 6, 7), COPENHAGEN)


def test_week_is_read_and_written():
    week = Week.parse(" 2015-W23 ")
    assert (week, str(week)) == (Week(2015, 23), "2015-W23")
    assert (week.monday, week.sunday) == (date(2015, 6, 1), date(2015, 6, 7))
    assert (week.start(COPENHAGEN), week.end(COPENHAGEN)) == (utc(2015, 5, 31, 22), utc(2015, 6, 7, 22))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2015",
        "2015-23",
        "2015W23",
        "2015-W00",
        "2014-W53",
        "2015-W54",
        "2015-W23-1",
        "٢٠١٥-W23",
        "0001-W01",
        "9998-W01",
    ],
)
def test_what_is_no_week_is_refused(written):
    with pytest.raises(NotAWeek):
        Week.parse(written)


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2014, 12, 29), "2015-W01"), (date(2016, 1, 3), "2015-W53"), (date(2016, 1, 4), "2016-W01")],
)
def test_week_around_new_year_belongs_to_its_own_year(day, written):
    assert str(Week.of_day(day)) == written


def test_previous_and_following_cross_the_year():
    assert Week(2016, 1).previous() == Week(2015, 53)
    assert Week(2015, 53).following() == Week(2016, 1)
    assert Week(2016, 2).previous(4) == Week(2015, 51)


def test_same_week_last_year_without_a_week_53_is_week_52():
    assert Week(2015, 23).same_week_last_year() == Week(2014, 23)
    assert Week(2015, 53).same_week_last_year() == Week(2014, 52)


def test_between_is_empty_when_the_last_comes_first():
    assert list(Week.between(Week(2015, 2), Week(2015, 1))) == []


def test_week_has_ended_at_its_end_and_not_before():
    end = utc(2015, 6, 7, 22)
    assert Week(2015, 23).has_ended(at=end, zone=COPENHAGEN)
    assert not Week(2015, 23).has_ended(at=end - timedelta(microseconds=1), zone=COPENHAGEN)


@given(MOMENTS, ZONES)
def test_every_moment_lies_in_its_week_and_in_no_other(moment, zone_name):
    zone = ZoneInfo(zone_name)
    week = Week.of(moment, zone)
    assert week.start(zone) <= moment < week.end(zone)
    assert week.previous().end(zone) == week.start(zone)


@given(WEEKS, st.integers(min_value=0, max_value=600))
def test_weeks_are_counted_forth_and_back(week, number):
    assert week.following(number).previous(number) == week
    assert Week.parse(str(week)) == week
    assert len(list(Week.between(week, week.following(number)))) == number + 1


def test_a_day_ends_at_midnight_at_home():
    for last_moment in (utc(2017, 1, 5, 22, 59), utc(2017, 7, 5, 21, 59)):
        assert clock.day_of(last_moment) == last_moment.date()
        assert clock.day_of(last_moment + timedelta(minutes=1)) == last_moment.date() + timedelta(days=1)


def test_clock_runs_and_can_be_stopped_and_started():
    before = datetime.now(UTC)
    assert before <= clock.current_time() <= datetime.now(UTC)
    clock.freeze(datetime(2017, 9, 12, 10, tzinfo=COPENHAGEN))
    try:
        assert clock.current_time() == utc(2017, 9, 12, 8)
        assert clock.current_time().tzinfo is UTC
    finally:
        clock.freeze(None)
    assert clock.current_time() >= before


def test_clock_is_not_stopped_at_a_moment_without_an_offset():
    with pytest.raises(ValueError, match="with an offset"):
        clock.freeze(datetime(2017, 9, 12, 10))
