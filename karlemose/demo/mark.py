"""The mark that makes a database a demonstration, and the refusals that follow from its absence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import checks
from django.db import connections

from karlemose.demo.models import DemoMark

OWNER = "owner"  # the site's own role may not write the mark
REFUSAL = (
    "This database is not marked as a demonstration, and the demonstration lets anybody be anybody. "
    "Start it on an empty database, or use karlemose.config.settings.staff."
)


class NotADemo(RuntimeError):
    """A database that holds somebody's real partnership, or nothing that says it does not."""


def set_mark(*, at: datetime) -> None:
    """Mark the database, once. Raises `NotADemo` when a partnership is in it already."""
    if is_marked():
        return
    if _has_partnerships("default"):
        raise NotADemo(REFUSAL)
    DemoMark.objects.using(OWNER).create(id=1, marked_at=at)


def note_founded(*, at: datetime) -> None:
    """Remember that partnership, people and plan are there."""
    DemoMark.objects.using(OWNER).filter(id=1).update(founded_at=at)


def note_told(*, at: datetime, story: str) -> None:
    """Remember that every step was taken, and of which story, so that the next start does not ask one by one."""
    DemoMark.objects.using(OWNER).filter(id=1).update(told_at=at, story=story)


def is_founded() -> bool:
    return DemoMark.objects.filter(founded_at__isnull=False).exists()


def is_told() -> bool:
    return DemoMark.objects.filter(told_at__isnull=False).exists()


def told_story() -> str:
    """The digest of the story that was told; empty for one that was told before stories had one, or for none."""
    return DemoMark.objects.values_list("story", flat=True).first() or ""


def is_marked(alias: str = "default") -> bool:
    return _has(alias, DemoMark._meta.db_table)


def refuse_unmarked() -> None:
    """For whatever is about to serve or tell the demonstration. Raises `NotADemo`."""
    if not is_marked():
        raise NotADemo(REFUSAL)


@checks.register(checks.Tags.database)
def refuse_a_real_partnership(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """`migrate` asks before it touches anything: the demonstration's tables never enter a real database."""
    real = [alias for alias in databases or () if _has_partnerships(alias) and not is_marked(alias)]
    return [checks.Error(REFUSAL, obj=alias, id="demo.E001") for alias in real]


def _has_partnerships(alias: str) -> bool:
    return _has(alias, "tenancy_partnership")


def _has(alias: str, table: str) -> bool:
    """Is the table there, and is a row in it?"""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 -- the two names above
        return bool(cursor.fetchone()[0])
