"""What comes in as a file: the office's list from before the phones, and what nobody would find any more.

A note of a drawn week that will have been erased by now is taken in with its year instead of one by one: what is left
of it is the same counts by week and month, and telling takes seconds.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from pathlib import Path

from karlemose.demo import crisis
from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import ZONE, Event, on
from karlemose.observations import import_actions
from karlemose.observations.imports import reading
from karlemose.observations.imports.batches import File

# taken in; what happened from, to
LISTS = (
    (on(date(2017, 6, 19), time(15)), date(2016, 1, 1), date(2017, 5, 31)),
    (on(date(2017, 8, 1), time(9)), date(2017, 6, 1), date(2017, 7, 31)),
)
COLUMNS = ("occurred_at", "kind", "place", "text", "reference")


def lists() -> Iterator[Step]:
    """The housing organisation's own list, on the eve of the first meeting and when the project starts."""
    for at, first, last in LISTS:
        events = crisis.list_of_the_office(first, last)
        yield Step(at, partial(_take_in, events, at=at, code=f"demo-list-{first}"))


def years(events: Iterable[Event]) -> Iterator[Step]:
    """Notes that are counts by now, year by year, each on the day its last one was noted."""
    for year, found in groupby(events, key=lambda event: event.noted_at.astimezone(ZONE).year):
        of_year = list(found)
        at = max(event.noted_at for event in of_year)
        yield Step(at, partial(_take_in, of_year, at=at, code=f"demo-year-{year}"))


def _take_in(events: list[Event], stage: Stage, *, at: datetime, code: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{code}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(_row(event) for event in events)
        taken = File(source=reading.inspect(path), mapping={}, rejected=None)
        what = {"neighbourhood_id": stage.neighbourhood.id, "file": taken}
        stage.once(import_actions.take_in, code=code, by=stage.command, at=at, **what)


def _row(event: Event) -> tuple[str, ...]:
    local = event.occurred_at.astimezone(ZONE)
    return (local.isoformat(), event.kind, event.place, event.text, event.code)
