"""Sealing entries into the tree, and signing its head.

Entries are sealed behind a horizon: only those whose writing transaction is older than every running one, because an
entry with a smaller number can no longer appear there (following the id instead misses entries, ADR 5).
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from karlemose.ledger import keys
from karlemose.ledger.merkle import Frontier
from karlemose.ledger.models import Head, Leaf
from karlemose.tenancy.acting import acting_for

LOCK = 0x6C656467  # "ledg": one sealer at a time for a partnership

SEAL = """
INSERT INTO ledger_leaf (partnership_id, position, entry_id, hash)
SELECT partnership_id,
       (SELECT coalesce(max(position), -1) FROM ledger_leaf WHERE partnership_id = %(partnership)s)
           + row_number() OVER (ORDER BY xid, id),
       id, sha256('\\x00'::bytea || convert_to(body, 'UTF8'))
FROM ledger_entry
WHERE partnership_id = %(partnership)s
  AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  AND NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE entry_id = ledger_entry.id)
"""


@dataclass(frozen=True)
class SignedHead:
    size: int
    root: bytes

    @property
    def code(self) -> str:
        return head_code(self.size, self.root)


def head_code(size: int, root: bytes) -> str:
    """What is printed on paper: the number of entries and half of the root, `1204-7F3A-91C2-…` (128 bits)."""
    text = root[:16].hex().upper()
    return "-".join([str(size), *(text[at : at + 4] for at in range(0, len(text), 4))])


def signed_message(partnership_id: int, size: int, root: bytes, signed_at: datetime) -> bytes:
    """What the signature covers."""
    moment = int(signed_at.astimezone(UTC).timestamp() * 1_000_000)
    return b"karlemose ledger head 1\n" + struct.pack(">qqq", partnership_id, size, moment) + root


@dataclass(frozen=True)
class Statement:
    """A signed head as it can be checked anywhere: `signature` is Ed25519 over `message` by `public_key`."""

    message: bytes
    public_key: bytes
    signature: bytes


def statement(*, partnership_id: int, head: SignedHead) -> Statement:
    """What was signed of a head, within the open transaction."""
    rows = Head.objects.unscoped("the log's own head").filter(partnership_id=partnership_id)
    row = rows.get(size=head.size)
    message = signed_message(partnership_id, row.size, bytes(row.root), row.signed_at)
    return Statement(message, bytes(row.public_key), bytes(row.signature))


def make_head(*, partnership_id: int, at: datetime) -> SignedHead:
    """Seal what can be sealed and sign the head, in a transaction of its own; the newest head when nothing is new."""
    with acting_for(partnership_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, partnership_id])
            cursor.execute(SEAL, {"partnership": partnership_id})
        heads = Head.objects.unscoped("the log's own head").filter(partnership_id=partnership_id)
        last = heads.order_by("-size").first()
        frontier = Frontier.parse(last.size, bytes(last.frontier)) if last else Frontier()
        leaves = Leaf.objects.unscoped("the log's own leaves").filter(partnership_id=partnership_id)
        new = leaves.filter(position__gte=frontier.size).order_by("position").values_list("hash", flat=True)
        before = frontier.size
        frontier.extend(bytes(leaf) for leaf in new.iterator(chunk_size=10_000))
        head = SignedHead(frontier.size, frontier.root())
        if last is None or frontier.size > before:
            _sign(partnership_id, head, frontier, at)
    return head


def head_at(*, partnership_id: int, at: datetime) -> SignedHead:
    """The newest head signed by that moment, within the open transaction; that of an empty log where there is none."""
    heads = Head.objects.unscoped("the log's own head").filter(partnership_id=partnership_id, signed_at__lte=at)
    last = heads.order_by("-size").first()
    return SignedHead(last.size, bytes(last.root)) if last else SignedHead(0, Frontier().root())


def signed_codes(*, partnership_id: int, codes: Iterable[str]) -> set[str]:
    """Those check codes that a signed head of this log has, within the open transaction. One query.

    Says that the code is ours. Whether the log still is what it was then, `verification.verify` says.
    """
    asked = set(codes)
    sizes = [int(size) for code in asked if (size := code.partition("-")[0]).isdigit()]
    heads = Head.objects.unscoped("the log's own head").filter(partnership_id=partnership_id, size__in=sizes)
    return {code for row in heads.order_by("size") if (code := _checked(row)) in asked}


def _checked(row: Head) -> str:
    """The code of a head whose signature holds; of another one nothing."""
    message = signed_message(row.partnership_id, row.size, bytes(row.root), row.signed_at)
    is_signed = keys.is_signed(message, public_key=bytes(row.public_key), signature=bytes(row.signature))
    return head_code(row.size, bytes(row.root)) if is_signed else ""


def _sign(partnership_id: int, head: SignedHead, frontier: Frontier, at: datetime) -> None:
    public_key, signature = keys.sign(signed_message(partnership_id, head.size, head.root, at))
    Head(
        partnership_id=partnership_id,
        size=head.size,
        root=head.root,
        frontier=frontier.packed(),
        signed_at=at,
        public_key=public_key,
        signature=signature,
    ).save(force_insert=True)
