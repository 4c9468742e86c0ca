"""Migrations are one line per room, and every one can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connections, migrations
from django.db.migrations.loader import MigrationLoader

OURS = "karlemose."


def our_migrations() -> dict[tuple[str, str], migrations.Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: one for key, one in loader.disk_migrations.items() if one.__module__.startswith(OURS)}


def test_each_room_has_one_line_of_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    rooms = {app for app, _ in our_migrations()}
    assert {app: len(loader.graph.leaf_nodes(app)) for app in rooms} == dict.fromkeys(rooms, 1)


def test_every_step_can_be_taken_back():
    stuck = [key for key, one in our_migrations().items() for step in one.operations if not step.reversible]
    assert stuck == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_model_has_drifted_from_its_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(databases=["default", "owner"])
def test_laying_the_walls_again_changes_nothing(settings):
    from karlemose.tenancy import walls  # noqa: PLC0415 -- app ready

    def policies() -> list[tuple[str, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1, 2")
            return cursor.fetchall()

    before = policies()
    walls.lay(connections["owner"], role=settings.APPLICATION_ROLE)
    assert policies() == before
    assert before
