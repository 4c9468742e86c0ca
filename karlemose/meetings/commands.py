"""`karlemose briefing`"""

import os
from pathlib import Path

import click

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week
from karlemose.meetings.actions import make
from karlemose.meetings.briefing import Wanted
from karlemose.partners.models import Organisation
from karlemose.partners.queries import PARTNERS, command_viewer, organisation_of_kind
from karlemose.places.models import Neighbourhood
from karlemose.places.queries import NoSuchNeighbourhood, find_neighbourhood
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for


@click.command()
@click.option("--neighbourhood", "slug", required=True, help="Slug of the neighbourhood.")
@click.option("--week", "written", required=True, metavar="2015-W23", help="ISO week.")
@click.option("--for", "partner", type=click.Choice([kind.value for kind in PARTNERS]), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--language", type=click.Choice([one.value for one in Language]), default="da", show_default=True)
@click.option("--partnership", "partnership_slug", default=None, help="Slug; needed when several have this slug.")
@click.option("--fresh", is_flag=True, help="Make a new one after late reports; the old one is kept.")
def briefing(  # noqa: PLR0913 -- one parameter an option
    *,
    slug: str,
    written: str,
    partner: str,
    output: Path,
    language: str,
    partnership_slug: str | None,
    fresh: bool,
) -> None:
    """Write the week's briefing for a partner. Made once per ended week and kept: asking again gives the same bytes."""
    at = clock.current_time()
    try:
        week = Week.parse(written)
        neighbourhood = find_neighbourhood(slug, partnership_slug=partnership_slug)
    except (NotAWeek, NoSuchNeighbourhood) as error:
        raise click.UsageError(str(error)) from error
    receiver = _receiver(neighbourhood, OrganisationKind(partner))
    wanted = Wanted(neighbourhood=neighbourhood, week=week, receiver=receiver, language=Language(language))
    if week.start(wanted.zone) > at:
        raise click.UsageError(f"{week} has not begun: there is nothing to brief about")
    pdf = make(by=command_viewer(neighbourhood.partnership_id), at=at, wanted=wanted, fresh=fresh)
    _write(output, pdf)
    state = "kept" if week.has_ended(at=at, zone=wanted.zone) else "so far, not kept"
    click.echo(f"{output}: {week} for {receiver.name} ({state}, {len(pdf):,} bytes)")


def _receiver(neighbourhood: Neighbourhood, kind: OrganisationKind) -> Organisation:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        found = organisation_of_kind(partnership_id=neighbourhood.partnership_id, kind=kind)
    if found is None:
        raise click.UsageError(f"this partnership has no {kind.value}: add the organisation first")
    return found


def _write(output: Path, pdf: bytes) -> None:
    """A file that only its owner reads: a briefing is not for everybody on the machine."""
    try:
        with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pdf)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
