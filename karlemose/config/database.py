"""Database addresses as Django wants them, and the plain questions asked before Django is there."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from karlemose.config.cluster import APPLICATION, OWNER, Cluster
from karlemose.config.environment import Environment, SettingError


def urls(environment: Environment) -> dict[str, str]:
    """Addresses by role: `app`, and `owner` when it is known."""
    if not environment.database_url:
        cluster = Cluster(environment)
        return {"app": cluster.url(APPLICATION), "owner": cluster.url(OWNER)}
    given = {"app": environment.database_url, "owner": environment.database_owner_url}
    return {role: url for role, url in given.items() if url}


def settings_of(url: str, **more: Any) -> dict[str, Any]:
    """Django's dictionary of one address; any form libpq reads is good."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise SettingError(f"DATABASE_URL or DATABASE_OWNER_URL cannot be read: {error}") from error
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    found = {django: str(parts.pop(libpq, "") or "") for libpq, django in names.items()}
    return {"ENGINE": "django.db.backends.postgresql", **found, "OPTIONS": parts, "CONN_MAX_AGE": None, **more}


def is_empty(url: str) -> bool:
    """Has nobody migrated here yet?"""
    return _one(url, "SELECT to_regclass('public.django_migrations') IS NULL")


def is_demo(url: str) -> bool:
    """Does the database carry the demo's mark?"""
    if not _one(url, "SELECT to_regclass('public.demo_demomark') IS NOT NULL"):
        return False
    return _one(url, "SELECT EXISTS (SELECT 1 FROM demo_demomark)")


def _one(url: str, question: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
    return bool(row and row[0])
