"""The command line from outside: a fresh folder, real processes, real files."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.homes import new_home

BIN = Path(sys.executable).parent / "karlemose"
PATIENCE = 180

pytestmark = pytest.mark.xdist_group("installation")  # one process tells its story once


def variables(home: Path, **more: str) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("KARLEMOSE_", "DATABASE_"))}
    return {**given, "KARLEMOSE_DATA": str(home), "LC_ALL": "C", **more}


def karlemose(home: Path, *arguments: object, code: int = 0, **more: str) -> str:
    command = [str(BIN), *map(str, arguments)]
    done = subprocess.run(
        command, env=variables(home, **more), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """An installation that nobody has started yet."""
    with new_home() as folder:
        yield folder


@pytest.fixture(scope="module")
def reports(home) -> Path:
    file = home.parent / "reports.csv"
    rows = [f"2015-06-0{day}T21:15:00,graffiti,Tag ved dør {day},r{day}" for day in range(1, 8)]
    file.write_text("\n".join(["occurred_at,kind,text,reference", *rows, "never,graffiti,Uden tid,r9"]) + "\n")
    return file


@pytest.fixture(scope="module")
def told(home, reports) -> str:
    """The main job, right after `make setup`: no server runs, no database is there."""
    karlemose(home, "neighbourhood", "add", "engparken", "--name", "Engparken")
    return karlemose(home, "import", "observations", reports, "--neighbourhood", "engparken")


def brief(home: Path, output: Path, *more: str) -> bytes:
    options = ["--neighbourhood", "engparken", "--week", "2015-W23", "--for", "police", "--output", output, *more]
    karlemose(home, "briefing", *options)
    return output.read_bytes()


def test_a_file_goes_in_and_a_briefing_comes_out(home, told, tmp_path):
    assert re.search(r"accepted +7\n", told)
    assert re.search(r"rejected +1\n", told)
    first = brief(home, tmp_path / "a.pdf")
    assert first.startswith(b"%PDF-1.7")
    assert brief(home, tmp_path / "b.pdf") == first


def test_refused_rows_stand_beside_the_file_with_their_reason(told, reports):
    refused = reports.with_name("reports.csv.rejected.csv").read_text()
    assert "Uden tid" in refused
    assert len(refused.splitlines()) == 2


KEEP_ONE = """
from datetime import UTC, datetime, timedelta
from karlemose.config import runtime
from karlemose.config.environment import Environment
with runtime.opened(Environment()):
    from karlemose.tenancy.acting import acting_for
    from karlemose.tenancy.models import Partnership
    from karlemose.partners.models import Link
    from karlemose.vault import files
    number, now = Partnership.objects.get().id, datetime.now(UTC)
    with acting_for(number):
        files.keep(partnership_id=number, at=now, content=b"a photo")
        made = now - timedelta(days=60)
        Link(partnership_id=number, kind="invitation", ref_kind="membership", ref_id="1", token_hash="0" * 64,
             made_at=made, expires_at=made + timedelta(days=14)).save(force_insert=True)
