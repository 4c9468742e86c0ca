"""The ledger: lines appended in parallel, and a long log sealed and verified beside hashing its bytes.

Two floors for verifying: SHA-256 of every entry that lies in memory already, which is the bound's, and reading the
entries from the database and hashing them, which nobody can do without.
"""

import threading
import time
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.db import connection, connections, transaction

from benchmarks.founding import AT, House
from benchmarks.progress import busy
from benchmarks.table import Line, beside, in_words
from benchmarks.timing import best
from karlemose.ledger.events import Event
from karlemose.ledger.heads import make_head
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.ledger.verification import verify
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

ENTRIES = 1_000_000
APPENDS = 4_000
WRITERS = 8
MOST = 3

FILL = """
INSERT INTO ledger_entry (partnership_id, body)
SELECT %s, '{"actor":"person:' || 1 + number %% 40 || '","at":"2026-11-17T09:00:00.' || lpad(number::text, 6, '0')
    || '+00:00","detail":{"kind":"graffiti","neighbourhood":"estate"},"event":"observations.observation.noted",'
    || '"subjects":["observation:' || lpad(upper(to_hex(number)), 10, '0') || '"],"version":1}'
FROM generate_series(1, %s) AS number
"""
BODIES = "SELECT convert_to(body, 'UTF8') FROM ledger_entry ORDER BY id"
BY_HAND = "INSERT INTO ledger_entry (partnership_id, body) VALUES (%s, %s)"
BODY = '{"actor":"person:1","event":"observations.observation.noted","subjects":[],"version":1}'


def measure(house: House, *, limit: int | None) -> list[Line]:
    entries, appends = limit or ENTRIES, max(WRITERS, min(APPENDS, limit or APPENDS))
    return [*_appending(house, appends), *_verifying(house, entries)]


@action(Event.OBSERVATION_NOTED)
def append(*, by: Viewer, at: datetime) -> None:
    record(Event.OBSERVATION_NOTED, actor=by, at=at, subjects=[Ref("observation", "0000000000")])


def _appending(house: House, number: int) -> list[Line]:
    ours = partial(append, by=house.command, at=AT)
    floor = partial(_by_hand, house.partnership.id)
    with busy("Appending …"):
        alone, floor_alone = (_seconds_each(work, 1, number) for work in (ours, floor))
        together, floor_together = (_seconds_each(work, WRITERS, number) for work in (ours, floor))
    lines = [
        _rate("1 writer", alone, floor_alone),
        _rate(f"{WRITERS} writers at once", together, floor_together),
    ]
    speed_up = alone / together
    what = f"{WRITERS} writers beside one"
    return [*lines, Line(what=what, ours=f"{speed_up:.1f} × as many", bound="in parallel", is_kept=speed_up > 1)]


def _rate(what: str, seconds: float, floor: float) -> Line:
    return Line(
        what=f"appends, {what}",
        ours=f"{1 / seconds:,.0f} /s",
        floor=f"{1 / floor:,.0f} /s a bare INSERT",
        ratio=seconds / floor,
    )


def _by_hand(partnership_id: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('karlemose.partnership', %s, true)", [str(partnership_id)])
        cursor.execute(BY_HAND, [partnership_id, BODY])


def _seconds_each(work, writers: int, number: int) -> float:
    """Seconds of one append when so many threads, each with a connection of its own, append together."""
    start = threading.Barrier(writers + 1)
    threads = [threading.Thread(target=_write, args=(work, number // writers, start)) for _ in range(writers)]
    for thread in threads:
        thread.start()
    start.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - started) / (number // writers * writers)


def _write(work, number: int, start: threading.Barrier) -> None:
    connection.ensure_connection()
    start.wait()
    for _ in range(number):
        work()
    connection.close()


def _verifying(house: House, number: int) -> list[Line]:
    partnership_id = house.partnership.id
    with busy(f"Writing {number:,} entries …"), connections["owner"].cursor() as cursor:
        cursor.execute(FILL, [partnership_id, number])
        cursor.execute("VACUUM ANALYZE ledger_entry")
    with busy("Sealing …"):
        sealed = best(lambda: make_head(partnership_id=partnership_id, at=AT), times=1)
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE ledger_leaf")
    with busy("Verifying …"):
        ours = best(lambda: _verify(partnership_id), times=3)
        read_and_hashed = best(lambda: _read(partnership_id, hashing=True), times=3)
        hashed, entries = _hashing_alone(partnership_id)
    what = f"{entries:,} entries verified"
    return [
        Line(what=f"{entries:,} entries sealed and signed", ours=in_words(sealed)),
        beside(what, ours=ours, floor=hashed, floor_is="hashing their bytes", most=MOST),
        beside(what, ours=ours, floor=read_and_hashed, floor_is="reading and hashing them"),
    ]


def _verify(partnership_id: int) -> None:
    verdict = verify(partnership_id=partnership_id)
    if verdict.faults or not verdict.entries:
        raise RuntimeError(f"the log does not hold: {verdict.faults[:3]}")


def _read(partnership_id: int, *, hashing: bool) -> list[bytes]:
    """Every entry's bytes, through a cursor of the server batch by batch."""
    kept = []
    connection.ensure_connection()
    raw = partial(connection.connection.cursor, "benchmark", binary=True)
    with acting_for(partnership_id, read_only=True), raw() as cursor:
        cursor.itersize = 20_000
        cursor.execute(BODIES)
        for (body,) in cursor:
            if hashing:
                sha256(b"\x00" + body).digest()
            else:
                kept.append(body)
    return kept


def _hashing_alone(partnership_id: int) -> tuple[float, int]:
    bodies = _read(partnership_id, hashing=False)
    return best(lambda: [sha256(b"\x00" + body).digest() for body in bodies], times=3), len(bodies)
