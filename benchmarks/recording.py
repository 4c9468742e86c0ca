"""The statements of one request, as text with their values in them, in the transactions they were sent in.

The floor sends these very statements again with nothing around them. Recorded rather than written down, so that the
floor never sends less or more than the house does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg.pq import TransactionStatus

Statements = list[str]


class Recording:
    """`transactions` are lists of statements; one that was sent outside any transaction stands alone."""

    def __init__(self) -> None:
        self.transactions: list[Statements] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self.transactions or _is_idle():
            self.transactions.append([])
        self.transactions[-1].append(str(connection.ops.compose_sql(sql, params)))
        return execute(sql, params, many, context)

    def __len__(self) -> int:
        return sum(len(statements) for statements in self.transactions)


def _is_idle() -> bool:
    """Whether the next statement begins a transaction, or stands outside of any."""
    raw = connection.connection
    return raw is None or raw.info.transaction_status == TransactionStatus.IDLE


@contextmanager
def recorded() -> Iterator[Recording]:
    recording = Recording()
    with connection.execute_wrapper(recording):
        yield recording
