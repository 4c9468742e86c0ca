"""`karlemose people …`: the first contact person of a partner, and what a contact person cannot do."""

import secrets
from datetime import datetime

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from karlemose.accounts.actions import AddressTaken
from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.partners import actions, inviting, memberships, queries, restoring
from karlemose.partners import people as reads
from karlemose.partners.commands import organisation_of
from karlemose.partners.enums import Ending
from karlemose.partners.holding import NotNow
from karlemose.partners.models import Membership, Organisation
from karlemose.partners.people import Person
from karlemose.partners.roles import kinds_of, purpose_of
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership

_ROLES = click.Choice(sorted(role.value for role in Role))
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_KINDS = click.Choice([kind.value for kind in OrganisationKind])
_REFUSALS = (queries.NoSuchPartnership, inviting.WorksHereAlready, NotNow, AddressTaken)
_WHERE = click.option("--partnership", "slug", default=None, help="Slug; needed when there are several.")
_SIGNED = click.option(
    "--signed", type=_DAY, default=None, help="Day on which confidentiality was signed, `2026-11-17`."
)
_NAME = click.option("--name", default=None, help="Their name; the part before the @ otherwise.")


def _checked(_context: click.Context, _parameter: click.Parameter, written: str) -> str:
    try:
        validate_email(written)
    except ValidationError as error:
        raise click.BadParameter(f"{written!r} is not an e-mail address") from error
    return written


def _short(_context: click.Context, _parameter: click.Parameter, written: str) -> str:
    longest = Membership._meta.get_field("claim_group").max_length or 0
    if len(written) > longest:
        raise click.BadParameter(f"the name of a group has {longest} characters at the most")
    return written


_NEW = click.argument("email", callback=_checked)
_GROUP = click.option(
    "--group",
    default="",
    callback=_short,
    help="Of the organisation's own sign-in: whoever leaves it works here no more.",
)


@click.group()
def people() -> None:
    """People who may sign in."""


@people.command("invite")
@_NEW
@click.option("--role", type=_ROLES, default=Role.CONTACT.value, show_default=True, help="What they do.")
@click.option("--organisation", "kind", type=_KINDS, default=None, help="Kind of the partner; the role's otherwise.")
@_GROUP
@_NAME
@_SIGNED
@_WHERE
def invite(  # noqa: PLR0913 -- an invitation is all of these
    *,
    email: str,
    role: str,
    kind: str | None,
    group: str,
    name: str | None,
    signed: datetime | None,
    slug: str | None,
) -> None:
    """Invite somebody, usually a partner's first contact person. Prints the link once: give it to them yourself."""
    with refusals(*_REFUSALS):
        partnership = queries.partnership_named(slug)
        organisation = _organisation(partnership.slug, Role(role), kind)
        what = inviting.Invited(
            email=email,
            name=_name(name, email),
            role=Role(role),
            from_on=clock.today(),
            confidentiality_signed_on=signed.date() if signed else None,
            claim_group=group,
        )
        _made, token = inviting.invite(
            by=queries.command_viewer(partnership.id),
            at=clock.current_time(),
            organisation_id=organisation.id,
            what=what,
        )
    click.echo(f"{email} is invited as {role} for {organisation.name}. The link works once, for fourteen days:")
    click.echo(_address(partnership, token))


@people.command("list")
@click.option("--all", "shows_ended", is_flag=True, help="Those who have left, too.")
@_WHERE
def show(slug: str | None, shows_ended: bool) -> None:
    """List who works here: number, state, role, organisation, address, to be renewed by."""
    with refusals(*_REFUSALS):
        partnership = queries.partnership_named(slug)
    for one in _everybody(partnership, shows_ended=shows_ended):
        what = f"{one.standing.value}  {one.role.value}  {one.organisation}"
        click.echo(f"{one.membership_id}  {what}  {one.email}  {one.renew_by}")