"""
LINKS_DUE = r"links that are over +(\d+) "


def keep_a_file_and_a_link_that_is_over(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KEEP_ONE], env=variables(home), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_backup_is_restored_into_an_empty_folder(home, told, tmp_path):
    first = brief(home, tmp_path / "first.pdf")
    keep_a_file_and_a_link_that_is_over(home)
    assert re.search(LINKS_DUE, karlemose(home, "sweep", "--dry-run"))[1] == "1"
    karlemose(home, "backup", tmp_path / "karlemose.dump")
    assert (tmp_path / "karlemose.dump").stat().st_mode & 0o777 == 0o600
    with new_home() as other:
        assert "under another key" in karlemose(other, "restore", tmp_path / "karlemose.dump")
        assert "ANOTHER KEY" in karlemose(other, "vault", "look", code=1)
        shutil.copy2(home / "keys" / "vault", other / "keys" / "vault")
        assert "1 files, 7 bytes, 0 missing\n" in karlemose(other, "vault", "look")
        assert re.search(LINKS_DUE, karlemose(other, "sweep", "--dry-run"))[1] == "0"  # gone before anybody saw it
        assert brief(other, tmp_path / "again.pdf") == first
        assert "BROKEN" not in karlemose(other, "ledger", "verify")
        assert "holds something already" in karlemose(other, "restore", tmp_path / "karlemose.dump", code=2)
    assert "is there already" in karlemose(home, "backup", tmp_path / "karlemose.dump", code=2)


def test_a_backup_of_former_times_the_dump_alone_is_restored_too(home, told, tmp_path):
    karlemose(home, "backup", tmp_path / "whole")
    with tarfile.open(tmp_path / "whole") as archive:
        (tmp_path / "plain").write_bytes(archive.extractfile("dump").read())
    with new_home() as other:
        karlemose(other, "restore", tmp_path / "plain")
        assert "BROKEN" not in karlemose(other, "ledger", "verify")


def test_a_damaged_backup_is_refused_and_nothing_is_restored(home, told, tmp_path):
    karlemose(home, "backup", tmp_path / "whole")
    content = bytearray((tmp_path / "whole").read_bytes())
    content[2000] ^= 1
    (tmp_path / "whole").write_bytes(content)
    with new_home() as other:
        assert "is damaged" in karlemose(other, "restore", tmp_path / "whole", code=2)
        assert not (other / "vault").exists()
        assert list(other.glob(".restore-*")) == []


def test_the_check_code_of_a_printed_page_fits(home, told, tmp_path):
    from tests.documents.reading import flow_of  # noqa: PLC0415 -- slow import

    code = re.search(r"\d+(?:-[0-9A-F]{4}){8}", flow_of(brief(home, tmp_path / "b.pdf")).replace(" ", ""))
    assert "fits the ledger of" in karlemose(home, "ledger", "verify", "--head", code[0])
    other = code[0][:-1] + ("0" if code[0][-1] != "0" else "1")
    assert "fits NO ledger" in karlemose(home, "ledger", "verify", "--head", other, code=1)
    assert "is not a check code" in karlemose(home, "ledger", "verify", "--head", "nonsense", code=2)


def test_the_addresses_are_printed_by_role(home, told):
    assert karlemose(home, "dsn", "--role", "app").startswith("postgresql://karlemose_app:")
    assert karlemose(home, "dsn", "--role", "owner").startswith("postgresql://karlemose_owner:")


def test_people_are_added_with_a_password_that_is_shown_once(home, told):
    said = karlemose(home, "people", "add", "ny@karlemose.example", "--role", "caretaker")
    assert "works as caretaker for" in said
    assert re.search(r"Password \(shown once\): \S{20}", said)
    assert "has a user already" in karlemose(home, "people", "add", "NY@karlemose.example", "--role", "mentor", code=2)
    assert "is not one of" in karlemose(home, "people", "add", "b@karlemose.example", "--role", "boss", code=2)


def test_the_doctor_finds_a_healthy_installation(home, told):
    said = karlemose(home, "doctor")
    assert "✗" not in said
    assert "owns nothing and obeys row security" in said


def test_a_database_that_does_not_answer_is_named(home):
    address = {"DATABASE_URL": "postgresql://app@127.0.0.1:1/none"}
    assert "the database does not answer" in karlemose(home, "ledger", "verify", code=2, **address)


def test_asking_for_help_starts_nothing(tmp_path):
    said = karlemose(tmp_path / "none", "import", "observations", "--help")
    assert "--map FIELD=COLUMN" in said
    assert not (tmp_path / "none" / "pg").exists()


def test_a_wrong_verb_is_refused(tmp_path):
    assert "No such command" in karlemose(tmp_path / "none", "evacuate", code=2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`karlemose run`, until it is told to stop."""

    def __init__(self, home: Path, port: int) -> None:
        command = [str(BIN), "run", "--demo"]
        self.process = subprocess.Popen(
            command, env=variables(home, PORT=str(port)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.port = port
        self.said = ""
        while "Ctrl-C stops everything" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=5) as response:
                return response.read() == b"ok"
        except OSError:
            return False

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.said += rest
        return self.process.returncode


def test_run_serves_and_stops_cleanly_and_comes_back_after_a_kill():
    port = free_port()
    with new_home() as home:
        running = Running(home, port)
        assert f"Karlemose is ready: http://localhost:{port}" in running.said
        assert "Sara Holm" in running.said
        assert running.answers()
        taken = karlemose(home, "run", code=2, PORT=str(port))
        assert f"port {port} is taken" in taken
        assert running.stop(signal.SIGKILL) == -signal.SIGKILL
        _wait_until(lambda: not running.answers())
        again = Running(home, port)
        assert again.answers()
        assert again.stop(signal.SIGINT) == 0
        assert again.said.rstrip().endswith("Stopped.")
        assert not again.answers()
        assert not (home / "pg" / "postmaster.pid").exists()


def _wait_until(is_so) -> None:
    last = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.1)
