"""`karlemose ledger verify`"""

import sys

import click
from rich.console import Console
from rich.progress import Progress, TextColumn

from karlemose.foundation.terminal import refusals
from karlemose.ledger.recording import INSTANCE
from karlemose.ledger.verification import Verdict, verify
from karlemose.tenancy.models import Partnership

MOST_FAULTS = 20


@click.group()
def ledger() -> None:
    """The record of who did what."""


@ledger.command("verify")
@click.option(
    "--head", "code", default=None, help="A check code from a printed page: was the ledger ever in that state?"
)
def verify_all(code: str | None) -> None:
    """Read every entry and say whether anything was changed or removed. Exits 1 when something was."""
    logs = {INSTANCE: "the installation"} | {one.id: one.slug for one in Partnership.objects.order_by("id")}
    with Progress(*_columns(), console=Console(stderr=True), transient=True) as progress, refusals(ValueError):
        verdicts = [_verify_one(number, name, code, progress) for number, name in logs.items()]
    for verdict in verdicts:
        _tell(verdict, logs[verdict.partnership_id])
    is_broken = any(verdict.faults for verdict in verdicts)
    if code is not None:
        owner = next((logs[verdict.partnership_id] for verdict in verdicts if verdict.head_found), None)
        click.echo(f"Check code {code}: " + (f"fits the ledger of {owner}." if owner else "fits NO ledger here."))
        is_broken = is_broken or owner is None
    sys.exit(1 if is_broken else 0)


def _verify_one(number: int, name: str, code: str | None, progress: Progress) -> Verdict:
    task = progress.add_task(name, total=None)
    return verify(
        partnership_id=number, code=code, progress=lambda done: progress.update(task, description=f"{name}: {done:,}")
    )


def _tell(verdict: Verdict, name: str) -> None:
    state = "whole" if not verdict.faults else f"BROKEN in {len(verdict.faults)} places"
    click.echo(
        f"{name}: {verdict.entries:,} sealed entries, {verdict.heads} signed heads, "
        f"{verdict.unsealed} not yet sealed: {state}"
    )
    for fault in verdict.faults[:MOST_FAULTS]:
        click.echo(f"    {fault}")
    if len(verdict.faults) > MOST_FAULTS:
        click.echo(f"    … and {len(verdict.faults) - MOST_FAULTS} more")


def _columns() -> tuple[TextColumn, ...]:
    return (TextColumn("Reading the ledger of {task.description}"),)
