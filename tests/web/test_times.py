from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from karlemose.web import times

AT = datetime(2017, 9, 12, 14, 2, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture(params=["da", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_clock_is_written_as_the_language_writes_it(language):
    assert times.clock(AT) == {"da": "14.02", "en": "14:02"}[language]


def test_day_is_written_as_the_language_writes_it(language):
    assert times.day(AT) == {"da": "tirsdag 12. september", "en": "Tuesday 12 September"}[language]


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min. ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(hours=24), "Tue 12 Sep at 14:02, week 37"),
    ],
)
def test_a_moment_is_relative_for_a_day_and_absolute_after(ago, said):
    with translation.override("en"):
        assert times.since(AT, AT + ago) == said


def test_a_moment_to_come_is_absolute():
    with translation.override("en"):
        assert times.since(AT, AT - timedelta(minutes=5)) == "Tue 12 Sep at 14:02, week 37"


def test_clock_shows_the_zone_the_moment_is_in():
    with translation.override("da"):
        assert times.clock(AT.astimezone(ZoneInfo("UTC"))) == "12.02"
