"""Two connections at the same bytes, and what is gone after a commit."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, connections

from karlemose.tenancy.acting import acting_for
from karlemose.vault import disk, files
from karlemose.vault.models import StoredFile, VaultKey

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
CONTENT = b"the same photo, sent twice" * 999


def in_threads(number: int, work) -> list:
    def closing(turn):
        try:
            return work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(closing, range(number)))


def rows(home: int, model=StoredFile) -> list:
    with acting_for(home, read_only=True):
        return list(model.objects.unscoped("for the test").order_by("id"))


def test_after_the_last_holder_neither_key_nor_file_is_left(home, now):
    with acting_for(home):
        stored = files.keep(partnership_id=home, at=now, content=CONTENT)
    path = disk.path_of(home, stored.digest)
    with acting_for(home):
        files.forget(stored)
        assert path.exists()  # until it is certain
    assert not path.exists()
    assert rows(home) == []


def test_a_forgetting_that_is_rolled_back_forgets_nothing(home, now):
    with acting_for(home):
        stored = files.keep(partnership_id=home, at=now, content=CONTENT)
    with suppress(ZeroDivisionError), acting_for(home):
        files.forget(stored)
        raise ZeroDivisionError
    with acting_for(home, read_only=True):
        assert files.read(stored) == CONTENT


def test_the_same_bytes_kept_by_many_at_once_are_one_file_with_many_holders(home, now):
    together = threading.Barrier(4)

    def keep(_turn: int) -> int:
        with acting_for(home):
            together.wait(timeout=30)
            return files.keep(partnership_id=home, at=now, content=CONTENT).id

    assert len(set(in_threads(4, keep))) == 1
    [stored] = rows(home)
    assert stored.holders == 4
    assert len(rows(home, VaultKey)) == 1
    with acting_for(home, read_only=True):
        assert files.read(stored) == CONTENT


def test_keeping_forgetting_and_tidying_at_once_never_lose_a_file_that_is_held(home, now):

    def come_and_go(turn: int) -> None:
        for _round in range(12):
            with acting_for(home):
                stored = files.keep(partnership_id=home, at=now, content=CONTENT)
            with acting_for(home, read_only=True):
                fresh = StoredFile.objects.unscoped("for the test").get(id=stored.id)
                assert files.read(fresh) == CONTENT
            if turn == 0:
                files.tidy(partnership_id=home)
            with acting_for(home):
                files.forget(stored)

    in_threads(3, come_and_go)
    assert rows(home) == []
    assert list(disk.names(home)) == []


def test_tidying_leaves_alone_what_somebody_is_keeping_at_this_moment(home, now):
    written, tidied = threading.Event(), threading.Event()

    def work(turn: int) -> int:
        if turn:
            written.wait(timeout=30)
            removed = files.tidy(partnership_id=home)
            tidied.set()
            return removed
        with acting_for(home):
            files.keep(partnership_id=home, at=now, content=CONTENT)
            written.set()
            assert tidied.wait(timeout=30)
        return 0

    assert in_threads(2, work) == [0, 0]
    [stored] = rows(home)
    with acting_for(home, read_only=True):
        assert files.read(stored) == CONTENT


def test_tidying_inside_a_transaction_that_may_be_rolled_back_is_refused(home, now):
    with acting_for(home):
        files.keep(partnership_id=home, at=now, content=CONTENT)
    with pytest.raises(RuntimeError, match="durable"), acting_for(home):
        files.tidy(partnership_id=home)
    connections.close_all()
