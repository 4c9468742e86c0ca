"""The list, day by day, newest first, with the addresses of the pages before and behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.observations.queries import PAGE, Page
from karlemose.places.queries import Neighbourhood
from karlemose.web import times
from karlemose.web.staff.observation import Shown, shown


@dataclass(frozen=True)
class Day:
    anchor: str
    heading: str
    observations: list[Shown]


@dataclass(frozen=True, kw_only=True)
class Listing:
    days: list[Day]
    hits: str
    button: str  # of the sheet of filters: how many it leads to
    chosen: list[str]
    newest_url: str | None
    older_url: str | None
    export_url: str | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for, and the addresses that pages of the same list have."""

    path: str
    query: dict[str, str]
    chosen: list[str]
    export: str | None  # for those who may take out a file

    @property
    def kept(self) -> dict[str, str]:
        return {name: value for name, value in self.query.items() if value and name != "after"}


def listing(page: Page, neighbourhood: Neighbourhood, *, asked: Asked) -> Listing:
    """The cursor is taken out of the address and put in anew."""
    kept, is_first = asked.kept, not asked.query.get("after")
    hits = _hits(page) if is_first else _("Older observations")
    return Listing(
        days=list(_days([shown(row, neighbourhood) for row in page.rows])),
        hits=hits,
        button=_("Show: %(hits)s") % {"hits": hits.lower()},
        chosen=asked.chosen,
        newest_url=None if is_first else _address(asked.path, kept),
        older_url=_address(asked.path, {**kept, "after": page.after}) if page.after else None,
        export_url=_address(asked.export, kept) if asked.export and page.rows else None,
    )


def _hits(page: Page) -> str:
    """Counted as far as the page goes: no count of everything is asked for."""
    number = len(page.rows)
    if page.after is not None:
        return _("More than %(number)d observations") % {"number": PAGE}
    return ngettext("%(number)d observation", "%(number)d observations", number) % {"number": number}


def _days(rows: list[Shown]) -> Iterable[Day]:
    for day, found in groupby(rows, key=lambda row: row.occurred_at.date()):
        yield Day(day.isoformat(), f"{times.day(day)} {day.year}", list(found))


def _address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
