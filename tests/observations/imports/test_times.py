"""Times as other systems write them; what is doubtful is refused or counted, never guessed."""

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.observations.enums import Precision
from karlemose.observations.imports import times
from karlemose.observations.imports.problems import Reason, Rejected

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def read(words: str) -> times.Time:
    return times.read(words, zone=COPENHAGEN, at=NOW)


@pytest.mark.parametrize(
    "words",
    [
        "2015-01-31T14:05:00",
        "2015-01-31 14:05",
        " 2015-01-31T14:05 ",
        "2015-01-31t14:05:00.000",
        "2015-01-31T14:05:00,000000000",
        "2015-01-31T13:05:00Z",
        "2015-01-31T14:05:00+01:00",
        "2015-01-31 08:05:00 -0500",
        "2015-01-31T14:05+01",
        "20150131T140500",
        "20150131T1405",
        "2015/01/31 14:05",
        "31-01-2015 14:05",
        "31.01.2015 14.05",
        "31.1.2015 kl. 14.05",
        "31.01.2015, 14:05:00",
        "31/1-2015 14:05",
        "31/1 2015 14.05",
    ],
)
def test_same_moment_however_it_is_written(words):
    assert read(words) == times.Time(datetime(2015, 1, 31, 13, 5, tzinfo=UTC), Precision.HOUR, "ok")


@pytest.mark.parametrize("words", ["2015-06-01", "1.6.2015", "1/6-2015", "20150601"])
def test_day_without_a_time_is_its_noon_and_its_hour_is_not_known(words):
    assert read(words) == times.Time(datetime(2015, 6, 1, 10, 0, tzinfo=UTC), Precision.DAY, "ok")


def test_time_of_the_two_sundays_is_settled_and_says_so():
    assert read("2015-03-29 02:30") == times.Time(datetime(2015, 3, 29, 1, 30, tzinfo=UTC), Precision.HOUR, "skipped")
    assert read("2015-10-25 02:30") == times.Time(datetime(2015, 10, 25, 0, 30, tzinfo=UTC), Precision.HOUR, "doubled")
    assert read("2015-10-25 02:30+01:00") == times.Time(datetime(2015, 10, 25, 1, 30, tzinfo=UTC), Precision.HOUR, "ok")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", Reason.TIME_MISSING),
        ("  ", Reason.TIME_MISSING),
        ("yesterday", Reason.TIME_UNREADABLE),
        ("2015-02-30", Reason.TIME_UNREADABLE),
        ("2015-01-31T25:00", Reason.TIME_UNREADABLE),
        ("2015-01-31T24:00", Reason.TIME_UNREADABLE),
        ("2015-01-31T12:00:60", Reason.TIME_UNREADABLE),
        ("2015-01-31T12:00+99:00", Reason.TIME_UNREADABLE),
        ("2015", Reason.TIME_IS_YEAR),
        ("201507", Reason.TIME_AMBIGUOUS),
        ("2016-13", Reason.TIME_UNREADABLE),
        ("0-2016", Reason.TIME_UNREADABLE),
        ("2026-12", Reason.TIME_IN_FUTURE),
        ("1989-12", Reason.TIME_TOO_OLD),
        ("1420070400", Reason.TIME_UNREADABLE),
        ("٢٠١٥-٠١-٣١", Reason.TIME_UNREADABLE),
        ("0002-01-01T00:00", Reason.TIME_TOO_OLD),
        ("0001-01-01T00:00+14:00", Reason.TIME_UNREADABLE),
        ("9999-12-31T23:59-12:00", Reason.TIME_UNREADABLE),
        ("9999-12-31T23:59", Reason.TIME_IN_FUTURE),
        ("01/02/2015", Reason.TIME_AMBIGUOUS),
        ("31/01/2015 14:05", Reason.TIME_AMBIGUOUS),
        ("1989-12-31T23:59", Reason.TIME_TOO_OLD),
        ("2026-11-17T10:01", Reason.TIME_IN_FUTURE),
    ],
)
def test_time_that_does_not_do_says_why(words, reason):
    with pytest.raises(Rejected) as rejected:
        read(words)
    assert rejected.value.reason is reason


@pytest.mark.parametrize("words", ["2016-07", "2016/07", "07-2016", "7.2016", " 7/2016 "])
def test_month_alone_is_noon_of_its_first_day_and_says_so(words):
    assert read(words) == times.Time(datetime(2016, 7, 1, 10, 0, tzinfo=UTC), Precision.MONTH, "ok")


def test_first_and_last_moments_that_are_taken():
    assert read("1990-01-01T00:00").moment == datetime(1989, 12, 31, 23, tzinfo=UTC)
    assert read("2026-11-17T10:00").moment == NOW


@given(
    st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2026, 11, 1)),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S.%f", "%d.%m.%Y %H.%M.%S.%f"]),
)
def test_written_time_is_read_back(naive, form):
    time = read(naive.strftime(form))
    shown = time.moment.astimezone(COPENHAGEN).replace(tzinfo=None)
    assert (shown == naive) == (time.settled != "skipped")


@given(st.text(alphabet="0123456789-/.: TZ+kl", max_size=30) | st.text(max_size=30))
def test_nothing_that_is_written_breaks_the_reading(words):
    with contextlib.suppress(Rejected):
        assert read(words).moment <= NOW
