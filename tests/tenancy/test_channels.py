"""A table of a protected channel also asks that the transaction has opened that channel: tried on a test table."""

from collections.abc import Iterator

import pytest
from django.db import ProgrammingError, connection, connections, models, transaction
from django.test.utils import isolate_apps

from karlemose.policy.words import Channel
from karlemose.tenancy import walls
from karlemose.tenancy.acting import acting_for

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def sealed(settings) -> Iterator[str]:
    """A table of the channel EVIDENCE, laid as `migrate` lays every table."""
    with isolate_apps("karlemose.tenancy"):

        class Sealed(models.Model):
            channel = Channel.EVIDENCE
            partnership_id = models.BigIntegerField()
            text = models.TextField()

            class Meta:
                app_label = "tenancy"

    owner = connections["owner"]
    with owner.schema_editor() as editor:
        editor.create_model(Sealed)
    with owner.cursor() as cursor:
        for statement in [*walls._grants(settings.APPLICATION_ROLE), *walls._row_security(Sealed)]:
            cursor.execute(statement)
    yield Sealed._meta.db_table
    with owner.schema_editor() as editor:
        editor.delete_model(Sealed)


def write(table: str, partnership_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (partnership_id, text) VALUES (%s, 'AB 12 345')", [partnership_id])


def seen(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_a_protected_row_is_seen_only_where_its_channel_is_open(sealed):
    with acting_for(7, channels=[Channel.EVIDENCE]):
        write(sealed, 7)
        assert seen(sealed) == 1
    with acting_for(7):
        assert seen(sealed) == 0
    with acting_for(7, channels=[Channel.PREVENTION, Channel.SUPPORT]):
        assert seen(sealed) == 0
    with acting_for(8, channels=[Channel.EVIDENCE]):
        assert seen(sealed) == 0
    assert seen(sealed) == 0


def test_a_protected_row_cannot_be_written_with_its_channel_closed(sealed):
    with (
        acting_for(7),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        write(sealed, 7)


def test_two_channels_may_be_open_at_once(sealed):
    with acting_for(7, channels=[Channel.SUPPORT, Channel.EVIDENCE]):
        write(sealed, 7)
        assert seen(sealed) == 1
