"""`karlemose rules annex …`: the rulebook on paper, as one partnership has signed it."""

from pathlib import Path

import click

from karlemose.documents import render
from karlemose.documents.annex import Annex
from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.partners import queries
from karlemose.policy.rulebook import in_force
from karlemose.tenancy.acting import acting_for


@click.command()
@click.option("--partnership", "slug", default=None, help="Slug; needed when there are several.")
@click.option(
    "--lang",
    "language",
    type=click.Choice([one.value for one in Language]),
    default="da",
    show_default=True,
    help="Language.",
)
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), help="The PDF to write.")
def annex(slug: str | None, language: str, output: Path) -> None:
    """Print every rule in words, what is off and who signed, and the record of processing (art. 30)."""
    with refusals(queries.NoSuchPartnership):
        partnership = queries.partnership_named(slug)
    law = in_force()
    with acting_for(partnership.id, read_only=True):
        signed = queries.signatures(queries.command_viewer(partnership.id), version=law.version)
    content = Annex(
        law=law,
        language=Language(language),
        partnership=partnership.name,
        made_at=clock.current_time(),
        signed={rule: (one.by, clock.day_of(one.at)) for rule, one in signed.items()},
    )
    try:
        output.write_bytes(render.rulebook(content))
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"{output}: {len(law.rules)} rules, {len(signed)} signed")
