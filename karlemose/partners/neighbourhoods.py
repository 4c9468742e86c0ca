"""`karlemose neighbourhood …`: stands above places, since it must know who sits at the terminal and which partnership
is meant. Every partner of that partnership reads the neighbourhood afterwards: their memberships cover all of them.
"""

from pathlib import Path

import click

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.partners import queries
from karlemose.places import actions
from karlemose.places import queries as places
from karlemose.places.plan import Plan, PlanRefused, read
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership


@click.group()
def neighbourhood() -> None:
    """Neighbourhoods: an estate, or a part of a town."""


@neighbourhood.command("add")
@click.argument("slug")
@click.option("--name", default=None, help="What people call it; the plan's name, or the slug, otherwise.")
@click.option(
    "--plan", "file", type=click.Path(path_type=Path), help="Its places as GeoJSON; squares of 500 m otherwise."
)
@click.option("--timezone", default="Europe/Copenhagen", show_default=True, help="Its clock.")
@click.option("--partnership", "partnership_slug", default=None, help="Slug; needed when there are several.")
def add(slug: str, name: str | None, file: Path | None, timezone: str, partnership_slug: str | None) -> None:
    """Add a neighbourhood that all partners of the partnership read."""
    try:
        with refusals(queries.NoSuchPartnership, actions.SlugTaken, actions.UnknownTimeZone):
            plan = read(file) if file else None
            partnership = queries.partnership_named(partnership_slug)
            made = actions.add_neighbourhood(
                by=queries.command_viewer(partnership.id),
                at=clock.current_time(),
                slug=slug,
                name=name or (plan.name if plan else "") or slug,
                timezone=timezone,
                plan=plan,
            )
    except PlanRefused as error:
        raise click.ClickException(f"the plan was not loaded:\n{error}") from error
    click.echo(f"{made.name} ({slug}) is a neighbourhood of {partnership.slug}. {_counted(plan)}")


@neighbourhood.command("list")
@click.option("--partnership", "partnership_slug", default=None, help="Slug; all partnerships otherwise.")
def show(partnership_slug: str | None) -> None:
    """List neighbourhoods: slug, name, time zone, how it is counted."""
    with refusals(queries.NoSuchPartnership):
        chosen = [queries.partnership_named(partnership_slug)] if partnership_slug else _all_partnerships()
    for partnership in chosen:
        with acting_for(partnership.id, read_only=True):
            rows = places.neighbourhoods_of(partnership.id)
        for row in rows:
            counted = "plan" if row.has_plan else "squares of 500 m"
            click.echo(f"{partnership.slug}/{row.slug}  {row.name}  {row.timezone}  {counted}")


def _counted(plan: Plan | None) -> str:
    if plan is None:
        return "It has no plan: what is imported is counted in squares of 500 m."
    return f"Its plan has {len(plan.places)} places in {len(plan.units)} place units."


def _all_partnerships() -> list[Partnership]:
    return list(Partnership.objects.order_by("slug"))
