"""A table of a protected channel also asks that the transaction has opened that channel: tried on the cameras."""

import pytest
from django.db import ProgrammingError, connection, transaction

from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.furnished import Furnished

OTHERS = [Channel.PREVENTION, Channel.SUPPORT]
INSERT = (
    "INSERT INTO places_camera "
    "(partnership_id, neighbourhood_id, organisation_id, code, name, deletion_days, clock_offset) "
    "VALUES (%s, %s, %s, %s, 'P-plads Syd', 30, 0)"
)


def add(home: Furnished, code: str) -> None:
    housing = home.world.memberships["manager"].organisation_id
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [home.world.partnership.id, home.estate.id, housing, code])


def seen() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM places_camera")
        return cursor.fetchone()[0]


def test_a_protected_row_is_seen_only_where_its_channel_is_open(both):
    home, elsewhere = (one.world.partnership.id for one in both)
    with acting_for(home, channels=[Channel.EVIDENCE]):
        there = seen()
    with acting_for(home, channels=[Channel.SUPPORT, Channel.EVIDENCE]):
        assert seen() == there > 0
    with acting_for(home):
        assert seen() == 0
    with acting_for(home, channels=OTHERS):
        assert seen() == 0
    with acting_for(elsewhere, channels=[Channel.EVIDENCE]), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM places_camera WHERE partnership_id = %s", [home])
        assert cursor.fetchone() == (0,)
    assert seen() == 0


def test_a_protected_row_cannot_be_written_with_its_channel_closed(furnished):
    home = furnished.world.partnership.id
    for channels in ([], OTHERS):
        with (
            acting_for(home, channels=channels),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            add(furnished, "KAM-90")
    with acting_for(home, channels=[Channel.EVIDENCE]):
        before = seen()
        add(furnished, "KAM-90")
        assert seen() == before + 1
