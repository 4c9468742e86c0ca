"""Does the ledger still say what it said? Reads every entry, hashes it anew and holds it against leaves and heads.

PostgreSQL hands out a batch as three arrays and gathers the next while this one is hashed, so that a long log takes
little more time than its hashes do (`make bench`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import psycopg
from django.db import connection

from karlemose.ledger import keys
from karlemose.ledger.heads import head_code, signed_message
from karlemose.ledger.merkle import LEAF, Frontier
from karlemose.ledger.models import Head
from karlemose.tenancy.acting import acting_for

BATCH = 5_000
Batch = tuple[list[int], list[bytes], list[bytes | None]]  # positions, the leaves' hashes, the entries' bodies

BATCHES = """
WITH RECURSIVE starts AS (
    SELECT min(position) AS start FROM ledger_leaf WHERE partnership_id = %(partnership)s
    UNION ALL
    SELECT (SELECT min(position) FROM ledger_leaf
            WHERE partnership_id = %(partnership)s AND position >= start + %(batch)s)
    FROM starts WHERE start IS NOT NULL)
SELECT batch.positions, batch.hashes, batch.bodies
FROM starts CROSS JOIN LATERAL (
    SELECT min(entry_id) AS first, max(entry_id) AS last FROM (
        SELECT entry_id FROM ledger_leaf
        WHERE partnership_id = %(partnership)s AND position >= start AND position < start + %(batch)s
        OFFSET 0) AS ids) AS span
CROSS JOIN LATERAL (
    SELECT array_agg(leaf.position ORDER BY leaf.position) AS positions,
           array_agg(leaf.hash ORDER BY leaf.position) AS hashes,
           array_agg(convert_to(entry.body, 'UTF8') ORDER BY leaf.position) AS bodies
    FROM ledger_leaf leaf
    LEFT JOIN (SELECT id, body FROM ledger_entry
               WHERE partnership_id = %(partnership)s AND id BETWEEN span.first AND span.last) AS entry
           ON entry.id = leaf.entry_id
    WHERE leaf.partnership_id = %(partnership)s
      AND leaf.position >= start AND leaf.position < start + %(batch)s) AS batch
WHERE start IS NOT NULL
"""  # by ranges of ids, because looking up each entry by itself takes PostgreSQL twice as long
WRITTEN = "SELECT count(*) FROM ledger_entry WHERE partnership_id = %s"


@dataclass
class Verdict:
    """What was found in one log. `faults` is empty when all is well."""

    partnership_id: int
    entries: int = 0
    removed: int = 0
    unsealed: int = 0
    heads: int = 0
    faults: list[str] = field(default_factory=list)
    head_found: bool | None = None  # None: no code was asked for


def verify(
    *, partnership_id: int, code: str | None = None, progress: Callable[[int], None] = lambda done: None
) -> Verdict:
    """Verify one partnership's log, and whether it ever had the head printed as `code`.

    `progress` is called with the number of entries read so far.
    """
    verdict = Verdict(partnership_id)
    with acting_for(partnership_id, read_only=True):
        heads = {
            head.size: head
            for head in Head.objects.unscoped("verification").filter(partnership_id=partnership_id).order_by("size")
        }
        _walk(verdict, heads, wanted=_size_of(code), code=code, progress=progress)
        with connection.cursor() as cursor:
            cursor.execute(WRITTEN, [partnership_id])
            verdict.unsealed = cursor.fetchone()[0] - (verdict.entries - verdict.removed)
    return verdict


def _walk(
    verdict: Verdict, heads: dict[int, Head], *, wanted: int | None, code: str | None, progress: Callable[[int], None]
) -> None:
    frontier = Frontier()
    stops = sorted({*heads, *([] if wanted is None else [wanted])})
    if code is not None:  # that of an empty log fits every one: all began so
        verdict.head_found = head_code(0, frontier.root()) == _normal(code)
    for batch in _batches(verdict.partnership_id):
        start = frontier.size
        hashes = _checked_hashes(verdict, batch, first=start)
        for stop in [size for size in stops if start < size <= start + len(hashes)]:
            frontier.extend(hashes[frontier.size - start : stop - start])
            _check_head(verdict, heads.get(stop), frontier)
            if code is not None and stop == wanted:
                verdict.head_found = head_code(stop, frontier.root()) == _normal(code)
        frontier.extend(hashes[frontier.size - start :])
        progress(frontier.size)
    verdict.entries = frontier.size
    for size in heads:
        if size > frontier.size:
            verdict.faults.append(f"a head of {size} entries was signed, but only {frontier.size} are left")


def _checked_hashes(verdict: Verdict, batch: Batch, *, first: int) -> list[bytes]:
    """The hashes of what stands there now; of an entry that is gone, the one that its leaf kept."""
    positions, stored, bodies = batch
    for expected, position in enumerate(positions, start=first):
        if position != expected:
            verdict.faults.append(f"position {expected} is missing; position {position} follows")
    if None in bodies:
        gone = [position for position, body in zip(positions, bodies, strict=True) if body is None]
        verdict.removed += len(gone)
        verdict.faults += [f"entry at position {position} was removed" for position in gone]
    fresh = [kept if body is None else sha256(LEAF + body).digest() for kept, body in zip(stored, bodies, strict=True)]
    if fresh != stored:
        changed = [at for at, new, kept in zip(positions, fresh, stored, strict=True) if new != kept]
        verdict.faults += [f"entry at position {position} was changed" for position in changed]
    return fresh


def _check_head(verdict: Verdict, head: Head | None, frontier: Frontier) -> None:
    if head is None:
        return
    verdict.heads += 1
    root = frontier.root()
    if bytes(head.root) != root:
        verdict.faults.append(f"the head of {head.size} entries does not fit what stands there now")
    message = signed_message(verdict.partnership_id, head.size, bytes(head.root), head.signed_at)
    if not keys.is_signed(message, public_key=bytes(head.public_key), signature=bytes(head.signature)):
        verdict.faults.append(f"the signature of the head of {head.size} entries is not valid")


def _batches(partnership_id: int) -> Iterator[Batch]:
    """In order of position, streamed: PostgreSQL is at most a batch ahead, and memory stays flat."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        yield from cursor.stream(BATCHES, {"partnership": partnership_id, "batch": BATCH}, binary=True)


def _normal(code: str) -> str:
    return code.strip().upper().replace(" ", "-")


def _size_of(code: str | None) -> int | None:
    """How many entries the log had when the code was printed. Raises `ValueError` for what is no code."""
    if code is None:
        return None
    size, _, rest = _normal(code).partition("-")
    if not size.isdecimal() or len(rest) != 39:
        raise ValueError(f"{code!r} is not a check code: it looks like 1204-7F3A-91C2-… with eight groups of four")
    return int(size)
