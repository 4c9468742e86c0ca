"""Backup and restore: PostgreSQL's own dump, read with the owner's address."""

import os
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from karlemose.config import database, runtime
from karlemose.config.cluster import programs
from karlemose.config.environment import Environment, SettingError


def backup(environment: Environment, file: Path) -> None:
    """Dump the database into a file that only its owner can read; a file that is there already is not overwritten."""
    if file.exists():
        raise SettingError(f"{file} is there already: name another file")
    with runtime.server(environment), tempfile.TemporaryDirectory(dir=_folder(file), prefix=".karlemose-") as scratch:
        fresh = Path(scratch) / "dump"
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _postgres(environment, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={fresh}")
        fresh.rename(file)


def restore(environment: Environment, file: Path) -> None:
    """Read a dump into an empty database and lay the walls again. Refuses a database that holds anything."""
    with runtime.server(environment):
        if not database.is_empty(_owner(environment)):
            raise SettingError(
                "this database holds something already: restore into an empty one (another KARLEMOSE_DATA)"
            )
        _postgres(
            environment, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", file
        )
        module = runtime.DEMO if database.is_demo(_owner(environment)) else runtime.STAFF
        runtime.set_up(module, environment)
        runtime.bring_up_to_date(lambda line: None, lay_walls=True)


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
