"""pytest plugin, loaded before the settings are: the database that the tests run on.

Without DATABASE_URL an embedded server is started in a folder of its own. Every process of a parallel run holds it, and
the last one to leave stops it. Each run has databases of its own name, so two runs do not meet; what a killed run left
is dropped by the next.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql

from karlemose.config.cluster import Cluster
from karlemose.config.database import urls
from karlemose.config.environment import ROOT, Environment

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # a test's database need not survive a crash
_stack = ExitStack()


def _start() -> None:
    os.environ.setdefault("KARLEMOSE_DATA", str(Path(ROOT, ".karlemose", "test")))
    os.environ.pop("KARLEMOSE_NOW", None)
    environment = Environment()
    if not environment.database_url:
        _stack.enter_context(Cluster(environment, options=SPEED).in_use())
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["KARLEMOSE_TEST_DATABASE"] = f"test_karlemose_{os.getpid()}"
        _drop_what_killed_runs_left(urls(environment)["owner"])


def _drop_what_killed_runs_left(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True, dbname="postgres") as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test#_karlemose#_%' ESCAPE '#'")
        for (name,) in names.fetchall():
            if not Path("/proc", name.split("_")[2]).exists():
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def pytest_unconfigure() -> None:
    _stack.close()


_start()
