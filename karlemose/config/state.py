"""What a page may say about the installation: the lines of `karlemose doctor` without secrets, folders or addresses."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from karlemose.config import diagnosis
from karlemose.config.diagnosis import Finding
from karlemose.config.environment import Environment

JOBS = """
SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs
"""


def told(*, at: datetime) -> list[Finding]:
    """Asked within the request's own transaction and connection: a page opens no other."""
    environment = Environment()
    connection.ensure_connection()
    return list(_findings(connection.connection, environment, at))


def _findings(database: Any, environment: Environment, at: datetime) -> Iterator[Finding]:
    yield Finding("address", settings.PUBLIC_URL)
    number = database.info.server_version
    yield Finding("PostgreSQL", f"{number // 10000}.{number % 10000}")
    yield diagnosis.role_of(database)
    yield diagnosis.connections_of(database, environment)
    yield _jobs(database)
    yield diagnosis.factors_of(database)
    yield diagnosis.mail_of(environment)
    yield diagnosis.keys_of(environment, at=at, says_where=False)


def _jobs(database: Any) -> Finding:
    waiting, failed = database.execute(JOBS).fetchone() or (0, 0)
    given = {"waiting": waiting, "failed": failed}
    if failed:
        return Finding("jobs", "%(waiting)d wait, %(failed)d failed", "!", "karlemose doctor", given)
    return Finding("jobs", "%(waiting)d wait, none failed", given=given)
