"""Where files lie and how they come there: whole or not at all, and for their owner alone."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

NAME_LENGTH = 64  # of a SHA-256 in hexadecimal


def path_of(partnership_id: int, digest: str) -> Path:
    return _folder(partnership_id) / digest[:2] / digest


def write(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Let `fill` write a new file; under its name it is whole and on the disk, or it is not there."""
    for folder in (path.parents[2], path.parents[1], path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(path)
        _sync(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def names(partnership_id: int) -> Iterator[tuple[Path, str]]:
    """(path, digest) of every file of a partnership, those that a write left half-way too, folder by folder."""
    for folder in sorted(_folder(partnership_id).glob("[0-9a-f][0-9a-f]")):
        for path in sorted(folder.iterdir()):
            yield path, path.name.lstrip(".")[:NAME_LENGTH]


def _folder(partnership_id: int) -> Path:
    return Path(settings.VAULT_FOLDER) / str(partnership_id)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
