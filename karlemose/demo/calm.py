"""Thirteen calm weeks before the living one: ordinary life, drawn with a fixed seed.

Each week holds 6 to 14 observations, the living week's included where it reaches into one. Nothing here is told; the
sentences stand in calm.toml.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from karlemose.demo.told import SILENT, ZONE, Event, first_living_day, living_week
from karlemose.foundation.clock import Week, localise

WEEKS = 13
FEWEST, MOST = 6, 14  # observations a week
SEED = 2018
SILENCE = timedelta(days=14)
SATURDAY = 5
AT_WEEKENDS = ("kim", "rasmus", "sara", "jakob", "tobias")
REMEMBERED = 40  # a sentence is not said again before as many others

Sort = dict[str, Any]


def calm_weeks(*, now: datetime) -> Iterator[Event]:
    """The observations of the thirteen ISO weeks before this one, up to the living week, oldest first."""
    said: list[str] = []
    for back in range(WEEKS, 0, -1):
        week = Week.of(now, ZONE).previous(back)
        rng = random.Random(f"{SEED}/{back}")  # noqa: S311 -- a story, not a secret
        living = sum(Week.of(event.occurred_at, ZONE) == week for event in living_week(now=now))
        number = rng.randint(FEWEST, MOST) - living
        drawn = [_draw(day, rng, said, now=now) for day in _days(week, number, rng, now=now)]
        in_order = sorted(drawn, key=lambda event: event.noted_at)
        for place_in_week, event in enumerate(in_order, 1):
            yield _coded(event, f"demo-calm-{back:02d}-{place_in_week:02d}")


def _days(week: Week, number: int, rng: random.Random, *, now: datetime) -> list[date]:
    free = [week.monday + timedelta(days=day) for day in range(7)]
    free = [day for day in free if day < first_living_day(now=now)]
    return [rng.choice(free) for _ in range(number)] if free else []


def _draw(day: date, rng: random.Random, said: list[str], *, now: datetime) -> Event:
    sorts = _sorts()
    if day.weekday() >= SATURDAY:
        sorts = [
            {**sort, "by": at_work} for sort in sorts if (at_work := [who for who in sort["by"] if who in AT_WEEKENDS])
        ]
    sort = rng.choices(sorts, weights=[sort["weight"] for sort in sorts])[0]
    first, last = sort["hours"]
    occurred_at = localise(datetime.combine(day, time(rng.randint(first, last - 1), rng.randint(0, 59))), ZONE).moment
    is_silent = day > now.astimezone(ZONE).date() - SILENCE
    places = [place for place in sort["places"] if not (is_silent and place in SILENT)]
    return Event(
        code="",
        by=rng.choice(sort["by"]),
        noted_at=occurred_at + timedelta(minutes=rng.randint(3, 45)),
        occurred_at=occurred_at,
        place=rng.choice(places),
        kind=sort["kind"],
        text=_sentence(sort["texts"], rng, said),
        people=rng.choice(sort["people"]),
    )


def _sentence(texts: Sequence[str], rng: random.Random, said: list[str]) -> str:
    """One that was not said lately; when all were, the one longest ago."""
    fresh = [text for text in texts if text not in said[-REMEMBERED:]]
    chosen = rng.choice(fresh) if fresh else min(texts, key=lambda text: _last(said, text))
    said.append(chosen)
    return chosen


def _last(said: list[str], text: str) -> int:
    return len(said) - 1 - said[::-1].index(text)


def _coded(event: Event, code: str) -> Event:
    return Event(**{**vars(event), "code": code})


@cache
def _sorts() -> list[Sort]:
    with Path(__file__).with_name("calm.toml").open("rb") as file:
        sorts: list[Sort] = tomllib.load(file)["sort"]
    return sorts
