"""Sealing behind the horizon, signed heads, and every kind of tampering seen."""

import base64
import itertools
import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from karlemose.ledger import verification
from karlemose.ledger.events import Event
from karlemose.ledger.heads import head_code, make_head
from karlemose.ledger.merkle import Frontier
from karlemose.ledger.models import Entry, Leaf
from karlemose.ledger.recording import action, record
from karlemose.ledger.verification import verify
from karlemose.tenancy.acting import acting_for

PATIENCE = 120  # seconds

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@action(Event.PLAN_LOADED)
def line(*, by, at, number):
    record(Event.PLAN_LOADED, actor=by, at=at, detail={"number": number})


@pytest.fixture
def world(cast, now):
    for number in range(20):
        line(by=cast.home.command, at=now, number=number)
    return cast.home


def head(world, now):
    """Seals until nothing waits: other tests' transactions hold the horizon too, since it is the whole server's."""
    last = time.monotonic() + PATIENCE
    while True:
        made = make_head(partnership_id=world.partnership.id, at=now)
        if not unsealed(world):
            return made
        assert time.monotonic() < last, "something holds the horizon back"
        time.sleep(0.05)


def unsealed(world) -> list[str]:
    with acting_for(world.partnership.id, read_only=True), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_entry WHERE id NOT IN (SELECT entry_id FROM ledger_leaf) ORDER BY xid")
        return [body for (body,) in cursor.fetchall()]


