"""`karlemose rules sign …`: the signature of a partnership's lawyer under a rule of the rulebook."""

from datetime import datetime

import click
from django.db import IntegrityError

from karlemose.foundation import clock
from karlemose.foundation.terminal import refusals
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners import queries
from karlemose.partners.models import Signature
from karlemose.partners.rules import check_may_sign
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer


class NotToBeSigned(ValueError):
    """There is no such rule, or it holds without a signature; the message names those that wait for one."""


class AlreadySigned(ValueError):
    """The partnership has signed this rule in this very text."""


@click.command()
@click.argument("rule")
@click.option("--partnership", "slug", required=True, help="Slug of the partnership.")
@click.option("--by", "name", required=True, help="Name of the lawyer who signs.")
def sign(rule: str, slug: str, name: str) -> None:
    """Switch a rule on: RULE as its lawyer has read it, in the text that is installed."""
    with refusals(queries.NoSuchPartnership, NotToBeSigned, AlreadySigned):
        partnership = queries.partnership_named(slug)
        by = queries.command_viewer(partnership.id)
        made = sign_rule(by=by, at=clock.current_time(), rule=rule, name=name)
    click.echo(f"{made.rule} is signed by {made.signed_by} for {slug}, in the text {made.version[:12]}.")


def sign_rule(*, by: Viewer, at: datetime, rule: str, name: str) -> Signature:
    """Keep a signature. Raises `NotAllowed`, `NotToBeSigned` or `AlreadySigned`."""
    check_may_sign(by)
    law = in_force()
    waiting = [one.id for one in law.rules if one.needs_signature]
    if rule not in waiting:
        raise NotToBeSigned(f"{rule}: no rule that waits for a signature (these do: {', '.join(waiting)})")
    if not name.strip() or len(name) > 120 or not name.isprintable():
        raise NotToBeSigned("give the lawyer's name in one line of 1–120 characters")
    try:
        return _sign(by=by, at=at, rule=rule, version=law.version, name=name.strip())
    except IntegrityError as error:
        if "partners_signature_once" not in str(error):
            raise
        raise AlreadySigned(f"{rule} is signed already, in the text {law.version[:12]}") from error


@action(Event.RULE_SIGNED)
def _sign(*, by: Viewer, at: datetime, rule: str, version: str, name: str) -> Signature:
    signature = Signature(partnership_id=by.partnership_id, rule=rule, version=version, signed_by=name, signed_at=at)
    signature.save(force_insert=True)
    subjects = [Ref("signature", str(signature.id))]
    record(Event.RULE_SIGNED, actor=by, at=at, subjects=subjects, detail={"rule": rule, "version": version})
    return signature
