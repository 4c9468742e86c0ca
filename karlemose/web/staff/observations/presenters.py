"""The list, day by day, newest first, with the addresses of the pages before and behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from karlemose.observations.queries import Filters, Page
from karlemose.places.queries import Neighbourhood
from karlemose.web import times
from karlemose.web.staff.observation import Shown, shown


@dataclass(frozen=True)
class Day:
    anchor: str
    heading: str
    observations: list[Shown]


@dataclass(frozen=True)
class Listing:
    days: list[Day]
    is_filtered: bool
    newest_url: str | None
    older_url: str | None


def listing(page: Page, neighbourhood: Neighbourhood, *, path: str, asked: dict[str, str], filters: Filters) -> Listing:
    """`asked` is what the address asks for; the cursor is taken out and put in anew."""
    kept = {name: value for name, value in asked.items() if value and name != "after"}
    return Listing(
        days=list(_days([shown(row, neighbourhood) for row in page.rows])),
        is_filtered=filters != Filters(),
        newest_url=_address(path, kept) if asked.get("after") else None,
        older_url=_address(path, {**kept, "after": page.after}) if page.after else None,
    )


def _days(rows: list[Shown]) -> Iterable[Day]:
    for day, found in groupby(rows, key=lambda row: row.occurred_at.date()):
        yield Day(day.isoformat(), f"{times.day(day)} {day.year}", list(found))


def _address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
