"""`karlemose agreements …`: what the partners have signed, kept by whoever runs the installation."""

from datetime import datetime

import click

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.partners import agreements as agreed
from karlemose.partners import queries
from karlemose.partners.models import Organisation
from karlemose.places import queries as places
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Level
from karlemose.tenancy.acting import acting_for

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_WHERE = click.option("--partnership", "slug", default=None, help="Slug; needed when there are several.")
_REFUSALS = (
    queries.NoSuchPartnership,
    agreed.NoSuchAgreement,
    agreed.NotForThisPartner,
    agreed.EndsBeforeItBegins,
    agreed.AgreedAlready,
    agreed.Prolongs,
)


@click.group()
def agreements() -> None:
    """What each partner may read, where and until when; never more than the law has."""


@agreements.command("list")
@_WHERE
def show(slug: str | None) -> None:
    """List agreements: number, partner, level, neighbourhood, days, rule."""
    with refusals(*_REFUSALS):
        by = _by(slug)
        with acting_for(by.partnership_id, read_only=True):
            rows = agreed.agreements(by)
    for one in rows:
        where, until = one.neighbourhood or "everywhere", one.until_on or "until further notice"
        click.echo(f"{one.id}  {one.organisation}  {one.level.value}  {where}  {one.from_on} – {until}  {one.basis}")


@agreements.command("make")
@click.argument("organisation")
@click.argument("level", type=click.Choice([level.value for level in Level]))
@click.option("--neighbourhood", default=None, help="Slug; all of them otherwise, also those to come.")
@click.option("--from", "first", type=_DAY, default=None, help="First day, `2026-11-17`; today otherwise.")
@click.option("--until", "last", type=_DAY, default=None, help="Last day; until further notice otherwise.")
@_WHERE
def make(
    organisation: str,
    level: str,
    neighbourhood: str | None,
    first: datetime | None,
    last: datetime | None,
    slug: str | None,
) -> None:
    """Keep an agreement that was signed: ORGANISATION (its name, or its kind) reads at this LEVEL."""
    with refusals(*_REFUSALS):
        by = _by(slug)
        partner = _organisation(by, organisation)
        made = agreed.agree(
            by=by,
            at=clock.current_time(),
            organisation=partner,
            level=Level(level),
            neighbourhood_id=_neighbourhood_id(by, neighbourhood) if neighbourhood else None,
            from_on=first.date() if first else None,
            until_on=last.date() if last else None,
        )
    click.echo(f"Agreement {made.id}: {partner.name} reads at the level {level} from {made.from_on}, by {made.basis}.")


@agreements.command("end")
@click.argument("number", type=int)
@click.option("--last-day", "last", type=_DAY, default=None, help="`2026-11-30`; today otherwise.")
@_WHERE
def end(number: int, last: datetime | None, slug: str | None) -> None:
    """Let agreement NUMBER (see `list`) end with a day: from the next one its partner reads nothing by it."""
    with refusals(*_REFUSALS):
        by, at = _by(slug), clock.current_time()
        until_on = last.date() if last else clock.day_of(at)
        agreed.end_agreement(by=by, at=at, agreement_id=number, until_on=until_on)
    click.echo(f"Agreement {number} ends with {until_on}.")


def _by(slug: str | None) -> Viewer:
    return queries.command_viewer(queries.partnership_named(slug).id)


def _organisation(by: Viewer, named: str) -> Organisation:
    """The one with this name; where only one is of a kind, its kind names it too."""
    with acting_for(by.partnership_id, read_only=True):
        known = list(queries.organisations(by))
    found = [one for one in known if one.name.casefold() == named.casefold()] or [
        one for one in known if one.kind == named
    ]
    if len(found) != 1:
        names = ", ".join(f"{one.name} ({one.kind})" for one in known)
        raise click.UsageError(f"{named!r} names {len(found)} partners; known are: {names}")
    return found[0]


def _neighbourhood_id(by: Viewer, slug: str) -> int:
    with acting_for(by.partnership_id, read_only=True):
        known = {one.slug: one.id for one in places.neighbourhoods_of(by.partnership_id)}
    if slug not in known:
        raise click.UsageError(f"no neighbourhood {slug!r} (known: {', '.join(known) or 'none yet'})")
    return known[slug]
