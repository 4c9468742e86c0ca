"""One file for the dump and the vault's files: a tar that says at its end what must be in it.

Files of the vault travel as they lie, encrypted; their key does not. Nothing is unpacked under a name that is not ours,
and nothing is used before every byte was counted against its SHA-256.
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from karlemose.config.environment import SettingError

DUMP = "dump"
SUMS = "SHA256SUMS"
PLAIN_DUMP = b"PGDMP"  # how a dump begins: backups were nothing else once
NAME = re.compile(rf"{DUMP}|{SUMS}|vault/[0-9]{{1,19}}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}")
PIECE = 1 << 20


class _Hashed:
    """Reads through and counts."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._sum.update(piece)
        return piece

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


def pack(target: Path, *, dump: Path, vault: Path) -> None:
    """Write the archive, for its owner alone. A file that is erased meanwhile is left out, as it should be."""
    sums: list[str] = []
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w|") as archive:
        sums.append(_add(archive, DUMP, dump))
        for path in _kept(vault):
            try:
                sums.append(_add(archive, path.relative_to(vault.parent).as_posix(), path))
            except FileNotFoundError:
                continue
        listed = "".join(sums).encode()
        archive.addfile(_about(SUMS, len(listed)), io.BytesIO(listed))


def is_plain_dump(file: Path) -> bool:
    with file.open("rb") as source:
        return source.read(len(PLAIN_DUMP)) == PLAIN_DUMP


def unpack(file: Path, *, into: Path) -> None:
    """Lay the dump and the vault's files into an empty folder. Raises `SettingError` for anything that is not whole."""
    found: dict[str, str] = {}
    listed: str | None = None
    try:
        with tarfile.open(file, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isreg() else None
                if content is None or listed is not None or member.name in found or not NAME.fullmatch(member.name):
                    raise SettingError(f"{file} is no backup of Karlemose: it holds {member.name!r}")
                if member.name == SUMS:
                    listed = content.read().decode("ascii")
                else:
                    found[member.name] = _lay(content, into / member.name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise SettingError(f"{file} is damaged, or no backup of Karlemose: {error}") from error
    if listed is None or listed != "".join(_line(digest, name) for name, digest in found.items()):
        raise SettingError(f"{file} is damaged: what it holds is not what was written")


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as source:
        hashed = _Hashed(source)
        archive.addfile(_about(name, os.fstat(source.fileno()).st_size), hashed)  # type: ignore[arg-type]
    return _line(hashed.digest, name)


def _lay(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashed = _Hashed(content)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        while piece := hashed.read(PIECE):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return hashed.digest


def _kept(vault: Path) -> Iterator[Path]:
    """Files under names of theirs; what a broken write left half-way is no part of a backup."""
    for path in sorted(vault.glob("*/*/*")):
        if NAME.fullmatch(path.relative_to(vault.parent).as_posix()) and path.is_file():
            yield path


def _about(name: str, size: int) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about


def _line(digest: str, name: str) -> str:
    return f"{digest}  {name}\n"
