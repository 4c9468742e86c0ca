from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

from karlemose.tenancy import walls


class Command(migrate.Command):
    """Django's own, run as the owner of the tables, and then the walls are laid again."""

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == "default" and "owner" in connections:
            options["database"] = "owner"  # the test runner names the alias itself
        super().handle(*args, **options)
        if not (options["check_unapplied"] or options["plan"] or options["app_label"]):
            walls.lay(connections[options["database"]], role=settings.APPLICATION_ROLE)
