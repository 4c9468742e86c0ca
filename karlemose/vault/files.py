"""Keeping, reading and forgetting files, inside the transaction of the action that wants it.

    stored = files.keep(partnership_id=…, at=…, content=photo)     # the record points at `stored`
    files.read(stored)                                             # the plain bytes, checked against their SHA-256
    files.forget(stored)                                           # this holder lets go

Whoever writes or erases a file holds its lock (one number for partnership and digest) to the end of the transaction.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from django.db import connection, transaction
from django.db.models import QuerySet

from karlemose.tenancy.acting import acting_for
from karlemose.vault import disk, keys, sealing
from karlemose.vault.faults import Damaged, Missing
from karlemose.vault.models import StoredFile

_WAIT = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


def keep(*, partnership_id: int, at: datetime, content: bytes | BinaryIO) -> StoredFile:
    """Keep bytes, or a file that can be read twice, for one more holder. What the disk has lost is there again then.

    A transaction that is rolled back afterwards leaves at most a file that nobody can open, for `tidy` to remove.
    Raises `WrongKey`, and `OSError` when the disk takes no more.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    digest, size = _measured(source)
    _lock(partnership_id, digest)
    found = _rows("kept before?").select_for_update().filter(partnership_id=partnership_id, digest=digest).first()
    if found is not None:
        found.holders += 1
        found.save(update_fields=["holders"])
        if not disk.path_of(partnership_id, digest).exists():
            _write(source, found, key=_key_of(found, master=keys.opened(partnership_id=partnership_id)))
        return found
    key, bound = sealing.fresh_key(), _bound(partnership_id, digest)
    wrapped = sealing.wrap(key, under=keys.open_or_make(partnership_id=partnership_id, at=at), bound_to=bound)
    stored = StoredFile(partnership_id=partnership_id, digest=digest, size=size, wrapped_key=wrapped, kept_at=at)
    stored.save(force_insert=True)
    _write(source, stored, key=key)
    return stored


def read(file: StoredFile, *, master: bytes | None = None) -> bytes:
    """The plain bytes. Raises `Damaged`, `Missing`, `WrongKey`. `master`: the partnership's key, for many at once."""
    return b"".join(pieces(file, master=master))


def pieces(file: StoredFile, *, master: bytes | None = None) -> Iterator[bytes]:
    """The plain bytes in pieces of 1 MB, each verified; raises as `read` does, `Damaged` at the latest at the end."""
    key = _key_of(file, master=master or keys.opened(partnership_id=file.partnership_id))
    bound = _bound(file.partnership_id, file.digest)
    found = hashlib.sha256()
    try:
        with disk.path_of(file.partnership_id, file.digest).open("rb") as source:
            for piece in sealing.unsealed(source, key=key, bound_to=bound):
                found.update(piece)
                yield piece
    except FileNotFoundError as error:
        raise Missing(f"file {file.digest} is not in the vault's folder") from error
    if found.hexdigest() != file.digest:
        raise Damaged(f"file {file.digest} has another SHA-256 than its name")


def forget(*files: StoredFile) -> None:
    """One holder of each lets go. After the last, the key goes with the transaction and the file right behind it."""
    for file in sorted(files, key=lambda one: one.digest):  # the same order for everybody: no two wait for each other
        _lock(file.partnership_id, file.digest)
        held = _rows("a holder lets go").select_for_update().filter(id=file.id).first()
        if held is None:
            continue
        if held.holders > 1:
            held.holders -= 1
            held.save(update_fields=["holders"])
            continue
        held.delete()
        erase = partial(_erase_if_nobody_holds, file.partnership_id, file.digest)
        transaction.on_commit(erase, robust=True)  # should it fail, `tidy` does it


def tidy(*, partnership_id: int) -> int:
    """Remove files that no record holds: what a broken write left behind. Gives how many.

    In transactions of its own, never inside an action that lets go of files: that may still be rolled back.
    """
    removed = 0
    for _folder, found in groupby(disk.names(partnership_id), key=lambda one: one[0].parent):
        entries = list(found)
        with acting_for(partnership_id, read_only=True):
            held = _held(partnership_id, (digest for _path, digest in entries))
            for path, digest in entries:
                if path.name not in held and _may_remove(partnership_id, digest, name=path.name):
                    path.unlink(missing_ok=True)
                    removed += 1
    return removed


def _write(source: BinaryIO, file: StoredFile, *, key: bytes) -> None:
    bound = _bound(file.partnership_id, file.digest)
    source.seek(0)
    path = disk.path_of(file.partnership_id, file.digest)
    disk.write(path, lambda out: sealing.seal(source, out, key=key, bound_to=bound))


def _key_of(file: StoredFile, *, master: bytes) -> bytes:
    try:
        return sealing.unwrap(bytes(file.wrapped_key), under=master, bound_to=_bound(file.partnership_id, file.digest))
    except InvalidTag as error:
        raise Damaged(f"the key of file {file.digest} is not what was written into the database") from error


def _may_remove(partnership_id: int, digest: str, *, name: str) -> bool:
    """Whether nobody is writing it now and, seen again behind the lock, nobody holds it."""
    with connection.cursor() as cursor:
        cursor.execute(_TRY, [_lock_name(partnership_id, digest)])
        row = cursor.fetchone()
    return bool(row and row[0]) and name not in _held(partnership_id, [digest])


def _erase_if_nobody_holds(partnership_id: int, digest: str) -> None:
    """Behind the lock, since somebody may be keeping the same bytes anew at this moment."""
    with acting_for(partnership_id, read_only=True):
        _lock(partnership_id, digest)
        if not _held(partnership_id, [digest]):
            disk.path_of(partnership_id, digest).unlink(missing_ok=True)


def _held(partnership_id: int, digests: Iterable[str]) -> set[str]:
    rows = _rows("which files have a holder")
    return set(rows.filter(partnership_id=partnership_id, digest__in=list(digests)).values_list("digest", flat=True))


def _rows(reason: str) -> QuerySet[StoredFile]:
    return StoredFile.objects.unscoped(reason)


def _measured(source: BinaryIO) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    source.seek(0)
    while piece := source.read(sealing.PIECE):
        found.update(piece)
        size += len(piece)
    return found.hexdigest(), size


def _lock(partnership_id: int, digest: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, [_lock_name(partnership_id, digest)])


def _lock_name(partnership_id: int, digest: str) -> str:
    return f"vault {partnership_id} {digest}"


def _bound(partnership_id: int, digest: str) -> bytes:
    return f"karlemose vault file {partnership_id} {digest}".encode()
