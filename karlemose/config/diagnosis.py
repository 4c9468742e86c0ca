"""What `karlemose doctor` looks at. Each finding that is not green names the command that helps."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg

from karlemose.config import database
from karlemose.config.cluster import Cluster, programs
from karlemose.config.environment import ROOT, Environment, SettingError
from karlemose.config.runtime import server
from karlemose.config.supervisor import THREADS

NEWEST_KNOWN_LAG = 300  # seconds that an entry may wait for its seal before we speak of it
SPARE_CONNECTIONS = 10

ROLES = """
SELECT rolsuper OR rolbypassrls, (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""
LAG = """
SELECT coalesce(max(extract(epoch FROM now() - (body::jsonb ->> 'at')::timestamptz)), 0)::int FROM ledger_entry
WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE entry_id = ledger_entry.id)
"""


@dataclass(frozen=True)
class Finding:
    what: str
    found: str
    mark: str = "✓"
    helps: str = ""

    @property
    def is_bad(self) -> bool:
        return self.mark == "✗"


def look(environment: Environment) -> list[Finding]:
    """All findings, in the order in which a missing one explains the next."""
    findings = [_guarded(one, environment) for one in (_packages, _address, _keys, _data)]
    try:
        with server(environment):
            findings += list(_database(environment))
    except SettingError as error:
        findings.append(Finding("database", str(error), "✗", "look at DATABASE_URL, or run `make setup`"))
    return findings


def _guarded(one: Callable[[Environment], Finding], environment: Environment) -> Finding:
    try:
        return one(environment)
    except SettingError as error:
        return Finding("setting", str(error), "✗", "docs/generated/settings.md lists every setting")


def _packages(_: Environment) -> Finding:
    is_there = (ROOT / "build/static/staticfiles.json").exists()
    if is_there:
        return Finding("static files", "collected")
    return Finding("static files", "not collected", "✗", "make setup")


def _address(environment: Environment) -> Finding:
    kind = "https, cookies with __Host-" if environment.is_https else "http on localhost only"
    return Finding("address", f"{environment.public_url} ({kind}), listening on port {environment.port}")


def _keys(environment: Environment) -> Finding:
    environment.secret_key, environment.ledger_key  # noqa: B018 -- made or checked by being read
    where = "environment" if os.environ.get("KARLEMOSE_LEDGER_KEY") else str(environment.data / "keys")
    return Finding("keys", f"from {where}")


def _data(environment: Environment) -> Finding:
    if environment.database_url:
        return Finding("data", f"{environment.data}; the database is given by DATABASE_URL")
    folders = Cluster(environment).folders()
    elsewhere = [str(place) for place in folders.values() if environment.data not in place.parents]
    if elsewhere:
        why = "too deep or not reachable for the user PostgreSQL runs as"
        return Finding("data", f"{environment.data}; {' and '.join(elsewhere)}, because the folder is {why}", "!")
    return Finding("data", str(environment.data))


def _database(environment: Environment) -> Iterator[Finding]:
    urls = database.urls(environment)
    with psycopg.connect(urls["app"]) as connection:
        yield _version(connection, environment)
        yield _role(connection)
        yield _connections(connection, environment)
        if database.is_empty(urls["app"]):
            yield Finding("tables", "none yet", "!", "any command makes them, or `make run`")
            return
    yield Finding("demo", "yes: everything in it is invented" if database.is_demo(urls["app"]) else "no")
    if "owner" not in urls:
        yield Finding("owner", "DATABASE_OWNER_URL is not set", "!", "set it for migrations, backup and restore")
        return
    with psycopg.connect(urls["owner"]) as connection:
        yield _seals(connection)


def _version(connection: psycopg.Connection[tuple[object, ...]], environment: Environment) -> Finding:
    number = connection.info.server_version
    kind = "given by DATABASE_URL" if environment.database_url else f"embedded, programs in {programs(environment)}"
    if number < 170000:
        return Finding("PostgreSQL", f"{number // 10000}, {kind}", "✗", "Karlemose needs PostgreSQL 17 or newer")
    return Finding("PostgreSQL", f"{number // 10000}.{number % 10000}, {kind}")


def _role(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    is_mighty, owned = connection.execute(ROLES).fetchone() or (False, 0)
    if is_mighty:
        return Finding("application's role", "may bypass row security", "✗", "ALTER ROLE … NOSUPERUSER NOBYPASSRLS")
    if owned:
        return Finding(
            "application's role", f"owns {owned} tables", "✗", "let another role own them: DATABASE_OWNER_URL"
        )
    return Finding("application's role", "owns nothing and obeys row security")


def _connections(connection: psycopg.Connection[tuple[object, ...]], environment: Environment) -> Finding:
    row = connection.execute("SELECT current_setting('max_connections')::int").fetchone()
    most = int(str(row[0])) if row else 0
    needed = environment.web_processes * THREADS + SPARE_CONNECTIONS
    if needed > most:
        return Finding(
            "connections", f"{needed} needed, {most} allowed", "✗", "raise max_connections, or fewer processes"
        )
    return Finding("connections", f"{needed} needed at most, {most} allowed")


def _seals(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    row = connection.execute(LAG).fetchone()
    lag = int(str(row[0])) if row else 0
    if lag > NEWEST_KNOWN_LAG:
        helps = "start the worker (`karlemose run`); a transaction that stays open also holds sealing back"
        return Finding("ledger", f"the oldest entry without a seal is {lag} seconds old", "!", helps)
    return Finding("ledger", "sealed up to now")
