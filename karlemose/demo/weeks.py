"""Weeks that are drawn, not told: ordinary notes from a fixed seed, the same whenever they are told.

Two chapters are drawn so: the crisis and its ebb (`crisis.py`) and the calm years after it (`calm.py`). What can be
drawn stands in their files as sorts: who notes what, where, at which hours, in which words.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from karlemose.demo.told import ZONE, Event
from karlemose.foundation.clock import Week, localise

SEED = 2018
SATURDAY = 5
AT_WEEKENDS = ("kim", "rasmus", "sara", "jakob", "tobias")
REMEMBERED = 40  # a sentence is not said again before as many others

Sort = dict[str, Any]


def chance(week: Week, chapter: str) -> random.Random:
    """The chance of one week: its notes depend on nothing but the week."""
    return random.Random(f"{SEED}/{chapter}/{week}")  # noqa: S311 -- a story, not a secret


def draw(
    day: date, sorts: Sequence[Sort], rng: random.Random, said: list[str], *, without: Sequence[str] = ()
) -> Event:
    """One note of that day, without a code yet. `said` remembers the sentences; `without` are silent places."""
    sort = _chosen(day, sorts, rng)
    first, last = sort["hours"]
    clock = time(rng.randint(first, last - 1), rng.randint(0, 59))
    occurred_at = localise(datetime.combine(day, clock), ZONE).moment
    return Event(
        code="",
        by=rng.choice(_at_work(sort, day)),
        noted_at=occurred_at + timedelta(minutes=rng.randint(3, 45)),
        occurred_at=occurred_at,
        place=rng.choice([place for place in sort["places"] if place not in without]),
        kind=sort["kind"],
        text=_sentence(sort["texts"], rng, said),
        people=rng.choice(sort["people"]),
        how=sort.get("how", ""),
        protected=_protected(sort, rng),
    )


def in_order(events: Sequence[Event], *, week: Week, chapter: str) -> list[Event]:
    """With their codes, oldest note first."""
    ordered = sorted(events, key=lambda event: event.noted_at)
    return [Event(**{**vars(one), "code": f"demo-{chapter}-{week}-{number:02d}"}) for number, one in enumerate(ordered)]


def plate(rng: random.Random) -> str:
    """A plate that nobody has: the letter Q is not issued."""
    return f"QX {rng.randint(20, 89)} {rng.randint(100, 999)}"


def _chosen(day: date, sorts: Sequence[Sort], rng: random.Random) -> Sort:
    possible = [sort for sort in sorts if _at_work(sort, day)]
    return rng.choices(possible, weights=[sort["weight"] for sort in possible])[0]


def _at_work(sort: Sort, day: date) -> list[str]:
    if day.weekday() < SATURDAY:
        return list(sort["by"])
    return [who for who in sort["by"] if who in AT_WEEKENDS]


def _protected(sort: Sort, rng: random.Random) -> dict[str, str]:
    """What stands in the protected part, as often as the sort says."""
    if rng.random() >= sort.get("protected_share", 0):
        return {}
    given = {"description": rng.choice(sort["descriptions"])} if "descriptions" in sort else {}
    if "act" in sort:
        given |= {"plate": plate(rng), "act": sort["act"]}
    return given


def _sentence(texts: Sequence[str], rng: random.Random, said: list[str]) -> str:
    """One that was not said lately; when all were, the one longest ago."""
    del said[:-REMEMBERED]
    fresh = [text for text in texts if text not in said]
    chosen = rng.choice(fresh) if fresh else min(texts, key=lambda text: _last(said, text))
    said.append(chosen)
    return chosen


def _last(said: list[str], text: str) -> int:
    return len(said) - 1 - said[::-1].index(text)
