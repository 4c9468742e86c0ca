"""Reads the columns of a CSV file; what is wrong is named by file, row and column."""

import csv
import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from karlemose.stats.result import NoEstimate
from karlemose.stats.words import Words

Reader = Callable[[str], Any]


class NotReadable(ValueError):
    """A value that is not what its column holds; says what it should be, in both languages."""

    def __init__(self, english: str, danish: str) -> None:
        self.wanted = Words(english, danish)
        super().__init__(english)


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column holds. `default`: the value of an empty cell or absent column, if it is not `required`."""

    read: Reader
    required: bool = True
    default: Any = None


@dataclass(frozen=True)
class Table:
    """The columns asked for, each as a list in the order of the rows; `present` names those that the file has."""

    values: Mapping[str, list[Any]]
    present: frozenset[str]
    skipped: int = 0

    def __getitem__(self, name: str) -> list[Any]:
        return self.values[name]

    def has(self, name: str) -> bool:
        """Whether the file has the column."""
        return name in self.present


def read(
    *,
    file: Path,
    columns: Mapping[str, Column],
    names: Mapping[str, str] | None = None,
    skip_missing: str | None = None,
) -> Table:
    """The columns of a CSV file with a header; comma or semicolon, UTF-8 or Latin-1.

    `names` maps a column of ours to its name in the file; one that is none of ours is refused, since a slip in the name
    of a column that may be absent would go unseen. Rows whose `skip_missing` column is empty are left out and
    counted; every other empty required cell is refused. Columns not asked for are ignored.
    """
    _check_names(names or {}, columns)
    titles = {field: (names or {}).get(field, field) for field in columns}
    rows = _rows(file)
    header = [cell.strip() for cell in next(rows, (0, []))[1]]
    places = _places(file, header, columns, titles)
    values: dict[str, list[Any]] = {field: [] for field in columns}
    skipped = 0
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        if skip_missing and not cells.get(skip_missing):
            skipped += 1
            continue
        for field, column in columns.items():
            values[field].append(_value(cells.get(field, ""), column, _Place(file, number, titles[field])))
    if not any(values.values()):
        raise NoEstimate("{file} holds no rows.", "{file} har ingen rækker.", file=str(file))
    return Table(values, frozenset(places), skipped)


def whole(text: str) -> int:
    """A count: digits alone."""
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise NotReadable("a whole number of 0 or more, in digits alone", "et helt tal på 0 eller mere, kun cifre")
    return int(text)


def real(text: str) -> float:
    """A finite number with a decimal point."""
    try:
        value = math.nan if "_" in text else float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise NotReadable("a number with a decimal point", "et tal med decimalpunktum")
    return value


def above_zero(text: str) -> float:
    """A finite number above 0."""
    value = real(text)
    if value <= 0:
        raise NotReadable("a number above 0", "et tal over 0")
    return value


def month(text: str) -> int:
    """A month from 1 to 12."""
    value = whole(text)
    if not 1 <= value <= 12:
        raise NotReadable("a month from 1 to 12", "en måned fra 1 til 12")
    return value


def yes_or_no(text: str) -> bool:
    """0 or 1."""
    if text not in {"0", "1"}:
        raise NotReadable("0 or 1", "0 eller 1")
    return text == "1"


def day(text: str) -> float:
    """A date such as 2016-01-31 (its day number), or a number of days."""
    try:
        return float(date.fromisoformat(text[:10]).toordinal()) if "-" in text[1:] else real(text)
    except ValueError as error:
        raise NotReadable("a date such as 2016-01-31", "en dato som 2016-01-31") from error


def name(text: str) -> str:
    """Any text."""
    return text


def one_of(*allowed: str) -> Reader:
    """One of the given words."""

    def read_word(text: str) -> str:
        if text not in allowed:
            raise NotReadable(f"one of {', '.join(allowed)}", f"et af {', '.join(allowed)}")
        return text

    return read_word


@dataclass(frozen=True)
class _Place:
    file: Path
    row: int
    column: str


def _rows(file: Path) -> "Any":
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise NoEstimate(
            "{file}, row {row}: this is not a readable CSV line.",
            "{file}, række {row}: det er ikke en læsbar CSV-linje.",
            file=str(file),
            row=reader.line_num,
        ) from None


def _check_names(names: Mapping[str, str], columns: Mapping[str, Column]) -> None:
    unknown = sorted(names.keys() - columns.keys())
    if unknown:
        raise NoEstimate(
            "--map {field}={column}: there is no {field} to map; the columns are {known}.",
            "--map {field}={column}: der er ingen {field} at pege på; kolonnerne er {known}.",
            field=unknown[0],
            column=names[unknown[0]],
            known=", ".join(columns),
        )


def _places(file: Path, header: list[str], columns: Mapping[str, Column], titles: Mapping[str, str]) -> dict[str, int]:
    for field, column in columns.items():
        if column.required and titles[field] not in header:
            raise NoEstimate(
                "{file}, row 1: the column {column} is missing; the file has {header}. Use --map {field}=COLUMN.",
                "{file}, række 1: kolonnen {column} mangler; filen har {header}. Brug --map {field}=KOLONNE.",
                file=str(file),
                column=titles[field],
                header=", ".join(header) or "no header",
                field=field,
            )
    return {field: header.index(title) for field, title in titles.items() if title in header}


def _value(text: str, column: Column, place: _Place) -> Any:
    if not text and not column.required:
        return column.default
    try:
        return column.read(text)
    except NotReadable as error:
        raise NoEstimate(
            "{file}, row {row}, column {column}: {value} is not {wanted}.",
            "{file}, række {row}, kolonne {column}: {value} er ikke {wanted}.",
            file=str(place.file),
            row=str(place.row),
            column=place.column,
            value=repr(text) if text else Words("an empty cell", "en tom celle"),
            wanted=error.wanted,
        ) from None
