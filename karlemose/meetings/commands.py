"""`karlemose briefing`"""

import os
from datetime import datetime
from pathlib import Path

import click

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week, localise
from karlemose.foundation.refusals import NotAllowed
from karlemose.foundation.terminal import refusals
from karlemose.meetings import actions
from karlemose.meetings.actions import Paper
from karlemose.meetings.briefing import Wanted
from karlemose.partners.models import Organisation
from karlemose.partners.queries import PARTNERS, command_viewer, organisation_of_kind
from karlemose.places.models import Neighbourhood
from karlemose.places.queries import NoSuchNeighbourhood, find_neighbourhood
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

CHANGES = {
    "came": "came in later",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
    "merged": "merged into another",
    "parted": "parted again",
}


@click.command()
@click.option("--neighbourhood", "slug", required=True, help="Slug of the neighbourhood.")
@click.option("--week", "written", required=True, metavar="2015-W23", help="ISO week.")
@click.option("--for", "partner", type=click.Choice([kind.value for kind in PARTNERS]), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--language", type=click.Choice([one.value for one in Language]), default="da", show_default=True)
@click.option("--partnership", "partnership_slug", default=None, help="Slug; needed when several have this slug.")
@click.option("--fresh", is_flag=True, help="Make a new one after late reports, and say what changed; the old is kept.")
@click.option(
    "--known-at", metavar="2017-09-12T10:00", help="What was known at that moment, on the neighbourhood's clock."
)
def briefing(  # noqa: PLR0913 -- one parameter an option
    *,
    slug: str,
    written: str,
    partner: str,
    output: Path,
    language: str,
    partnership_slug: str | None,
    fresh: bool,
    known_at: str | None,
) -> None:
    """Write the week's briefing for a partner. Made once per ended week and kept: asking again gives the same bytes."""
    if fresh and known_at:
        raise click.UsageError("--fresh tells what is known now, --known-at what was: ask for one of them")
    at = clock.current_time()
    with refusals(NotAWeek, NoSuchNeighbourhood):
        week = Week.parse(written)
        neighbourhood = find_neighbourhood(slug, partnership_slug=partnership_slug)
    receiver = _receiver(neighbourhood, OrganisationKind(partner))
    wanted = Wanted(neighbourhood=neighbourhood, week=week, receiver=receiver, language=Language(language))
    if week.start(wanted.zone) > at:
        raise click.UsageError(f"{week} has not begun: there is nothing to brief about")
    try:
        pdf, state = _printed(wanted, at=at, fresh=fresh, known_at=known_at)
    except NotAllowed as refusal:
        raise click.UsageError(str(refusal)) from refusal
    _write(output, pdf)
    click.echo(f"{output}: {week} for {receiver.name} ({state}, {len(pdf):,} bytes)")


def _printed(wanted: Wanted, *, at: datetime, fresh: bool, known_at: str | None) -> tuple[bytes, str]:
    """The paper, and what it is in words."""
    by = command_viewer(wanted.neighbourhood.partnership_id)
    if known_at is not None:
        moment = _moment(known_at, wanted)
        paper = actions.as_known(by=by, at=at, wanted=wanted, known_at=moment)
        return paper.pdf, f"as known {moment.astimezone(wanted.zone):%Y-%m-%d %H:%M}, not kept"
    if not wanted.week.has_ended(at=at, zone=wanted.zone):
        return actions.make(by=by, at=at, wanted=wanted), "so far, not kept"
    if fresh:
        paper = actions.made(by=by, at=at, wanted=wanted, fresh=True)
        return paper.pdf, f"kept; {_since(paper, wanted)}"
    return actions.make(by=by, at=at, wanted=wanted), "kept"


def _since(paper: Paper, wanted: Wanted) -> str:
    if paper.since is None:
        return "there is no earlier one to compare with"
    told = (
        "; ".join(f"{number} {CHANGES[name]}" for name, number in paper.since.numbers.items())
        or "nothing in the week's list has changed"
    )
    return f"since {paper.since.made_at.astimezone(wanted.zone):%Y-%m-%d %H:%M}: {told}"


def _moment(written: str, wanted: Wanted) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else localise(moment, wanted.zone).moment
    except (ValueError, OverflowError) as error:
        raise click.UsageError(f"a moment is written like 2017-09-12T10:00, not {written[:40]!r}") from error


def _receiver(neighbourhood: Neighbourhood, kind: OrganisationKind) -> Organisation:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        found = organisation_of_kind(partnership_id=neighbourhood.partnership_id, kind=kind)
    if found is None:
        raise click.UsageError(f"this partnership has no {kind.value}: add the organisation first")
    return found


def _write(output: Path, pdf: bytes) -> None:
    """A file that only its owner reads: a briefing is not for everybody on the machine."""
    try:
        if output.is_file():
            output.chmod(0o600)  # an older one may be readable for others
        with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pdf)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
