"""A house to measure in: the embedded server in a folder of its own, migrated as always, with an invented estate.

The server's settings are those of a real installation (fsync and synchronous_commit on): a commit that is not on the
disk is no commit.
"""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from karlemose.config import runtime
from karlemose.config.cluster import Cluster
from karlemose.config.environment import SETTINGS, Environment


@contextmanager
def opened() -> Iterator[Any]:
    """A `founding.House`; Django is set up inside the block, and the folder is gone behind it."""
    with tempfile.TemporaryDirectory(prefix="karlemose-bench-") as folder:
        for setting in SETTINGS:
            os.environ.pop(setting.name, None)
        os.environ |= {"KARLEMOSE_DATA": folder, "PORT": str(_free_port())}
        environment = Environment()
        with runtime.server(environment):
            runtime.set_up(runtime.STAFF, environment)
            runtime.bring_up_to_date(lambda line: None)
            try:
                yield import_module("benchmarks.founding").found()
            finally:
                import_module("django.db").connections.close_all()
        Cluster(environment).remove()  # it may lie elsewhere, when PostgreSQL's user cannot reach the folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
