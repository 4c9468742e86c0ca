"""The calm years: from October 2018 to the living week, six to fourteen observations a week.

Only the last weeks know what day it is: the section that has fallen silent, and the plates of cars without an incident
that the sweep will take in the days ahead.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from karlemose.demo import weeks
from karlemose.demo.told import SILENT, TOLD_UNTIL, ZONE, Event, chapter, days_before, first_living_day, living_week
from karlemose.foundation.clock import Week
from karlemose.observations.enums import ActAtVehicle

FEWEST, USUAL, MOST = 6, 8, 14  # observations a week
SILENCE = timedelta(days=14)
PLATES_DAYS = (29, 23)  # days before now: what was noted then with a plate alone goes in the coming week
PLATES_KINDS = ("car", "noise", "other")
HOUSING = ("kim", "rasmus", "lone", "yasmin")


def calm_weeks(*, now: datetime) -> Iterator[Event]:
    """The observations of the calm weeks up to the living one, oldest first; none after now."""
    last = Week.of(now, ZONE)
    living = [Week.of(event.occurred_at, ZONE) for event in living_week(now=now)]
    said: list[str] = []
    for week in Week.between(Week.of_day(TOLD_UNTIL), last):
        yield from _week(week, said, told=living.count(week), now=now)


def _week(week: Week, said: list[str], *, told: int, now: datetime) -> list[Event]:
    rng = weeks.chance(week, "calm")
    days = [day for day in _days(week) if TOLD_UNTIL <= day < first_living_day(now=now)]
    number = round(rng.triangular(FEWEST, MOST, USUAL)) - told
    drawn = [_draw(rng.choice(days), rng, said, now=now) for _ in range(number) if days]
    in_order = weeks.in_order(drawn, week=week, chapter="calm")
    return [_with_plate(event, rng, now=now) for event in in_order]


def _draw(day: date, rng: random.Random, said: list[str], *, now: datetime) -> Event:
    is_silent = day > days_before(now, SILENCE.days)
    return weeks.draw(day, chapter("calm")["sort"], rng, said, without=SILENT if is_silent else ())


def _with_plate(event: Event, rng: random.Random, *, now: datetime) -> Event:
    """A plate that nothing happened at: kept for thirty days, unless somebody names an incident."""
    first, last = (days_before(now, days) for days in PLATES_DAYS)
    if event.kind not in PLATES_KINDS or event.by not in HOUSING or event.protected:
        return event
    if not first <= event.noted_at.astimezone(ZONE).date() <= last:
        return event
    return replace(event, protected={"plate": weeks.plate(rng), "act": ActAtVehicle.OTHER.value})


def _days(week: Week) -> list[date]:
    return [week.monday + timedelta(days=day) for day in range(7)]