@people.command("end")
@click.argument("email")
@click.option("--role", type=_ROLES, default=None, help="Needed when they have several.")
@click.option("--even-the-last", is_flag=True, help="Also when an organisation has no contact person afterwards.")
@_WHERE
def end(email: str, role: str | None, even_the_last: bool, slug: str | None) -> None:
    """End somebody's work now: their next request finds nothing."""
    with refusals(*_REFUSALS):
        partnership = queries.partnership_named(slug)
        one = _one(partnership, email, role)
        by = queries.command_viewer(partnership.id)
        memberships.end(
            by=by,
            at=clock.current_time(),
            membership_id=one.membership_id,
            because=Ending.COMMAND,
            keeps_contact=not even_the_last,
        )
    click.echo(f"{email} no longer works as {one.role.value} for {one.organisation}.")


@people.command("renew")
@click.argument("email")
@click.option("--role", type=_ROLES, default=None, help="Needed when they have several.")
@_WHERE
def renew(email: str, role: str | None, slug: str | None) -> None:
    """Renew somebody for six months: for the contact person whom nobody else can renew."""
    with refusals(*_REFUSALS):
        partnership = queries.partnership_named(slug)
        one = _one(partnership, email, role)
        by = queries.command_viewer(partnership.id)
        made = memberships.renew(by=by, at=clock.current_time(), membership_ids=[one.membership_id])
    click.echo(f"{email} works on as {one.role.value}, to be renewed by {made[0].renew_by}.")


@people.command("restore")
@click.argument("email")
@_WHERE
def restore(email: str, slug: str | None) -> None:
    """Let somebody begin anew who lost password or second factor. Make sure that it is really them. Prints the link."""
    with refusals(*_REFUSALS):
        partnership = queries.partnership_named(slug)
        theirs = [one for one in _everybody(partnership) if one.email == email.lower() and one.user_id]
        if not theirs:
            raise click.UsageError(f"nobody with the address {email} works here")
        by = queries.command_viewer(partnership.id)
        token = restoring.make_link(by=by, at=clock.current_time(), membership_id=theirs[0].membership_id)
    click.echo(f"{email} begins anew with this link, once, within fourteen days:")
    click.echo(_address(partnership, token))


@people.command("add")
@_NEW
@click.option("--role", type=_ROLES, required=True, help="What they do.")
@_NAME
@_SIGNED
@_WHERE
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def add_person(
    email: str, role: str, name: str | None, slug: str | None, signed: datetime | None, password_stdin: bool
) -> None:
    """Add a person with a role; their organisation and purpose follow from it. Prints the password once."""
    password = click.get_text_stream("stdin").readline().strip() if password_stdin else secrets.token_urlsafe(15)
    if len(password) < 12:
        raise click.UsageError("give a password of at least 12 characters on standard input")
    with refusals(*_REFUSALS):
        organisation = _organisation(slug, Role(role))
        actions.add_member(
            by=queries.command_viewer(organisation.partnership_id),
            at=clock.current_time(),
            organisation=organisation,
            email=email,
            name=_name(name, email),
            role=Role(role),
            purpose=purpose_of(Role(role)),
            password=password,
            confidentiality_signed_on=signed.date() if signed else None,
        )
    click.echo(f"{email} works as {role} for {organisation.name}.")
    if not password_stdin:
        click.echo(f"Password (shown once): {password}")


def _organisation(slug: str | None, role: Role, kind_name: str | None = None) -> Organisation:
    partnership_id = queries.partnership_named(slug).id
    kind = OrganisationKind(kind_name) if kind_name else kinds_of(role)[0]
    organisation = organisation_of(partnership_id, kind)
    if organisation is None:
        raise click.UsageError(f"the partnership has no organisation of the kind {kind.value}")
    return organisation


def _address(partnership: Partnership, token: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('link', args=[partnership.slug, token])}"


def _everybody(partnership: Partnership, *, shows_ended: bool = False) -> list[Person]:
    by = queries.command_viewer(partnership.id)
    with acting_for(partnership.id, read_only=True):
        return reads.everybody(by, on=clock.today(), with_ended=shows_ended)


def _one(partnership: Partnership, email: str, role: str | None) -> Person:
    found = [one for one in _everybody(partnership) if one.email == email.lower() and role in (None, one.role.value)]
    if len(found) != 1:
        roles = ", ".join(one.role.value for one in found) or "none"
        raise click.UsageError(f"{email}: say which of their roles with --role (here: {roles})")
    return found[0]


def _name(given: str | None, email: str) -> str:
    return given or email.split("@", maxsplit=1)[0]
