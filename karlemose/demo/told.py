"""What the story tells in full sentences: its twenty observations, and the living week (`story/*.toml` as values).

Rows 1–6 were entered afterwards, since phones came in August 2017: they keep both days.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import localise

STORY = Path(__file__).parent / "story"
ZONE = ZoneInfo("Europe/Copenhagen")
WRITING = timedelta(minutes=10)  # from seeing to having written it down, where nothing else is said
LIVING = 6  # days before now on which the living week begins
TOLD_UNTIL = date(2018, 10, 1)  # from here on the weeks are drawn, and the last of them is the living one

# The last two weeks have nothing from this section, not even "nothing to report".
SILENT = ("oest", "D", "E", "F", *map(str, range(20, 39)), "K-D", "K-E", "p-oest")


@dataclass(frozen=True)
class Event:
    """One observation to be noted: by whom and when, what happened where and when. `code` makes it happen once."""

    code: str
    by: str  # a person's code
    noted_at: datetime
    occurred_at: datetime
    place: str  # a place's code
    kind: str
    text: str
    people: str = ""  # "1", "2-4", "5-10", "more"
    how: str = ""  # "saw", "told", "found"
    protected: Mapping[str, str] = field(default_factory=dict)  # plate, act, description, assessment, dwelling
    photo: str = ""  # a drawing of ours
    shows_nobody: bool = False


@cache
def chapter(name: str) -> dict[str, Any]:
    """One file of the story."""
    with (STORY / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def twenty() -> Iterator[Event]:
    """The twenty observations of the story, oldest first."""
    for row in chapter("twenty")["observation"]:
        occurred_at = moment(row["occurred"])
        noted_at = moment(row["noted"]) if "noted" in row else occurred_at + WRITING
        yield event(row, code=f"demo-{row['number']:02d}", occurred_at=occurred_at, noted_at=noted_at)


def living_week(*, now: datetime) -> Iterator[Event]:
    """The seven days before now; none while the told story is not over."""
    if not is_living(now):
        return
    for row in chapter("living")["observation"]:
        day = days_before(now, row["days"])
        times = {"occurred_at": on(day, row["occurred"]), "noted_at": on(day, row["noted"])}
        yield event(row, code=living_code(row["number"]), **times)


def living_code(number: int) -> str:
    return f"demo-living-{number:02d}"


def is_living(now: datetime) -> bool:
    """Whether the week before now is the living one, and not one of the story's own."""
    return first_living_day(now=now) >= TOLD_UNTIL


def first_living_day(*, now: datetime) -> date:
    return days_before(now, LIVING)


def days_before(now: datetime, days: int) -> date:
    return now.astimezone(ZONE).date() - timedelta(days=days)


def on(day: date, clock: time) -> datetime:
    return moment(datetime.combine(day, clock))


def moment(naive: datetime) -> datetime:
    """A time on the estate's clock."""
    return localise(naive, ZONE).moment


def event(row: Mapping[str, Any], *, code: str, occurred_at: datetime, noted_at: datetime) -> Event:
    return Event(
        code=code,
        by=row["by"],
        noted_at=noted_at,
        occurred_at=occurred_at,
        place=row["place"],
        kind=row["kind"],
        text=row["text"],
        people=row.get("people", ""),
        how=row.get("how", ""),
        protected=row.get("protected", {}),
        photo=row.get("photo", ""),
        shows_nobody=row.get("shows_nobody", False),
    )
