"""`karlemose partnership …`"""

import click

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.partners import actions, queries
from karlemose.partners.models import Organisation
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

NAMES = {
    OrganisationKind.POLICE: "Lokalpolitiet",
    OrganisationKind.HOUSING: "Boligorganisationen",
    OrganisationKind.PROJECT: "Helhedsplanen",
    OrganisationKind.MUNICIPALITY: "Kommunen",
    OrganisationKind.DAYCARE: "Børnehaven",
    OrganisationKind.BOARD: "Afdelingsbestyrelsen",
}


@click.group()
def partnership() -> None:
    """Partnerships: a municipality with its police, housing organisations and others."""


@partnership.command("add")
@click.argument("slug")
@click.option("--name", default=None, help="Its name; the slug otherwise.")
def add_partnership(slug: str, name: str | None) -> None:
    """Make a partnership with its six partners."""
    with refusals():
        made = actions.found_partnership(slug=slug, name=name or slug)
    by = queries.command_viewer(made.id)
    for kind, its_name in NAMES.items():
        if not organisation_of(made.id, kind):
            actions.add_organisation(by=by, at=clock.current_time(), kind=kind, name=its_name)
    click.echo(f"Partnership {slug} has its six partners.")


def organisation_of(partnership_id: int, kind: OrganisationKind) -> Organisation | None:
    """The first of a kind, outside any transaction."""
    with acting_for(partnership_id, read_only=True):
        return queries.organisation_of_kind(partnership_id=partnership_id, kind=kind)
