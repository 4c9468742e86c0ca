"""The story's monthly figures, January 2016 to September 2018: `story/months.toml` as values."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "story" / "months.toml"


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month; what each number counts stands at the head of the file."""

    starts_on: date
    reports: int
    graffiti: int
    moves_out: int
    naming_the_group: int
    threats: int
    locks: int
    days_withdrawn: int
    arrests: int
    meetings: int
    visits: int
    participants: int


@cache
def months() -> tuple[Month, ...]:
    """All months, in order."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["month"]
    return tuple(Month(starts_on=date.fromisoformat(f"{row.pop('month')}-01"), **row) for row in rows)


def between(first: str, last: str) -> tuple[Month, ...]:
    """The months from "2016-01" to "2018-01", both included."""
    return tuple(month for month in months() if first <= month.starts_on.isoformat()[:7] <= last)
