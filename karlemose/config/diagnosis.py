"""What `karlemose doctor` looks at. Each finding that is not green names the command that helps."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from karlemose.config import database
from karlemose.config.cluster import Cluster, programs
from karlemose.config.environment import ROOT, Environment, SettingError
from karlemose.config.runtime import server
from karlemose.config.supervisor import THREADS
from karlemose.foundation import clock

OLD_KEY = timedelta(days=3 * 365)  # a key may be older; then somebody should have decided so
WORKERS = 1  # processes of background jobs; each holds a few connections
CONNECTIONS_OF_A_WORKER = 4
NEWEST_KNOWN_LAG = 300  # seconds that an entry may wait for its seal before we speak of it
SPARE_CONNECTIONS = 10

ROLES = """
SELECT rolsuper OR rolbypassrls, (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""
FACTORS = """
SELECT count(*) FILTER (WHERE factor.user_id IS NOT NULL), count(*) FROM accounts_user AS person
LEFT JOIN (SELECT DISTINCT user_id FROM mfa_authenticator WHERE type IN ('totp', 'webauthn')) AS factor
    ON factor.user_id = person.id
WHERE person.is_active
"""
LAG = """
SELECT coalesce(max(extract(epoch FROM now() - (body::jsonb ->> 'at')::timestamptz)), 0)::int FROM ledger_entry
WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE entry_id = ledger_entry.id)
"""


@dataclass(frozen=True)
class Finding:
    """`says` may have places for what is `given`, so that the page of the state can say it in other languages."""

    what: str
    says: str
    mark: str = "✓"
    helps: str = ""
    given: Mapping[str, object] = field(default_factory=dict)

    @property
    def found(self) -> str:
        return self.says % self.given if self.given else self.says

    @property
    def is_bad(self) -> bool:
        return self.mark == "✗"


def look(environment: Environment) -> list[Finding]:
    """All findings, in the order in which a missing one explains the next."""
    findings = [_guarded(one, environment) for one in (_packages, _address, _keys, mail_of, _data)]
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
    return keys_of(environment, at=clock.current_time())


def keys_of(environment: Environment, *, at: datetime, says_where: bool = True) -> Finding:
    """Which keys lie in files, and how old they are; those that the environment gives have no age here."""
    folder = environment.data / "keys"
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    kept = [one for one in files if not one.name.startswith(".")]
    if not kept:
        return Finding("keys", "from environment")
    ages = {one.name: at - datetime.fromtimestamp(one.stat().st_mtime, UTC) for one in kept}
    oldest = max(ages.values())
    mark, helps = ("!", "decide whether the old one is kept: docs/operations.md") if oldest > OLD_KEY else ("✓", "")
    if not says_where:
        given = {"number": len(ages), "days": max(oldest.days, 0)}
        return Finding("keys", "%(number)d in files, the oldest %(days)d days old", mark, helps, given)
    told = ", ".join(f"{name} {max(age.days, 0)} days old" for name, age in ages.items())
    elsewhere = " (the ledger's from environment)" if os.environ.get("KARLEMOSE_LEDGER_KEY") else ""
    return Finding("keys", f"{told} in {folder}{elsewhere}", mark, helps)


def mail_of(environment: Environment) -> Finding:
    server = environment.mail
    if server is None:
        return Finding("mail", "none is sent: links are handed over by people")
    given = {name: server[name] for name in ("host", "port")} | {"sender": environment.text("KARLEMOSE_MAIL_FROM")}
    return Finding("mail", "by %(host)s:%(port)s, from %(sender)s", given=given)


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
        yield role_of(connection)
        yield connections_of(connection, environment)
        if database.is_empty(urls["app"]):
            yield Finding("tables", "none yet", "!", "any command makes them, or `make run`")
            return
        yield factors_of(connection)
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


def role_of(connection: psycopg.Connection[Any]) -> Finding:
    is_mighty, owned = connection.execute(ROLES).fetchone() or (False, 0)
    if is_mighty:
        return Finding("application's role", "may bypass row security", "✗", "ALTER ROLE … NOSUPERUSER NOBYPASSRLS")
    if owned:
        helps = "let another role own them: DATABASE_OWNER_URL"
        return Finding("application's role", "owns %(number)d tables", "✗", helps, {"number": owned})
    return Finding("application's role", "owns nothing and obeys row security")


def connections_of(connection: psycopg.Connection[Any], environment: Environment) -> Finding:
    row = connection.execute("SELECT current_setting('max_connections')::int").fetchone()
    most = int(str(row[0])) if row else 0
    workers = WORKERS * CONNECTIONS_OF_A_WORKER
    needed = environment.web_processes * THREADS + workers + SPARE_CONNECTIONS
    given = {"needed": needed, "most": most}
    if needed > most:
        helps = "raise max_connections, or fewer processes"
        return Finding("connections", "%(needed)d needed, %(most)d allowed", "✗", helps, given)
    return Finding("connections", "%(needed)d needed at most, %(most)d allowed", given=given)


def factors_of(connection: psycopg.Connection[Any]) -> Finding:
    """How many can show a second factor. Whoever cannot, sees nothing but the page on which they add one."""
    having, people = connection.execute(FACTORS).fetchone() or (0, 0)
    return Finding(
        "second factor", "%(having)d of %(people)d people have one", given={"having": having, "people": people}
    )


def _seals(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    row = connection.execute(LAG).fetchone()
    lag = int(str(row[0])) if row else 0
    if lag > NEWEST_KNOWN_LAG:
        helps = "start the worker (`karlemose run`); a transaction that stays open also holds sealing back"
        return Finding("ledger", f"the oldest entry without a seal is {lag} seconds old", "!", helps)
    return Finding("ledger", "sealed up to now")
