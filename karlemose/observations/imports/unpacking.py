"""Opens CSV, gzip and zip as one stream of bytes, with a ceiling on what comes out."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from karlemose.observations.imports.problems import Unusable

MAX_UNPACKED = 2 * 1024**3  # bytes; 10⁶ observations are about 250 MB

_BROKEN = (gzip.BadGzipFile, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)


class Measured(io.RawIOBase):
    """Counts the bytes that came out and stops at the ceiling, whatever the archive says its size is."""

    def __init__(self, source: IO[bytes], ceiling: int) -> None:
        super().__init__()
        self.source, self.ceiling, self.read_so_far = source, ceiling, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _told_plainly():
            piece = self.source.read(min(len(buffer), 1 << 16))
        self.read_so_far += len(piece)
        if self.read_so_far > self.ceiling:
            raise Unusable(f"unpacked, the file is larger than {self.ceiling // 1024**2} MB; split it")
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def unpacked(path: Path, *, ceiling: int = MAX_UNPACKED) -> Iterator[Measured]:
    """The bytes of the CSV in `path`; what it is packed in is known by its first bytes, not by its name."""
    with ExitStack() as stack:
        with _told_plainly():
            packed = stack.enter_context(path.open("rb"))
            start = packed.read(4)
            packed.seek(0)
            inner = _inner(packed, start, stack)
        yield Measured(inner, ceiling)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Around our own reading alone, so that no error of the caller is taken for one of the file."""
    try:
        yield
    except _BROKEN as error:
        raise Unusable(f"the file is broken or cut short ({error}); pack or copy it again") from error
    except OSError as error:
        raise Unusable(f"the file cannot be read: {error.strerror or error}") from error


def _inner(packed: IO[bytes], start: bytes, stack: ExitStack) -> Any:
    if start.startswith(b"\x1f\x8b"):
        return stack.enter_context(gzip.open(packed))
    if start == b"PK\x03\x04":
        archive = stack.enter_context(zipfile.ZipFile(packed))
        return stack.enter_context(archive.open(_only_member(archive)))
    if start == b"PK\x05\x06":
        raise Unusable("the zip is empty; put one CSV into it")
    return packed


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
    if len(members) != 1:
        names = ", ".join(entry.filename for entry in members[:5]) or "nothing"
        raise Unusable(f"the zip must hold one CSV; it holds {names}")
    if members[0].flag_bits & 0x1:
        raise Unusable("the zip is locked with a password; unpack it first")
    return members[0]


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")
