"""What is told: ordinary numbers, sentences that name nobody, never after now, and the same whenever it is told."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from karlemose.demo import calm, crisis, estate, months, steps, telling, told
from karlemose.demo.people import BY_CODE
from karlemose.foundation.clock import Week
from karlemose.observations import guard
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, NumberOfPeople
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import OrganisationKind, Permission

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
DAYS = [NOW + timedelta(days=days, hours=3 * days) for days in (0, 3, 6)]  # Tuesday, Friday, Monday
CRISIS = datetime(2017, 9, 12, 8, 0, tzinfo=UTC)
STOPS = [
    datetime(2017, 6, 20, 10, tzinfo=UTC),
    CRISIS,
    datetime(2017, 10, 11, 10, tzinfo=UTC),
    datetime(2018, 9, 28, 10, tzinfo=UTC),
]
STORED = {feature["properties"]["code"] for feature in estate.plan()["features"]}
PLACE_WORDS = frozenset(word for one in estate.plan()["features"] for word in one["properties"]["name"].split())


@cache
def everything():
    lists = crisis.list_of_the_office(date(2016, 1, 1), date(2017, 7, 31))
    return [*told.twenty(), *lists, *crisis.crisis_weeks(), *calm.calm_weeks(now=NOW), *told.living_week(now=NOW)]


@pytest.mark.parametrize("now", DAYS)
def test_each_calm_week_holds_six_to_fourteen(now):
    events = [*calm.calm_weeks(now=now), *told.living_week(now=now)]
    weeks = Counter(Week.of(event.occurred_at, told.ZONE) for event in events)
    last = Week.of(now, told.ZONE).previous()
    assert [str(week) for week in Week.between(Week(2018, 40), last) if not 6 <= weeks[week] <= 14] == []


@pytest.mark.parametrize("now", [*DAYS, *STOPS])
def test_nothing_is_noted_after_now_or_before_it_happened(now):
    events = steps.events(now=now)
    assert [event.code for event in events if not event.occurred_at <= event.noted_at <= now] == []
    assert [step for step in steps.steps(now=now) if step.at > now] == []


def test_all_twenty_and_the_whole_living_week_are_told_today():
    codes = [event.code for event in steps.events(now=NOW)]
    assert len(codes) == len(set(codes))
    assert sum("calm" not in code and "living" not in code for code in codes) == 20
    assert sum("living" in code for code in codes) == 15


def test_codes_are_there_once():
    codes = [event.code for event in everything()]
    assert len(codes) == len(set(codes))


def test_the_same_seed_tells_the_same():
    assert steps.events(now=NOW) == steps.events(now=NOW)


def test_a_year_that_is_over_is_the_same_a_week_later():
    year = [[one for one in calm.calm_weeks(now=now) if one.noted_at.year == 2020] for now in (NOW, DAYS[-1])]
    assert year[0] == year[1] != []


def test_what_would_be_erased_is_not_noted_one_by_one_and_nothing_is_lost():
    early, late = steps.erased(now=NOW), steps.events(now=NOW)
    assert max(event.noted_at for event in early) <= NOW - steps.KEPT
    drawn = {event.code for event in [*crisis.crisis_weeks(), *calm.calm_weeks(now=NOW)]}
    assert {event.code for event in early} | {event.code for event in late} >= drawn
    assert not {event.code for event in early} & {event.code for event in late}


def test_in_the_middle_of_the_crisis_only_what_was_noted_by_then_is_told():
    events = steps.events(now=CRISIS)
    rows = [event.code for event in events if event.code.startswith("demo-") and event.code[5:].isdigit()]
    assert sorted(rows) == [f"demo-{number:02d}" for number in range(1, 13)]
    assert not any("living" in event.code for event in events)
    assert steps.erased(now=CRISIS) == []


def test_eleven_observations_lie_before_the_meeting_that_is_told_in_full():
    weeks = Counter(Week.of(event.occurred_at, told.ZONE) for event in steps.events(now=CRISIS))
    assert weeks[Week(2017, 36)] == 11


def test_each_month_has_its_tags():
    tags = Counter(
        event.occurred_at.astimezone(told.ZONE).strftime("%Y-%m")
        for event in everything()
        if event.kind == "graffiti" and event.occurred_at < datetime(2018, 10, 1, tzinfo=UTC)
    )
    assert tags == {f"{month.starts_on:%Y-%m}": month.graffiti for month in months.months() if month.graffiti}


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
    late = [event for event in steps.events(now=now) if event.occurred_at >= since]
    assert [event.code for event in late if event.place in told.SILENT] == []


def test_every_event_names_what_exists():
    events = everything()
    assert {event.place for event in events} - STORED == set()
    assert {event.kind for event in events} - set(Kind.values) == set()
    assert {event.people for event in events} - {"", *NumberOfPeople.values} == set()
    assert {event.how for event in events} - {"", *HowKnown.values} == set()
    acts = {event.protected["act"] for event in events if "act" in event.protected}
    assert acts - set(ActAtVehicle.values) == set()


def test_every_event_is_noted_by_somebody_who_may():
    people = {BY_CODE[event.by] for event in everything()}
    assert [person.code for person in people if Permission.NOTE not in OF_ROLE[person.role]] == []


def test_what_can_point_to_a_person_is_noted_by_the_housing_organisation_alone():
    writers = {BY_CODE[event.by].organisation for event in everything() if event.protected}
    assert writers == {OrganisationKind.HOUSING}


def test_every_plate_is_one_that_is_not_issued():
    plates = [event.protected["plate"] for event in everything() if "plate" in event.protected]
    assert plates
    assert [plate for plate in plates if not plate.startswith("QX ")] == []


def test_no_sentence_points_to_a_person():
    found = [event.text for event in everything() if guard.judged(event.text, words=PLACE_WORDS)]
    assert found == []


def test_no_sentence_is_long_or_empty():
    assert [event.code for event in everything() if not 0 < len(event.text) <= 120] == []


def test_a_story_has_a_digest():
    assert len(telling.story()) == 64


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
