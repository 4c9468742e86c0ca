"""What a command needs around it: the embedded server if none runs, the right settings, migrations, the demo.

    with runtime.opened(environment) as state: …      # DJANGO is set up and the database is ready

Every command that needs the database works right after `make setup`, and stops what it started.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module

import psycopg

from karlemose.config import database
from karlemose.config.cluster import Cluster
from karlemose.config.environment import Environment, SettingError

STAFF = "karlemose.config.settings.staff"
DEMO = "karlemose.config.settings.demo"
WALLS = "walls "  # the comment on django_migrations says which walls were laid last

Say = Callable[[str], None]


@contextmanager
def server(environment: Environment) -> Iterator[None]:
    """The database server, for the length of the block."""
    with ExitStack() as stack:
        if not environment.database_url:
            stack.enter_context(Cluster(environment).in_use())
        _check_reachable(database.urls(environment)["app"])
        yield


@contextmanager
def opened(environment: Environment, *, may_become_demo: bool = False, say: Say = lambda line: None) -> Iterator[str]:
    """Server, settings, migrations and, where it is due, the demo's partnership. Yields the settings module's name.

    An empty embedded database becomes a demo; one given by DATABASE_URL only with `may_become_demo`.
    """
    with server(environment):
        app_url = database.urls(environment)["app"]
        becomes_demo = database.is_empty(app_url) and (may_become_demo or not environment.database_url)
        module = DEMO if becomes_demo or database.is_demo(app_url) else STAFF
        set_up(module, environment)
        bring_up_to_date(say)
        if module == DEMO:
            import_module("karlemose.demo.loading").found()
        yield module


def set_up(module: str, environment: Environment) -> None:
    """Load Django with these settings; the clock stops only in a demo."""
    if environment.stopped_at and module != DEMO:
        raise SettingError("KARLEMOSE_NOW stops the clock of a demo only; this database is not one")
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    import django  # noqa: PLC0415 -- slow import

    from karlemose.foundation import clock  # noqa: PLC0415 -- slow import

    clock.freeze(environment.stopped_at)
    django.setup()


def bring_up_to_date(say: Say, *, lay_walls: bool = False) -> None:
    """Migrate and lay the walls when there is something new; a fraction of a second when there is not.

    `lay_walls` lays them in any case: a restored database has its tables but nobody's grants.
    """
    from django.conf import settings  # noqa: PLC0415 -- app ready
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connections  # noqa: PLC0415 -- app ready
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- app ready

    alias = "owner" if "owner" in connections else "default"
    executor = MigrationExecutor(connections[alias])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if alias == "default":
        if pending:
            raise SettingError(f"{len(pending)} migrations wait: set DATABASE_OWNER_URL, the role that owns the tables")
        return
    wanted = WALLS + _walls_digest(settings.APPLICATION_ROLE)
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')")
        if cursor.fetchone() == (wanted,) and not pending and not lay_walls:
            return
    say(f"Bringing the database up to date ({len(pending)} migrations) …")
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE django_migrations IS '{wanted}'")


def _walls_digest(role: str) -> str:
    from karlemose.tenancy import walls  # noqa: PLC0415 -- app ready

    text = "\n".join(repr(statement) for statement in walls.statements(role))
    return hashlib.sha256(text.encode()).hexdigest()


def _check_reachable(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].split(": ", 1)[-1]
        raise SettingError(f"the database does not answer: {reason}. Look at DATABASE_URL.") from error
