from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections


class Command(flush.Command):
    """Django's own for test databases only: the ledger refuses TRUNCATE, so its triggers sleep meanwhile."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections["owner"]
        if not str(connection.settings_dict["NAME"]).startswith("test_"):
            raise CommandError("flush empties test databases only")
        options |= {"database": "owner", "inhibit_post_migrate": True}  # nothing of ours is made after a migration
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = DEFAULT")
