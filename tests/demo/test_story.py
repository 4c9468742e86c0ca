"""What is told: ordinary numbers, sentences that name nobody, never after now."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from karlemose.demo import calm, estate, telling, told
from karlemose.demo.people import BY_CODE
from karlemose.foundation.clock import Week
from karlemose.observations import guard
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import Permission

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
DAYS = [NOW + timedelta(days=days, hours=3 * days) for days in range(8)]
STORED = {feature["properties"]["code"] for feature in estate.plan()["features"]}


@pytest.mark.parametrize("now", DAYS)
def test_each_of_thirteen_weeks_holds_six_to_fourteen(now):
    events = [*calm.calm_weeks(now=now), *told.living_week(now=now)]
    weeks = Counter(Week.of(event.occurred_at, told.ZONE) for event in events)
    this_week = Week.of(now, told.ZONE)
    thirteen = list(Week.between(this_week.previous(13), this_week.previous()))
    assert [week for week in thirteen if not 6 <= weeks[week] <= 14] == []


@pytest.mark.parametrize("now", DAYS)
def test_nothing_is_noted_after_now_or_before_it_happened(now):
    events = telling.events(now=now)
    assert [event.code for event in events if not event.occurred_at <= event.noted_at <= now] == []


def test_all_twenty_and_the_whole_living_week_are_told_today():
    codes = [event.code for event in telling.events(now=NOW)]
    assert len(codes) == len(set(codes))
    assert Counter(code.rsplit("-", 1)[0] for code in codes if "calm" not in code) == {"demo": 20, "demo-living": 11}


def test_the_same_seed_tells_the_same():
    assert telling.events(now=NOW) == telling.events(now=NOW)


def test_in_the_middle_of_the_crisis_only_what_was_noted_by_then_is_told():
    events = telling.events(now=datetime(2017, 9, 12, 8, 0, tzinfo=UTC))
    rows = [event.code for event in events if event.code.startswith("demo-") and event.code[5:].isdigit()]
    assert sorted(rows) == [f"demo-{number:02d}" for number in range(1, 13)]


def test_rows_written_down_later_keep_both_days():
    late = [event.code for event in told.twenty() if event.noted_at - event.occurred_at > timedelta(days=7)]
    assert late == [f"demo-{number:02d}" for number in range(1, 7)]


def test_the_first_observation_is_the_storys():
    first = next(told.twenty())
    assert first.occurred_at == datetime(2017, 2, 9, 6, 40, tzinfo=UTC)
    assert (first.place, first.kind, first.people) == ("K-G syd", "weapon", "1")


@pytest.mark.parametrize("now", DAYS)
def test_the_east_has_been_silent_for_two_weeks(now):
    since = now - timedelta(days=13)
    late = [event for event in telling.events(now=now) if event.occurred_at >= since]
    assert [event.code for event in late if event.place in told.SILENT] == []


def test_every_event_names_what_exists():
    events = telling.events(now=NOW)
    assert {event.place for event in events} - STORED == set()
    assert {event.kind for event in events} - set(Kind.values) == set()
    assert {event.people for event in events} - {"", *NumberOfPeople.values} == set()


def test_every_event_is_noted_by_somebody_who_may():
    people = {BY_CODE[event.by] for event in telling.events(now=NOW)}
    assert [person.code for person in people if Permission.NOTE not in OF_ROLE[person.role]] == []


def test_no_sentence_points_to_a_person():
    assert [event.code for event in telling.events(now=NOW) if guard.findings(event.text)] == []


def test_no_sentence_is_long_or_empty():
    assert [event.code for event in telling.events(now=NOW) if not 0 < len(event.text) <= 120] == []


@pytest.mark.parametrize("now", DAYS)
def test_three_sections_reported_in_the_living_week_and_one_was_silent(now):
    place_of = {
        feature["properties"]["code"]: feature["properties"].get("parent") for feature in estate.plan()["features"]
    }
    sections = set()
    for event in told.living_week(now=now):
        place = event.place
        while place_of[place] is not None:
            place = place_of[place]
        sections.add(place)
    assert sections & estate.SECTIONS.keys() == {"nord", "syd", "vest"}
