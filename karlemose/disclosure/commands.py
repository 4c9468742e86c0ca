"""`karlemose handover`, `karlemose receiver-key`"""

import os
import sys
from pathlib import Path
from typing import TextIO

import bagit
import click

from karlemose.disclosure import bag, queries, receiving, sealing, states
from karlemose.disclosure.drafting import items_of
from karlemose.disclosure.enums import Standing, State
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.releasing import fetch
from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week
from karlemose.foundation.terminal import refusals
from karlemose.partners.queries import NoSuchPartnership, command_viewer, organisation_of_kind, partnership_named
from karlemose.places.models import Neighbourhood
from karlemose.places.queries import NoSuchNeighbourhood, find_neighbourhood
from karlemose.policy.rule import Language
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for


@click.command()
@click.option("--neighbourhood", "slug", required=True, help="Slug of the neighbourhood.")
@click.option("--week", "written", required=True, metavar="2017-W37", help="ISO week.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write the parcel into."
)
@click.option("--partnership", "partnership_slug", default=None, help="Slug; needed when several have this slug.")
def handover(*, slug: str, written: str, output: Path, partnership_slug: str | None) -> None:
    """Write the week's released hand-over as a folder that verifies. Before the release nothing is written:
    what is missing is listed, item by item, and the exit code is 1.
    """
    with refusals(NotAWeek, NoSuchNeighbourhood):
        week = Week.parse(written)
        neighbourhood = find_neighbourhood(slug, partnership_slug=partnership_slug)
    rows, told = _told(neighbourhood, week)
    ready = [row for row in rows if row.state in {State.RELEASED, State.ACKNOWLEDGED}]
    for row in ready:
        _write(row, output)
    for line in told:
        click.echo(line, err=not ready)
    sys.exit(0 if ready else 1)


@click.command("receiver-key")
@click.argument("file", type=click.File("r"), required=False)
@click.option("--partnership", "slug", default=None, help="Slug; needed when there are several.")
@click.option("--end", is_flag=True, help="Seal no more.")
def receiver_key(*, file: TextIO | None, slug: str | None, end: bool) -> None:
    """Keep the police's age or OpenPGP public key from FILE (`-`: standard input); parcels are sealed for it."""
    if (file is None) is not end:
        raise click.UsageError("give a file with the public key, or --end")
    text = "" if file is None else _read(file)
    try:
        partnership = partnership_named(slug)
        with acting_for(partnership.id, read_only=True):
            police = organisation_of_kind(partnership_id=partnership.id, kind=OrganisationKind.POLICE)
        if police is None:
            raise click.UsageError("this partnership has no police: add the organisation first")
        made = receiving.set_receiver_key(
            by=command_viewer(partnership.id), at=clock.current_time(), organisation_id=police.id, text=text
        )
    except sealing.SecretKeyGiven as error:
        raise click.UsageError(f"{error}: it was not kept. Make a new pair, and give its public half") from error
    except (NoSuchPartnership, sealing.NotAPublicKey) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{police.name}: {f'sealed for {made.fingerprint}' if made else 'not sealed'} from now on")


def _read(file: TextIO) -> str:
    """Nothing of a file that holds nothing: an empty key would end the sealing, which is said with --end."""
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise click.UsageError("this is no text: write the public key out with --armor") from error
    if not text.strip():
        raise click.UsageError("the file is empty: give a public key, or --end")
    return text


def _told(neighbourhood: Neighbourhood, week: Week) -> tuple[list[HandOver], list[str]]:
    """The hand-overs of a week, and for those that have not gone what is missing."""
    with acting_for(neighbourhood.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        rows = queries.of_week(neighbourhood, week)
        told = [line for row in rows for line in _missing(row)]
    return rows, told or ([] if rows else [f"{week}: nobody has put a hand-over together"])


def _missing(row: HandOver) -> list[str]:
    name = f"{row.week} no. {row.number} ({row.public_id})"
    if row.state == State.RECALLED:
        return [f"{name} is recalled: it is not written out again"]
    if row.state == State.REFUSED:
        return [f"{name} was dropped"]
    if row.state not in states.OPEN:
        return []
    step = "its release" if row.state == State.APPROVED else "a second person's approval, then its release"
    return [f"{name} lacks {step}", *(f"    {line}" for item in items_of(row) if (line := _item(item)))]


def _item(item: HandOverItem) -> str:
    """Which item, and what it lacks; nothing of what it says."""
    which = f"{item.observation} {item.sort}"
    if item.left_out_because:
        return f"{which}: left out"
    words = in_force().vocabulary.conditions
    missing = "; ".join(words[code].words.said(Language.ENGLISH) for code in item.missing)
    if item.standing == Standing.LACKS:
        return f"{which}: lacks {missing}"
    if item.standing == Standing.UNLAWFUL:
        return f"{which}: may not be handed over ({missing or 'no rule allows it'})"
    return f"{which}: ready"


def _write(row: HandOver, output: Path) -> None:
    fetched = fetch(by=command_viewer(row.partnership_id), at=clock.current_time(), hand_over=row.public_id)
    files = {fetched.name: fetched.content} if fetched.is_sealed else bag.unzipped(fetched.content)
    try:
        for name, content in files.items():
            _file(output / name, content)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
    where = output / (fetched.name if fetched.is_sealed else fetched.name.removesuffix(".zip"))
    if not fetched.is_sealed:
        bagit.Bag(str(where)).validate()  # that the disk kept what was written: the archives' own library says so
    click.echo(f"{where}: {row.week} no. {row.number}, {row.number_released} items")


def _file(path: Path, content: bytes) -> None:
    """A new file that only its owner reads; what is there already is not written over."""
    _folder(path.parent)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)


def _folder(path: Path) -> None:
    """Every new folder on the way is its owner's alone too: names of files tell something already."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700)
