"""`karlemose import observations …`"""

from pathlib import Path

import click

from karlemose.foundation import clock
from karlemose.observations import actions
from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import File
from karlemose.observations.imports.problems import Unusable
from karlemose.observations.outcome import lines
from karlemose.observations.progress import shown_progress
from karlemose.partners import queries as partners
from karlemose.places.queries import NoSuchNeighbourhood, find_neighbourhood


@click.group()
def import_() -> None:
    """Take in files of other systems."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--neighbourhood", "slug", required=True, help="Slug of the neighbourhood.")
@click.option(
    "--partnership", "partnership_slug", default=None, help="Slug; needed when several have this neighbourhood."
)
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the numbers.")
@click.option("--rejected", type=click.Path(path_type=Path), default=None, help="Instead of FILE.rejected.csv.")
def observations(
    *, file: Path, slug: str, partnership_slug: str | None, pairs: tuple[str, ...], dry_run: bool, rejected: Path | None
) -> None:
    """Take in observations from FILE: CSV, also as .gz or .zip.

    Fields: occurred_at and kind (both needed), text, latitude, longitude, place, number_of_people, reference. A column
    that is not called like its field is named with --map. What looks like a plate, CPR number, telephone or e-mail is
    masked; rows that cannot be taken in are written to FILE.rejected.csv with the reason; the same file again adds
    nothing.
    """
    try:
        _take_in(file, pairs, _where(file, rejected, dry_run=dry_run), slug=slug, partnership_slug=partnership_slug)
    except (Unusable, NoSuchNeighbourhood) as error:
        raise click.UsageError(str(error)) from error


def _take_in(
    path: Path, pairs: tuple[str, ...], rejected: Path | None, *, slug: str, partnership_slug: str | None
) -> None:
    fields = mapping.parse(pairs)
    neighbourhood = find_neighbourhood(slug, partnership_slug=partnership_slug)
    source = reading.inspect(path)
    work = actions.rehearse if rejected is None else actions.take_in
    with shown_progress(source.path.name, total=source.size) as progress:
        file = File(source=source, mapping=fields, rejected=rejected, progress=progress)
        numbers = work(
            by=partners.command_viewer(neighbourhood.partnership_id),
            at=clock.current_time(),
            neighbourhood_id=neighbourhood.id,
            file=file,
        )
    for line in lines(numbers, rejected=rejected):
        click.echo(line)


def _where(file: Path, rejected: Path | None, *, dry_run: bool) -> Path | None:
    """Where refused rows go; nowhere in a dry run."""
    if dry_run:
        return None
    path = rejected or file.with_name(file.name + ".rejected.csv")
    if path.absolute() == file.absolute():
        raise Unusable("--rejected names the file itself; name another")
    return path