def as_owner(statement: str) -> None:
    """What somebody with the keys of the database could do: triggers asleep, walls no hindrance."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            cursor.execute(statement)
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def faults(world, code=None) -> list[str]:
    return verify(partnership_id=world.partnership.id, code=code).faults


def test_an_untouched_ledger_is_whole_and_a_code_stays_true_when_it_grows(world, now):
    old = head(world, now)
    verdict = verify(partnership_id=world.partnership.id, code=old.code)
    assert (verdict.faults, verdict.entries, verdict.unsealed) == ([], old.size, 0)
    assert (verdict.heads >= 1, verdict.head_found) == (True, True)
    line(by=world.command, at=now, number=99)
    assert head(world, now).size == old.size + 1
    verdict = verify(partnership_id=world.partnership.id, code=old.code.lower().replace("-", " "))
    assert (verdict.head_found, verdict.faults) == (True, [])


def test_a_code_from_before_the_first_entry_stays_true(world):
    empty = head_code(0, Frontier().root())
    assert verify(partnership_id=world.partnership.id, code=empty).head_found is True
    assert verify(partnership_id=world.partnership.id, code=f"{empty[:-1]}0").head_found is False


def test_a_code_of_another_partnership_is_not_found(world, cast, now):
    code = make_head(partnership_id=cast.elsewhere.partnership.id, at=now).code
    assert verify(partnership_id=world.partnership.id, code=code).head_found is False


@pytest.mark.django_db(databases=["default", "owner"])
def test_what_is_no_code_is_refused_in_words(cast):
    eight = "-AAAA" * 8
    for code in ("nonsense", "12", "12-ABCD", f"-1{eight}", f"²{eight}"):
        with pytest.raises(ValueError, match="is not a check code"):
            faults(cast.home, code)


def test_nothing_new_makes_no_new_head(world, now):
    assert head(world, now).code == head(world, now + timedelta(hours=1)).code
    heads = verify(partnership_id=world.partnership.id).heads
    head(world, now)
    assert verify(partnership_id=world.partnership.id).heads == heads


def test_a_changed_entry_is_seen(world, now):
    """And one that was removed, by itself or with its leaf."""
    head(world, now)
    as_owner("UPDATE ledger_entry SET body = replace(body, '\"number\":7', '\"number\":8')")
    assert any("was changed" in fault for fault in faults(world))
    assert any("does not fit" in fault for fault in faults(world))
    assert not any("was removed" in fault or "is missing" in fault for fault in faults(world))
    as_owner("DELETE FROM ledger_entry WHERE body LIKE '%\"number\":9%'")
    assert any("was removed" in fault for fault in faults(world))
    as_owner(
        "WITH gone AS (DELETE FROM ledger_entry WHERE body LIKE '%\"number\":11%' RETURNING id) "
        "DELETE FROM ledger_leaf WHERE entry_id IN (SELECT id FROM gone)"
    )
    assert any("is missing" in fault for fault in faults(world))


def test_a_log_longer_than_a_batch_is_read_to_its_end(world, now, monkeypatch):
    monkeypatch.setattr(verification, "BATCH", 4)
    made = head(world, now)
    verdict = verify(partnership_id=world.partnership.id, code=made.code)
    assert (verdict.faults, verdict.entries, verdict.head_found) == ([], made.size, True)
    as_owner("UPDATE ledger_leaf SET hash = '\\x00' WHERE position = 9")
    assert faults(world) == ["entry at position 9 was changed"]
    monkeypatch.setattr(verification, "BATCH", 2)  # whole ones are gone then
    as_owner("DELETE FROM ledger_leaf WHERE position BETWEEN 2 AND 7")
    assert "position 2 is missing; position 8 follows" in faults(world)


def test_a_ledger_cut_at_its_end_is_seen_by_its_heads_and_by_a_code(world, now):
    code = head(world, now).code
    as_owner("DELETE FROM ledger_leaf WHERE position > 5")
    assert any("only 6 are left" in fault for fault in faults(world))
    as_owner("DELETE FROM ledger_head")
    assert verify(partnership_id=world.partnership.id, code=code).head_found is False


def test_a_ledger_written_anew_does_not_fit_a_code_on_paper(world, now):
    """Even whoever holds the database and recomputes every hash cannot make the paper fit."""
    code = head(world, now).code
    as_owner("DELETE FROM ledger_head")
    as_owner("DELETE FROM ledger_leaf")
    as_owner("UPDATE ledger_entry SET body = replace(body, '\"number\":7', '\"number\":8')")
    head(world, now)
    verdict = verify(partnership_id=world.partnership.id, code=code)
    assert verdict.faults == []
    assert verdict.head_found is False


def test_a_head_signed_with_another_key_over_another_root_is_seen(world, now, settings):
    head(world, now)
    settings.LEDGER_KEY = base64.b64decode(b"A" * 43 + b"=")
    as_owner("UPDATE ledger_head SET signature = decode(repeat('00', 64), 'hex')")
    assert any("signature" in fault for fault in faults(world))


def test_neither_role_changes_what_was_written(world, cast, now):
    """And nobody else reads it: leaves are walled like everything else."""
    head(world, now)
    for verb, table, alias in itertools.product(
        ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"),
        ("ledger_entry", "ledger_leaf", "ledger_head"),
        ("default", "owner"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(verb.format(table))
    for number, expected in ((world.partnership.id, True), (cast.elsewhere.partnership.id, False)):
        with acting_for(number):
            assert Leaf.objects.unscoped("the wall of leaves").exists() is expected
    assert not Leaf.objects.unscoped("the wall of leaves").exists()


def test_an_entry_of_a_transaction_that_is_still_open_is_sealed_later(world, now):
    """Ids are given before commit: a sealer that follows them would pass this one by."""
    started, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with acting_for(world.partnership.id):
            record(Event.PLAN_LOADED, actor=world.command, at=now, detail={"number": 1000})
            started.set()
            finish.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    started.wait(10)
    line(by=world.command, at=now, number=1001)
    make_head(partnership_id=world.partnership.id, at=now)
    assert '"number":1001' in unsealed(world)[-1]
    finish.set()
    thread.join()
    head(world, now)
    assert faults(world) == []
    with acting_for(world.partnership.id):
        last = (
            Leaf.objects.unscoped("the order of sealing").order_by("-position").values_list("entry_id", flat=True)[:2]
        )
        rows = Entry.objects.unscoped("in the order of their transactions").in_bulk(list(last))
    assert ['"number":1001' in rows[identity].body for identity in last] == [True, False]


def test_many_writers_and_two_sealers_miss_nothing_and_double_nothing(world, now):
    def write(first: int) -> None:
        for number in range(first, first + 40):
            line(by=world.command, at=now, number=number)
        connections.close_all()

    def seal() -> None:
        while not written.is_set():
            make_head(partnership_id=world.partnership.id, at=now)
        connections.close_all()

    written = threading.Event()
    writers = [threading.Thread(target=write, args=(1000 * one,)) for one in range(1, 5)]
    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for thread in (*sealers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in sealers:
        thread.join()
    head(world, now)
    verdict = verify(partnership_id=world.partnership.id)
    assert (verdict.faults, verdict.unsealed) == ([], 0)
    with acting_for(world.partnership.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(position) + 1, count(DISTINCT entry_id) FROM ledger_leaf")
        assert cursor.fetchone() == (verdict.entries,) * 3
