"""`karlemose people …`, `karlemose partnership …`"""

import secrets

import click

from karlemose.accounts.actions import AddressTaken
from karlemose.foundation import clock
from karlemose.partners import actions, queries
from karlemose.partners.models import Organisation
from karlemose.partners.roles import kinds_of, purpose_of
from karlemose.policy.words import OrganisationKind, Role
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
def people() -> None:
    """People who may sign in."""


@people.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(sorted(role.value for role in Role)), required=True, help="What they do.")
@click.option("--name", default=None, help="Their name; the part before the @ otherwise.")
@click.option("--partnership", "slug", default=None, help="Slug; needed when there are several.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def add_person(email: str, role: str, name: str | None, slug: str | None, password_stdin: bool) -> None:
    """Add a person with a role; their organisation and purpose follow from it. Prints the password once."""
    if "@" not in email:
        raise click.UsageError(f"{email!r} is not an e-mail address")
    password = click.get_text_stream("stdin").readline().strip() if password_stdin else secrets.token_urlsafe(15)
    if len(password) < 12:
        raise click.UsageError("give a password of at least 12 characters on standard input")
    try:
        organisation = _organisation(slug, Role(role))
        actions.add_member(
            by=queries.command_viewer(organisation.partnership_id),
            at=clock.current_time(),
            organisation=organisation,
            email=email,
            name=name or email.split("@", maxsplit=1)[0],
            role=Role(role),
            purpose=purpose_of(Role(role)),
            password=password,
        )
    except (queries.NoSuchPartnership, AddressTaken) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{email} works as {role} for {organisation.name}.")
    if not password_stdin:
        click.echo(f"Password (shown once): {password}")


@click.group()
def partnership() -> None:
    """Partnerships: a municipality with its police, housing organisations and others."""


@partnership.command("add")
@click.argument("slug")
@click.option("--name", default=None, help="Its name; the slug otherwise.")
def add_partnership(slug: str, name: str | None) -> None:
    """Make a partnership with its six partners."""
    made = actions.found_partnership(slug=slug, name=name or slug)
    by = queries.command_viewer(made.id)
    for kind, its_name in NAMES.items():
        if not _found(made.id, kind):
            actions.add_organisation(by=by, at=clock.current_time(), kind=kind, name=its_name)
    click.echo(f"Partnership {slug} has its six partners.")


def _organisation(slug: str | None, role: Role) -> Organisation:
    partnership_id = queries.partnership_named(slug).id
    kind = kinds_of(role)[0]
    organisation = _found(partnership_id, kind)
    if organisation is None:
        raise click.UsageError(f"the partnership has no organisation of the kind {kind.value}")
    return organisation


def _found(partnership_id: int, kind: OrganisationKind) -> Organisation | None:
    with acting_for(partnership_id, read_only=True):
        return queries.organisation_of_kind(partnership_id=partnership_id, kind=kind)
