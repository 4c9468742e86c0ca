"""`karlemose run`: starts database, web server and worker, and stops them together.

The children stand in sessions of their own, so Ctrl-C reaches the supervisor alone: it stops web and worker first and
the database last. Should the supervisor be killed, the kernel tells the children (PR_SET_PDEATHSIG).
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

import click

from karlemose.config import runtime
from karlemose.config.environment import Environment, SettingError

THREADS = 4  # a small, fixed number: each keeps one database connection
PATIENCE = 60  # seconds until the web server must answer
GRACE = 15  # seconds that a child gets to finish what it is doing
PR_SET_PDEATHSIG = 1


class Stop(Exception):
    """Somebody asked us to stop."""


def run(environment: Environment, *, may_become_demo: bool) -> None:
    _check_port_is_free(environment)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with runtime.opened(environment, may_become_demo=may_become_demo, say=_say) as module:
            if module == runtime.DEMO and may_become_demo:
                from karlemose.demo import loading  # noqa: PLC0415 -- app ready

                loading.tell_once()
            _serve(environment, module)
    except (Stop, KeyboardInterrupt):
        pass
    _say("Stopped.")


def _serve(environment: Environment, module: str) -> None:
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(_start(_web(environment), module))
        children.append(_start(_worker(), module))
        _wait_until_it_answers(environment, children)
        _greet(environment, module)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        raise SettingError("the web server or the worker ended by itself; its last words stand above")
    finally:
        _end(children)


def _web(environment: Environment) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", environment.text("KARLEMOSE_LISTEN"), "--port", str(environment.port)),
        *("--workers", str(environment.web_processes), "--blocking-threads", str(THREADS)),
        "karlemose.config.wsgi:application",
    ]


def _worker() -> list[str]:
    return [
        *(sys.executable, "-m", "django", "procrastinate", "worker"),
        *("--concurrency", "1", "--delete-jobs", "always"),
    ]


def _start(command: list[str], module: str) -> subprocess.Popen[bytes]:
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": module}
    return subprocess.Popen(
        command,
        env=variables,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent(),  # noqa: PLW1509 -- no thread of ours runs yet
    )


def _die_with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    last = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_it_answers(environment: Environment, children: list[subprocess.Popen[bytes]]) -> None:
    address = f"http://localhost:{environment.port}/healthz"
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if any(child.poll() is not None for child in children):
            raise SettingError("the web server or the worker did not start; its last words stand above")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SettingError(f"the web server does not answer at {address} after {PATIENCE} seconds")


def _greet(environment: Environment, module: str) -> None:
    click.echo(f"\nKarlemose is ready: {environment.public_url}")
    if module == runtime.DEMO:
        from karlemose.demo import loading  # noqa: PLC0415 -- app ready

        click.echo(loading.introduction(environment.public_url))
    click.echo("Ctrl-C stops everything.\n")


def _check_port_is_free(environment: Environment) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.text("KARLEMOSE_LISTEN"), environment.port))
        except OSError as error:
            text = f"port {environment.port} is taken: stop what uses it, or choose another with PORT=8001"
            raise SettingError(text) from error


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _say(line: str) -> None:
    click.echo(line, err=True)
