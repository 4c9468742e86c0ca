"""The door into a partnership's rows: one durable transaction that says whose rows it is about (recipe: ADR 4)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from karlemose.tenancy.models import Partnership

_SET = (
    "SELECT set_config('karlemose.partnership', %s, true), set_config('karlemose.channels', %s, true), "
    "set_config('karlemose.user', %s, true)"
)
_OPEN = "SELECT set_config('karlemose.channels', %s, true)"
_SET_READ_ONLY = f"{_SET}, set_config('transaction_read_only', 'on', true)"


@contextmanager
def acting_for(partnership_id: int, *, channels: Iterable[str] = (), read_only: bool = False) -> Iterator[None]:
    """Open one partnership's rows, and the protected channels named, until the block ends.

    The transaction is durable: opening a second one inside is an error, so an action can never be half of another.
    """
    with _transaction(read_only=read_only, partnership=str(partnership_id), channels=",".join(sorted(channels))):
        yield


@contextmanager
def acting_as(user_id: int) -> Iterator[None]:
    """Open, read only, the rows that belong to one signed-in user before a partnership is chosen: their memberships."""
    with _transaction(read_only=True, user=str(user_id)):
        yield


def open_channels(channels: Iterable[str]) -> None:
    """Open protected channels in the transaction that `acting_for` began, once it is known who asks."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [",".join(sorted(channels))])


def partnership_of(slug: str) -> Partnership | None:
    """The partnership that an address names; its name and slug are no secret to people who are signed in."""
    return Partnership.objects.filter(slug=slug).first()


@contextmanager
def _transaction(*, read_only: bool, partnership: str = "", channels: str = "", user: str = "") -> Iterator[None]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_SET_READ_ONLY if read_only else _SET, [partnership, channels, user])
        try:
            yield
        finally:
            if _is_part_of_a_test() and connection.connection.info.transaction_status != TransactionStatus.INERROR:
                cursor.execute(_SET, ["", "", ""])


def _is_part_of_a_test() -> bool:
    """Settings end with their transaction. A test holds many requests in one: there the wall must close behind each."""
    return len(connection.atomic_blocks) > 1
