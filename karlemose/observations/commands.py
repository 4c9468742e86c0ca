"""`karlemose import observations …`"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.observations import actions
from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import File
from karlemose.observations.imports.problems import Unusable
from karlemose.observations.outcome import lines
from karlemose.observations.progress import shown_progress
from karlemose.partners import queries as partners
from karlemose.places.queries import Neighbourhood, NoSuchNeighbourhood, find_neighbourhood
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for


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
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="What holds for every row. Repeatable.")
@click.option("--organisation", default=None, help="Housing organisation that holds plates, descriptions and names.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the numbers.")
@click.option("--rejected", type=click.Path(path_type=Path), default=None, help="Instead of FILE.rejected.csv.")
def observations(  # noqa: PLR0913 -- one parameter an option
    *,
    file: Path,
    slug: str,
    partnership_slug: str | None,
    pairs: tuple[str, ...],
    values: tuple[str, ...],
    organisation: str | None,
    dry_run: bool,
    rejected: Path | None,
) -> None:
    """Take in observations from FILE: CSV, also as .gz or .zip.

    Fields: occurred_at and kind (both needed), text, latitude, longitude, place, number_of_people, reference. A column
    that is not called like its field is named with --map. What looks like a plate, CPR number, telephone or e-mail is
    masked; rows that cannot be taken in are written to FILE.rejected.csv with the reason; the same file again adds
    nothing.

    The fields plate, description and name go to the protected part of a report, and only when --map names their
    column. A plate is kept only with what happened at the car: --set act=ACT states it for the whole file. --set takes
    also kind and plate_country (two letters).
    """
    with refusals(Unusable, NoSuchNeighbourhood):
        neighbourhood = find_neighbourhood(slug, partnership_slug=partnership_slug)
        fields = mapping.parse(pairs)
        asked = _Asked(
            neighbourhood=neighbourhood,
            fields=fields,
            stated=mapping.stated(values),
            held_by_id=holder(neighbourhood, organisation) if mapping.protected(fields) else None,
        )
        _take_in(file, asked, rejected=_where(file, rejected, dry_run=dry_run))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Where a file goes and how it is to be read."""

    neighbourhood: Neighbourhood
    fields: Mapping[str, str]
    stated: Mapping[str, str]
    held_by_id: int | None


def holder(neighbourhood: Neighbourhood, named: str | None) -> int:
    """The housing organisation that holds what can point to a person: the one named, or the only one."""
    with acting_for(neighbourhood.partnership_id, read_only=True):
        rows = partners.organisations(partners.command_viewer(neighbourhood.partnership_id))
        housing = {one.name: one.id for one in rows.filter(kind=OrganisationKind.HOUSING)}
    found = [identity for name, identity in housing.items() if named in (None, name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(housing)) or "none; add one first"
    raise Unusable(
        f"plates, descriptions and names are held by a housing organisation: say which with --organisation ({known})"
    )


def _take_in(path: Path, asked: _Asked, *, rejected: Path | None) -> None:
    source = reading.inspect(path)
    work = actions.rehearse if rejected is None else actions.take_in
    with shown_progress(source.path.name, total=source.size) as progress:
        file = File(source=source, mapping=asked.fields, stated=asked.stated, rejected=rejected, progress=progress)
        numbers = work(
            by=partners.command_viewer(asked.neighbourhood.partnership_id),
            at=clock.current_time(),
            neighbourhood_id=asked.neighbourhood.id,
            file=file,
            held_by_id=asked.held_by_id,
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
