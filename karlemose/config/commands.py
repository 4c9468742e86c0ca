"""`karlemose run | doctor | dsn | backup | restore`: the installation itself."""

from pathlib import Path

import click

from karlemose.config import database
from karlemose.config.environment import Environment, SettingError


def say(line: str) -> None:
    click.echo(line, err=True)


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with the demo neighbourhood.")
def run(demo: bool) -> None:
    """Start Karlemose: database, web server and worker. Ctrl-C stops everything."""
    from karlemose.config import supervisor  # noqa: PLC0415 -- slow import

    supervisor.run(Environment(), may_become_demo=demo)


@click.command()
@click.option("--role", type=click.Choice(["app", "owner"]), default="app", show_default=True)
def dsn(role: str) -> None:
    """Print the database's address for a role. It holds a password: do not paste it anywhere."""
    urls = database.urls(Environment())
    if role not in urls:
        raise SettingError("DATABASE_OWNER_URL is not set, so the owner's address is not known here")
    click.echo(urls[role])


@click.command()
def doctor() -> None:
    """Look at this installation: green, yellow and red lines, each with what helps."""
    from karlemose.config import diagnosis  # noqa: PLC0415 -- slow import

    findings = diagnosis.look(Environment())
    for finding in findings:
        click.echo(f"{finding.mark} {finding.what}: {finding.found}")
        if finding.helps:
            click.echo(f"    what helps: {finding.helps}")
    if any(finding.is_bad for finding in findings):
        raise SystemExit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write the database and the vault's files into FILE (mode 0600). No key is in it."""
    from karlemose.config import copies  # noqa: PLC0415 -- slow import

    copies.backup(Environment(), file)
    say(f"Written: {file} ({file.stat().st_size:,} bytes). Keep it where only operations can read it.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Read the backup in FILE into an installation that holds nothing yet."""
    from karlemose.config import copies  # noqa: PLC0415 -- slow import

    strange = copies.restore(Environment(), file)
    if strange:
        say(f"Photos and recordings of {', '.join(strange)} are kept under another key than this installation's:")
        say("    put the former one into keys/vault below KARLEMOSE_DATA (mode 0600), or into KARLEMOSE_VAULT_KEY.")
    say("Restored. `karlemose ledger verify` says whether the ledger is whole.")
