"""One row of a file: either what can be taken in, or the reason why not."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo

from karlemose.observations import guard
from karlemose.observations.enums import Kind, Sort
from karlemose.observations.imports import times, words
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.imports.problems import Reason, Rejected
from karlemose.observations.imports.reading import Record

LONGEST_TEXT = 4000
LONGEST_REFERENCE = 200
LONGEST_WORDS = 120
DIGEST = "row:"

Position = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, masked and settled; its position lives only until its place is found."""

    line: int
    reference: str
    occurred_at: datetime
    is_hour_known: bool
    kind: Kind
    kind_words: str
    text: str
    place_words: str
    number_of_people: str
    position: Position | None


class Judge:
    """Reads the rows of one file, counts, and remembers which references it has seen (about 150 bytes a row)."""

    def __init__(self, *, columns: dict[str, int], width: int, zone: ZoneInfo, at: datetime) -> None:
        self.columns, self.width, self.zone, self.at = columns, width, zone, at
        self.numbers = Numbers()
        self._seen: set[str] = set()

    def read(self, record: Record) -> Row | None:
        """The row, or None for one that says the same as an earlier one. Raises `Rejected`. Counts either way."""
        self.numbers.read += 1
        try:
            return self._fresh(self._row(record), record)
        except Rejected as rejected:
            if rejected.reason is Reason.REPEATED:
                self.numbers.repeated += 1
            else:
                self.numbers.rejected[rejected.reason] += 1
            raise

    def _fresh(self, read: tuple[Row, Numbers], record: Record) -> Row | None:
        row, counted = read
        if row.reference in self._seen:
            if not row.reference.startswith(DIGEST):
                raise Rejected(Reason.REPEATED)
            self.numbers.repeated += 1
            return None
        self._seen.add(row.reference)
        self.numbers.accepted += 1
        self.numbers.masked.update(counted.masked)
        for name in ("skipped", "doubled", "day_only", "bad_position", "other_kinds", "people_unclear", "shortened"):
            setattr(self.numbers, name, getattr(self.numbers, name) + getattr(counted, name))
        return row

    def _row(self, record: Record) -> tuple[Row, Numbers]:
        cells, counted = self._cells(record), Numbers()
        time = times.read(self._cell(cells, "occurred_at"), zone=self.zone, at=self.at)
        counted.skipped, counted.doubled = time.settled == "skipped", time.settled == "doubled"
        counted.day_only = not time.is_hour_known
        kind, kind_words = self._kind(self._cell(cells, "kind"), counted)
        row = Row(
            line=record.line,
            reference=self._reference(cells, counted),
            occurred_at=time.moment,
            is_hour_known=time.is_hour_known,
            kind=kind,
            kind_words=kind_words,
            text=self._text(self._cell(cells, "text"), counted),
            place_words=_short(_masked(words.without_door(self._cell(cells, "place")), counted), counted),
            number_of_people=self._people(self._cell(cells, "number_of_people"), counted),
            position=self._position(cells, counted),
        )
        return row, counted

    def _cells(self, record: Record) -> list[str]:
        if record.problem is not None:
            raise Rejected(record.problem)
        cells = record.cells
        if len(cells) < self.width or any(cells[self.width :]):
            raise Rejected(Reason.RAGGED)
        together = "".join(cells)
        if "\0" in together:
            raise Rejected(Reason.NUL)
        if not together.isascii() and any("\ud800" <= letter <= "\udfff" for letter in together):
            raise Rejected(Reason.UNREADABLE)
        return cells

    def _cell(self, cells: list[str], field: str) -> str:
        return cells[self.columns[field]] if field in self.columns else ""

    def _kind(self, written: str, counted: Numbers) -> tuple[Kind, str]:
        plain = " ".join(written.split())
        if not plain:
            raise Rejected(Reason.KIND_MISSING)
        kind = words.kind_of(plain)
        if kind is not None:
            return kind, ""
        counted.other_kinds += 1
        return Kind.OTHER, _short(_masked(plain, counted), counted)

    def _text(self, written: str, counted: Numbers) -> str:
        if len(written) > LONGEST_TEXT:
            raise Rejected(Reason.TEXT_TOO_LONG)
        masked = _masked(written, counted)
        if len(masked) > LONGEST_TEXT:  # masks are words too
            raise Rejected(Reason.TEXT_TOO_LONG)
        return masked

    def _reference(self, cells: list[str], counted: Numbers) -> str:
        """The source's own id; without one, or where it is a person's number, the digest of the row."""
        written = self._cell(cells, "reference").strip()
        if len(written) > LONGEST_REFERENCE:
            raise Rejected(Reason.REFERENCE_TOO_LONG)
        personal = [found.sort for found in guard.findings(written) if found.sort in {Sort.CPR, Sort.EMAIL}]
        counted.masked.update(personal)
        if written and not personal and not written.startswith(DIGEST):
            return written
        joined = "\x1f".join(cells[: self.width])
        return DIGEST + hashlib.sha256(joined.encode()).hexdigest()[:40]

    def _people(self, written: str, counted: Numbers) -> str:
        if not written.strip():
            return ""
        number = words.people_of(written)
        counted.people_unclear += number is None
        return "" if number is None else number.value

    def _position(self, cells: list[str], counted: Numbers) -> Position | None:
        latitude, longitude = self._cell(cells, "latitude").strip(), self._cell(cells, "longitude").strip()
        if not latitude and not longitude:
            return None
        position = _degrees(longitude), _degrees(latitude)
        is_on_earth = abs(position[0]) <= 180 and abs(position[1]) <= 90
        if is_on_earth and position != (0, 0):
            return position
        counted.bad_position += 1
        return None


def _degrees(written: str) -> float:
    """A number with point or comma; what is none lies outside the earth."""
    try:
        number = float(written.replace(",", ".", 1)) if written.isascii() and "_" not in written else 999.0
    except ValueError:
        return 999.0
    return number if isfinite(number) else 999.0


def _masked(written: str, counted: Numbers) -> str:
    masked = guard.mask(written)
    counted.masked.update(masked.counts)
    return masked.text


def _short(written: str, counted: Numbers) -> str:
    if len(written) <= LONGEST_WORDS:
        return written
    counted.shortened += 1
    return written[: LONGEST_WORDS - 1] + "…"
