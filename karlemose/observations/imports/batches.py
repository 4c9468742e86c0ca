"""The rows of a file in batches, so that memory stays steady however long the file is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from karlemose.observations.imports import mapping as columns_of
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.imports.problems import Rejected, Unusable
from karlemose.observations.imports.reading import Record, Source, opened
from karlemose.observations.imports.rejected import RejectedRows
from karlemose.observations.imports.rows import Judge, Row

BATCH = 10_000


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that was looked at, how its columns are to be read, and where its refused rows go (None: nowhere)."""

    source: Source
    mapping: Mapping[str, str]
    rejected: Path | None
    progress: Callable[[int], None] = lambda _: None  # hears how many bytes have been read
    stated: Mapping[str, str] = field(default_factory=dict)  # what holds for every row


@contextmanager
def judged(file: File, *, zone: ZoneInfo, at: datetime) -> Iterator[tuple[Iterator[list[Row]], Numbers]]:
    """Batches of the rows that can be taken in, and the numbers, which are complete when the batches are."""
    with opened(file.source, progress=file.progress) as records:
        header = _header(records)
        columns = columns_of.columns(header, file.mapping, given=file.stated)
        judge = Judge(columns=columns, width=len(header), zone=zone, at=at, stated=file.stated)
        with RejectedRows(file.rejected, header) as rejected:
            yield _batches(records, judge, rejected), judge.numbers


def _header(records: Iterator[Record]) -> list[str]:
    first = next(records, None)
    if first is None or first.problem is not None:
        raise Unusable("the file has no header line that names its columns")
    return first.cells


def _batches(records: Iterator[Record], judge: Judge, rejected: RejectedRows) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for record in records:
        try:
            row = judge.read(record)
        except Rejected as refused:
            rejected.write(record, refused.reason)
            continue
        if row is not None:
            batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
