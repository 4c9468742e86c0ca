"""Granian as `karlemose run` starts it, with the settings and the number of processes that are measured."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from karlemose.config.supervisor import THREADS

PATIENCE = 60  # seconds


@contextmanager
def served(*, settings: str, port: int, processes: int, variables: Mapping[str, str] | None = None) -> Iterator[None]:
    """The site at `port` for the length of the block."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", str(THREADS)),
        "karlemose.config.wsgi:application",
    ]
    variables = {**os.environ, **(variables or {}), "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(command, env=variables, start_new_session=True, stdin=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(port, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < last:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the web server does not answer; its last words stand above")
