"""`karlemose vault look | rewrap`"""

import sys

import click
from django.conf import settings

from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership
from karlemose.vault import inspection, keys
from karlemose.vault.faults import VaultFault


@click.group()
def vault() -> None:
    """Encrypted files: photos and recordings."""


@vault.command("look")
def look_at_all() -> None:
    """Say how many files there are and whether each is there. Exits 1 when one is missing or cannot be opened."""
    is_bad = False
    for partnership in Partnership.objects.order_by("slug"):
        found = inspection.look(partnership_id=partnership.id)
        state = "" if found.is_openable else ", kept under ANOTHER KEY of the installation"
        click.echo(f"{partnership.slug}: {found.files:,} files, {found.size:,} bytes, {found.missing} missing{state}")
        is_bad = is_bad or bool(found.missing) or not found.is_openable
    sys.exit(1 if is_bad else 0)


@vault.command()
def rewrap() -> None:
    """Wrap the partnerships' keys with the present key of the installation. Files stay as they are."""
    for partnership in Partnership.objects.order_by("slug"):
        try:
            with acting_for(partnership.id):
                is_done = keys.rewrap(partnership_id=partnership.id)
        except VaultFault as error:
            raise click.ClickException(f"{partnership.slug}: {error}") from error
        click.echo(f"{partnership.slug}: " + ("wrapped anew" if is_done else "nothing to do"))
    click.echo(f"The key in use is {keys.mark(settings.VAULT_KEY)}. The former one may go when every line says so.")
