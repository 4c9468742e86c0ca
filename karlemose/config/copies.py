"""Backup and restore: PostgreSQL's own dump, read with the owner's address, and the files of the vault."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from karlemose.config import archives, database, runtime
from karlemose.config.cluster import programs
from karlemose.config.environment import Environment, SettingError, open_folder


def backup(environment: Environment, file: Path) -> None:
    """Write database and files into one file that only its owner can read; one that is there already is not touched.

    The dump comes first: a file that is kept after it is one too many, never one too few.
    """
    if file.exists():
        raise SettingError(f"{file} is there already: name another file")
    with runtime.server(environment), tempfile.TemporaryDirectory(dir=_folder(file), prefix=".karlemose-") as scratch:
        dump, whole = Path(scratch) / archives.DUMP, Path(scratch) / "whole"
        os.close(os.open(dump, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _postgres(environment, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        archives.pack(whole, dump=dump, vault=_vault(environment))
        whole.rename(file)


def restore(environment: Environment, file: Path) -> list[str]:
    """Read a backup into an installation that holds nothing, lay the walls again, and sweep; an old plain dump too.

    Gives the slugs of partnerships whose files this installation's key does not open. Raises `SettingError`.
    """
    with runtime.server(environment):
        _check_empty(environment)
        with tempfile.TemporaryDirectory(dir=open_folder(environment.data), prefix=".restore-") as scratch:
            dump, vault = file, Path(scratch) / "vault"
            if not archives.is_plain_dump(file):
                archives.unpack(file, into=Path(scratch))
                dump = Path(scratch) / archives.DUMP
            options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
            _postgres(environment, "pg_restore", *options, dump)
            if vault.exists():
                shutil.rmtree(_vault(environment), ignore_errors=True)  # holds nothing: asked above
                vault.rename(_vault(environment))
        module = runtime.DEMO if database.is_demo(_owner(environment)) else runtime.STAFF
        runtime.set_up(module, environment)
        runtime.bring_up_to_date(lambda line: None, lay_walls=True)
        from karlemose.foundation import clock  # noqa: PLC0415 -- app ready
        from karlemose.retention.actions import sweep_everything  # noqa: PLC0415 -- app ready
        from karlemose.vault.inspection import under_another_key  # noqa: PLC0415 -- app ready

        sweep_everything(at=clock.current_time())  # what was due since the backup was made
        return under_another_key()


def _check_empty(environment: Environment) -> None:
    if not database.is_empty(_owner(environment)):
        raise SettingError("this database holds something already: restore into an empty one (another KARLEMOSE_DATA)")
    if any(path.is_file() for path in _vault(environment).rglob("*")):
        raise SettingError(f"{_vault(environment)} holds files already: restore into another KARLEMOSE_DATA")


def _vault(environment: Environment) -> Path:
    return environment.data / "vault"


def _owner(environment: Environment) -> str:
    urls = database.urls(environment)
    if "owner" not in urls:
        raise SettingError("backup and restore need DATABASE_OWNER_URL")
    return urls["owner"]


def _postgres(environment: Environment, program: str, *arguments: object) -> None:
    """Run a program of PostgreSQL; the password goes through the environment, where no list of processes shows it."""
    parts = conninfo_to_dict(_owner(environment))
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    where = {variable: str(parts[name]) for name, variable in names.items() if parts.get(name)}
    target = [f"--dbname={parts['dbname']}"] if program == "pg_restore" else []
    done = subprocess.run(
        [str(programs(environment) / program), *target, *map(str, arguments)],
        check=False,
        env={"PATH": os.defpath, "LC_ALL": "C", **where},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SettingError(f"{program} failed: {done.stderr.strip()}")


def _folder(file: Path) -> Path:
    folder = file.absolute().parent
    if not folder.is_dir():
        raise SettingError(f"there is no folder {folder}")
    return folder
