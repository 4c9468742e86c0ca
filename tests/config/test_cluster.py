"""The embedded server: made, found again, stopped by whoever leaves last, and alive after a SIGKILL."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from karlemose.config.cluster import APPLICATION, OWNER, Cluster, programs
from karlemose.config.environment import Environment, SettingError
from tests.config.homes import new_home

HOLD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from karlemose.config.cluster import Cluster
from karlemose.config.environment import Environment
with Cluster(Environment({"KARLEMOSE_DATA": sys.argv[1]})).in_use():
    print("up", flush=True)
    time.sleep(600)
"""

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with new_home() as folder:
        yield folder


@pytest.fixture
def cluster(home) -> Cluster:
    return Cluster(Environment({"KARLEMOSE_DATA": str(home)}))


@contextmanager
def holder(home: Path, *, leaves_by: signal.Signals) -> Iterator[None]:
    """Another process that uses the server, for the length of the block."""
    command = [sys.executable, "-c", HOLD, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline() == "up\n"
            yield
        finally:
            process.send_signal(leaves_by)
            process.wait(30)


def test_the_server_stops_with_its_only_user_and_starts_again(cluster):
    with cluster.in_use():
        assert cluster.is_running()
    assert not cluster.is_running()
    with cluster.in_use():
        assert cluster.is_running()


def test_danish_letters_have_capitals_whatever_the_machines_locale(cluster):
    with cluster.in_use(), psycopg.connect(cluster.url(APPLICATION)) as connection:
        assert connection.execute("SELECT lower('ÆØÅ'), upper('æøå')").fetchone() == ("æøå", "ÆØÅ")


def test_neither_role_is_mighty_and_a_password_is_needed(cluster):
    with cluster.in_use():
        for role in (OWNER, APPLICATION):
            with psycopg.connect(cluster.url(role)) as connection:
                found = connection.execute(
                    "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
            assert found == (False, False)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(cluster.url(APPLICATION), password="guessed", connect_timeout=5)


def test_whoever_leaves_last_stops_it(cluster, home):
    with ExitStack() as other:
        with cluster.in_use():
            other.enter_context(holder(home, leaves_by=signal.SIGINT))
        assert cluster.is_running()
    assert not cluster.is_running()


def test_after_a_sigkill_the_next_user_takes_over_and_stops_it(cluster, home):
    with holder(home, leaves_by=signal.SIGKILL):
        pass
    assert cluster.is_running()
    with cluster.in_use():
        pass
    assert not cluster.is_running()


def test_a_killed_server_recovers(cluster):
    with cluster.in_use(), psycopg.connect(cluster.url(OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    with cluster.in_use():
        first_line = (cluster.folders()["pg"] / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first_line), signal.SIGKILL)
    with cluster.in_use(), psycopg.connect(cluster.url(OWNER), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) >= 1 FROM kept").fetchone() == (True,)
        connection.execute("DROP TABLE kept")


def test_a_deep_folder_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60) / "data"
    folders = Cluster(Environment({"KARLEMOSE_DATA": str(deep)})).folders()
    assert len(str(folders["run"])) < 90
    assert deep not in folders["run"].parents


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_as_root_a_closed_folder_stays_closed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folders = Cluster(Environment({"KARLEMOSE_DATA": str(closed / "data")})).folders()
    assert closed.stat().st_mode & 0o777 == 0o700
    assert folders["pg"].parent == Path("/var/lib/karlemose")


def test_a_folder_without_the_programs_is_named(tmp_path):
    with pytest.raises(SettingError, match="KARLEMOSE_POSTGRES_BIN"):
        programs(Environment({"KARLEMOSE_POSTGRES_BIN": str(tmp_path)}))
