"""A file of reports taken in, beside PostgreSQL's own COPY of the same file into a plain table.

COPY judges nothing: no kinds, times, masks, places, repeats or reasons. It is the floor, not the aim.
"""

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.db import connections

from benchmarks.founding import AT, House, add_neighbourhood
from benchmarks.progress import busy, shown
from benchmarks.table import Line
from benchmarks.timing import best
from karlemose.observations import actions
from karlemose.observations.enums import Kind
from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import File
from karlemose.places.models import Neighbourhood

ROWS = 100_000
COLUMNS = ("reference", "occurred_at", "kind", "text", "latitude", "longitude")
SOUTH, WEST = 55.43, 12.30
SPREAD = 0.05  # degrees
TEXT = "Seen from the window, again and again, until somebody went down and talked to them."


def measure(house: House, *, limit: int | None) -> list[Line]:
    number = limit or ROWS
    squares = add_neighbourhood("squares", by=house.command, has_plan=False)
    with tempfile.TemporaryDirectory(prefix="karlemose-bench-") as folder:
        path = Path(folder, "reports.csv")
        _write(path, number)
        with busy("Copying …"):
            floor = best(lambda: _copy(path), times=3)
        pace = _Pace(path.stat().st_size)
        with busy("Taking in …"):
            on_squares = best(lambda: _take_in(house, squares, path, progress=pace), times=1)
            again = best(lambda: _take_in(house, squares, path), times=1)
            on_plan = best(lambda: _take_in(house, house.neighbourhood, path), times=1)
    taken = {
        "into squares": on_squares,
        "the same file again": again,
        "into a plan": on_plan,
    }
    return [*(_line(what, number, seconds, floor) for what, seconds in taken.items()), pace.line(number)]


class _Pace:
    """Hears how many bytes have been read: rows a second in the first and in the last fifth of the file."""

    def __init__(self, size: int) -> None:
        self.size, self.heard = size, [(0, time.perf_counter())]

    def __call__(self, read: int) -> None:
        if read > self.heard[-1][0]:
            self.heard.append((read, time.perf_counter()))

    def line(self, number: int) -> Line:
        first = self._rate(number, 0, self.size / 5)
        last = self._rate(number, self.size * 4 / 5, self.size)
        return Line(
            what=f"{number:,} rows judged and copied: the last fifth beside the first",
            ours=f"{last:,.0f} rows/s",
            floor=f"{first:,.0f} rows/s in the first fifth",
            ratio=first / last,
        )

    def _rate(self, number: int, start: float, end: float) -> float:
        there = [(read, at) for read, at in self.heard if start <= read <= end] or self.heard
        (begin, since), (stop, until) = there[0], there[-1]
        return number * (stop - begin) / self.size / max(until - since, 1e-9) or 1.0


def _line(what: str, number: int, seconds: float, floor: float) -> Line:
    return Line(
        what=f"{number:,} rows {what}",
        ours=f"{number / seconds:,.0f} rows/s",
        floor=f"{number / floor:,.0f} rows/s COPY",
        ratio=seconds / floor,
    )


def _write(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(shown(_rows(number), "Writing a file …"))


def _rows(number: int) -> Iterator[tuple[object, ...]]:
    kinds = [kind.value for kind in Kind if kind.is_act]
    for one in range(number):
        occurred_at = AT - timedelta(minutes=10 * one + 1)
        north, east = (one * 7919 % 1000) / 1000 * SPREAD, (one * 104_729 % 1000) / 1000 * SPREAD
        kind = kinds[one % len(kinds)]
        yield f"R{one:08d}", occurred_at.isoformat(), kind, TEXT, f"{SOUTH + north:.6f}", f"{WEST + east:.6f}"


def _take_in(
    house: House, neighbourhood: Neighbourhood, path: Path, *, progress: Callable[[int], None] = lambda _: None
) -> None:
    file = File(source=reading.inspect(path), mapping=mapping.parse(()), rejected=None, progress=progress)
    numbers = actions.take_in(by=house.command, at=AT, neighbourhood_id=neighbourhood.id, file=file)
    if numbers.number_rejected:
        raise RuntimeError(f"{numbers.number_rejected} rows were refused")


def _copy(path: Path) -> None:
    columns = ", ".join(f"{name} text" for name in COLUMNS)
    with connections["owner"].cursor() as cursor, path.open("rb") as file:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS benchmark_plain ({columns})")
        with cursor.copy("COPY benchmark_plain FROM STDIN (FORMAT csv, HEADER)") as copy:
            while block := file.read(1 << 16):
                copy.write(block)
