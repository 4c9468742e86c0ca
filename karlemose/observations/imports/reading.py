"""Finds the text in a file: digest, encoding, separator, and the records with the lines they stand on.

The file is read twice. The first pass settles the encoding for the whole file, so that one broken line cannot turn
every Danish letter of the others into rubbish: a file is UTF-8 (with or without BOM) unless more of its lines are
broken as UTF-8 than hold proper letters beyond ASCII; else it is Windows-1252, which is Latin-1 with typographic
signs. A line of a UTF-8 file that is broken is rejected alone.
"""

import csv
import hashlib
import io
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from karlemose.observations.imports.problems import Reason, Unusable
from karlemose.observations.imports.unpacking import unpacked

MAX_LINE = 1024**2  # characters; more is no table of observations
MAX_LINES_OF_A_RECORD = 200  # so that one stray quotation mark cannot swallow the file
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was looked at once: `digest` is what `sha256sum FILE` prints, `size` what it is unpacked."""

    path: Path
    digest: str
    encoding: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the file, from `line` on; with `problem`, its cells are the raw line alone."""

    line: int
    cells: list[str]
    problem: Reason | None = None


def inspect(path: Path) -> Source:
    """Digest, encoding and size, or `Unusable`."""
    with unpacked(path) as stream:
        encoding, size = _encoding_and_size(io.BufferedReader(stream, 1 << 16))
    if not size:
        raise Unusable(f"{path.name} is empty")
    with path.open("rb") as packed:
        return Source(path, hashlib.file_digest(packed, "sha256").hexdigest(), encoding, size)


def _encoding_and_size(stream: io.BufferedReader) -> tuple[str, int]:
    begin = stream.peek(4)[:4]
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", sum(len(piece) for piece in iter(lambda: stream.read(1 << 16), b""))
    size = good = bad = 0
    for line in iter(lambda: stream.readline(MAX_LINE + 1), b""):
        size += len(line)
        if len(line) > MAX_LINE:
            raise Unusable(f"a line is longer than {MAX_LINE} bytes; this is no table of observations")
        if not line.isascii():
            is_good = _is_utf8(line)
            good, bad = good + is_good, bad + (not is_good)
    return ("utf-8-sig" if begin.startswith(b"\xef\xbb\xbf") or bad <= good else "cp1252"), size


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Lines(Iterator[str]):
    """Lines that can be taken back, with their numbers."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self.stream = stream
        self.number = 0
        self.taken: list[str] = []
        self.waiting: deque[str] = deque()

    def __next__(self) -> str:
        if len(self.taken) >= MAX_LINES_OF_A_RECORD:
            raise csv.Error("a quotation mark is never closed")
        line = self.waiting.popleft() if self.waiting else self.stream.readline()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def take_back_all_but_the_first(self) -> str:
        first, *rest = self.taken
        self.waiting.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


@contextmanager
def opened(source: Source, *, progress: Callable[[int], None] = lambda _: None) -> Iterator[Iterator[Record]]:
    """The records of the file, the header first. `progress` hears how many bytes have been read so far."""
    with unpacked(source.path) as stream:
        buffered = io.BufferedReader(stream, 1 << 16)
        text = io.TextIOWrapper(buffered, source.encoding, errors="surrogateescape", newline="")
        try:
            yield _records(Lines(text), lambda: progress(stream.read_so_far))
        except UnicodeDecodeError as error:
            raise Unusable(f"{source.path.name} is not readable as {source.encoding}; save it as UTF-8") from error


def _records(lines: Lines, after_each: Callable[[], None]) -> Iterator[Record]:
    reader, separator = None, ""
    while True:
        lines.taken.clear()
        start = lines.number + 1
        if reader is None:
            separator = separator or _separator(lines)
            reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            is_one_long_cell = len(lines.taken) == 1 and "field larger" in str(error)
            raw = lines.take_back_all_but_the_first().rstrip("\r\n")
            yield Record(start, [raw], Reason.TEXT_TOO_LONG if is_one_long_cell else Reason.BROKEN_QUOTES)
            reader = None
            continue
        if cells:
            yield Record(start, cells)
        after_each()


def _separator(lines: Lines) -> str:
    """The one of comma, semicolon and tab that stands most often in the first line, outside quotation marks."""
    try:
        first = next(lines)
    except StopIteration:
        return ","
    lines.waiting.appendleft(first)
    lines.taken.clear()
    lines.number -= 1
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count)
