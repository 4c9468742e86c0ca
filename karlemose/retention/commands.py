"""`karlemose sweep`"""

import click
from django.utils.translation import override

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.ledger.recording import INSTANCE
from karlemose.partners.queries import NoSuchPartnership, command_viewer, partnership_named
from karlemose.retention.actions import Swept
from karlemose.retention.actions import sweep as sweep_partnership
from karlemose.tenancy.models import Partnership


@click.command()
@click.option("--dry-run", is_flag=True, help="Erase nothing; print what is due.")
@click.option("--partnership", "slug", default=None, help="Slug; all of them, and the installation, otherwise.")
def sweep(*, dry_run: bool, slug: str | None) -> None:
    """Erase what is due, as every night at three (UTC): reports become counts, their words, plates and files go."""
    with refusals(NoSuchPartnership):
        asked = [partnership_named(slug)] if slug else list(Partnership.objects.order_by("slug"))
    if dry_run:
        click.echo("Dry run: nothing was erased.")
    for partnership in asked:
        _tell(partnership.slug, partnership.id, dry_run=dry_run)
    if not slug:
        _tell("the installation", INSTANCE, dry_run=dry_run)


def _tell(name: str, partnership_id: int, *, dry_run: bool) -> None:
    swept = sweep_partnership(by=command_viewer(partnership_id), at=clock.current_time(), dry_run=dry_run)
    click.echo(f"{name:<48}{'number':>12}  oldest")
    for one in swept:
        click.echo(_line(one))


def _line(one: Swept) -> str:
    oldest = f"{one.oldest:%Y-%m-%d}" if one.oldest else "-"
    with override("en"):  # the terminal's language
        return f"  {one.eraser.label!s:<46}{one.number:>12,}  {oldest}"
