"""pytest plugin, loaded before the settings are: the database that the tests run on.

Without DATABASE_URL an embedded server is started in a folder of its own. Every process of a parallel run holds it, and
the last one to leave stops it.
"""

import os
from contextlib import ExitStack
from pathlib import Path

from karlemose.config.cluster import Cluster
from karlemose.config.environment import ROOT, Environment

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # a test's database need not survive a crash
_stack = ExitStack()


def _start() -> None:
    os.environ.setdefault("KARLEMOSE_DATA", str(Path(ROOT, ".karlemose", "test")))
    os.environ.pop("KARLEMOSE_NOW", None)
    environment = Environment()
    if not environment.database_url:
        _stack.enter_context(Cluster(environment, options=SPEED).in_use())


def pytest_unconfigure() -> None:
    _stack.close()


_start()
