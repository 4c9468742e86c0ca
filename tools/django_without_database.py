"""Run a Django command that opens no database: the settings get an address that is never used.

python tools/django_without_database.py makemigrations --check
"""

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


def main() -> None:
    with django_ready():
        from django.core.management import call_command

        call_command(*sys.argv[1:])


@contextmanager
def django_ready() -> Iterator[None]:
    """Django with the demo's settings, since those name every room; its keys live as long as the block."""
    with tempfile.TemporaryDirectory() as data:
        os.environ["DJANGO_SETTINGS_MODULE"] = "karlemose.config.settings.demo"
        os.environ["KARLEMOSE_DATA"] = data
        os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
        os.environ.pop("DATABASE_OWNER_URL", None)
        os.environ.pop("KARLEMOSE_NOW", None)
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
        import django

        django.setup()
        yield


if __name__ == "__main__":
    main()
