"""One row of a file: either what can be taken in, or the reason why not."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from math import isfinite
from zoneinfo import ZoneInfo

from karlemose.observations import guard
from karlemose.observations.enums import Kind, Precision, Sort
from karlemose.observations.imports import protected, times, words
from karlemose.observations.imports.mapping import PROTECTED
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.imports.problems import Reason, Rejected
from karlemose.observations.imports.protected import Told
from karlemose.observations.imports.reading import Record
from karlemose.observations.limits import LONGEST_REFERENCE, LONGEST_TEXT, LONGEST_WORDS

DIGEST = "row:"

PERSONAL = frozenset({Sort.CPR, Sort.EMAIL})

Position = tuple[float, float]  # longitude, latitude
Note = str | Sort  # a number of `Numbers` to count one up, or what was masked
Notes = list[Note]


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, masked and settled; its position lives only until its place is found."""

    line: int
    reference: str
    occurred_at: datetime
    precision: Precision
    kind: Kind
    kind_words: str
    text: str
    place_words: str
    number_of_people: str
    position: Position | None
    told: Told | None = None  # what goes to the particulars


class Judge:
    """Reads the rows of one file, counts, and remembers which it has seen (about 200 bytes a row)."""

    def __init__(
        self,
        *,
        columns: dict[str, int],
        width: int,
        zone: ZoneInfo,
        at: datetime,
        stated: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.width, self.zone, self.at = columns, width, zone, at
        self.stated = stated or {}
        self.numbers = Numbers()
        self._seen: set[str | bytes] = set()
        self._alike: Counter[bytes] = Counter()

    def read(self, record: Record) -> Row | None:
        """The row, or None for one that says the same as an earlier one. Raises `Rejected`. Counts either way."""
        self.numbers.read += 1
        try:
            return self._fresh(self._row(record), record)
        except Rejected as rejected:
            self.numbers.given_back += 1
            if rejected.reason is Reason.REPEATED:
                self.numbers.repeated += 1
            else:
                self.numbers.rejected[rejected.reason] += 1
            raise

    def _fresh(self, read: tuple[Row, Notes], record: Record) -> Row | None:
        row, notes = read
        if not row.reference:
            reference = self._made_reference(row, record)
            if reference is None:
                self.numbers.repeated += 1
                return None
            row = replace(row, reference=reference)
        elif row.reference in self._seen:
            raise Rejected(Reason.REPEATED)
        else:
            self._seen.add(row.reference)
        self.numbers.accepted += 1
        for note in notes:
            self.numbers.count(note)
        return row

    def _made_reference(self, row: Row, record: Record) -> str | None:
        """For a row without an id: the digest of what is kept of it in the open part, and which of its like it is.

        Two rows that name the same minute and say the same in every cell are one. Where only a day or a month is known
        they may well be two, and each counts. What goes to the particulars, and what is masked, is not in the digest:
        it could be guessed back from it after it has been erased.
        """
        if row.precision is Precision.HOUR:
            whole = hashlib.sha256("\x1f".join(record.cells[: self.width]).encode()).digest()[:16]
            if whole in self._seen:
                return None
            self._seen.add(whole)
        near = () if row.position is None else tuple(f"{degrees:.2f}" for degrees in row.position)
        kept = (row.occurred_at.isoformat(), row.precision, row.kind, row.kind_words, row.text, row.place_words)
        digest = hashlib.sha256("\x1f".join((*kept, row.number_of_people, *near)).encode()).hexdigest()[:40]
        alike = bytes.fromhex(digest)
        self._alike[alike] += 1
        number = self._alike[alike]
        return f"{DIGEST}{digest}" if number == 1 else f"{DIGEST}{digest}#{number}"

    def _row(self, record: Record) -> tuple[Row, Notes]:
        cells = self._cells(record)
        notes: Notes = []
        time = times.read(self._cell(cells, "occurred_at"), zone=self.zone, at=self.at)
        if time.settled != "ok":
            notes.append(time.settled)
        if time.precision is not Precision.HOUR:
            notes.append(f"{time.precision.value}_only")
        kind, kind_words, of_kind = _kind(self.stated.get("kind") or self._cell(cells, "kind"))
        notes += of_kind
        row = Row(
            line=record.line,
            reference=self._reference(cells, notes),
            occurred_at=time.moment,
            precision=time.precision,
            kind=kind,
            kind_words=kind_words,
            text=_text(protected.without_plate(self._cell(cells, "text"), self._cell(cells, "plate"), notes), notes),
            place_words=_short(_masked(words.without_door(self._cell(cells, "place")), notes), notes),
            number_of_people=_people(self._cell(cells, "number_of_people"), notes),
            position=_position(self._cell(cells, "latitude"), self._cell(cells, "longitude"), notes),
            told=self._told(cells, notes),
        )
        return row, notes

    def _told(self, cells: list[str], notes: Notes) -> Told | None:
        if self.columns.keys().isdisjoint(PROTECTED):
            return None
        return protected.read(*(self._cell(cells, field) for field in PROTECTED), stated=self.stated, notes=notes)

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

    def _reference(self, cells: list[str], notes: Notes) -> str:
        """The source's own id; nothing without one, or where it is a person's number."""
        written = self._cell(cells, "reference").strip()
        if len(written) > LONGEST_REFERENCE:
            raise Rejected(Reason.REFERENCE_TOO_LONG)
        personal = guard.findings(written, sorts=PERSONAL)
        notes += [found.sort for found in personal]
        return "" if personal or written.startswith(DIGEST) else written


@lru_cache(maxsize=4096)
def _kind(written: str) -> tuple[Kind, str, tuple[Note, ...]]:
    """Our kind, or "other" in the source's own words."""
    plain = " ".join(written.split())
    if not plain:
        raise Rejected(Reason.KIND_MISSING)
    kind = words.kind_of(plain)
    if kind is not None:
        return kind, "", ()
    notes: Notes = ["other_kinds"]
    return Kind.OTHER, _short(_masked(plain, notes), notes), tuple(notes)


def _text(written: str, notes: Notes) -> str:
    if len(written) > LONGEST_TEXT:
        raise Rejected(Reason.TEXT_TOO_LONG)
    masked = _masked(written, notes)
    if len(masked) > LONGEST_TEXT:  # masks are words too
        raise Rejected(Reason.TEXT_TOO_LONG)
    return masked


def _people(written: str, notes: Notes) -> str:
    if not written.strip():
        return ""
    number = words.people_of(written)
    if number is None:
        notes.append("people_unclear")
        return ""
    return number.value


def _position(latitude: str, longitude: str, notes: Notes) -> Position | None:
    """Both or none; half a position, what is no number, what lies off the earth and (0, 0) count as not given."""
    if not latitude.strip() and not longitude.strip():
        return None
    position = _degrees(longitude), _degrees(latitude)
    if abs(position[0]) <= 180 and abs(position[1]) <= 90 and position != (0, 0):
        return position
    notes.append("bad_position")
    return None


def _degrees(written: str) -> float:
    """A number with point or comma; what is none lies outside the earth."""
    try:
        number = float(written.replace(",", ".", 1)) if written.isascii() and "_" not in written else 999.0
    except ValueError:
        return 999.0
    return number if isfinite(number) else 999.0


def _masked(written: str, notes: Notes) -> str:
    masked = guard.mask(written) if written else None
    if masked is None or not masked.counts:
        return written
    notes += masked.counts.elements()
    return masked.text


def _short(written: str, notes: Notes) -> str:
    if len(written) <= LONGEST_WORDS:
        return written
    notes.append("shortened")
    return written[: LONGEST_WORDS - 1] + "…"
