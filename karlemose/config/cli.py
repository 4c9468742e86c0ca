"""The command line. A room is loaded only when its verb is called."""

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from karlemose.config.environment import Environment, SettingError


@dataclass(frozen=True)
class Verb:
    """Where a verb lives, and whether Django and the database are opened around it."""

    place: str  # "module:attribute"
    help: str
    needs_database: bool = True


VERBS = {
    "run": Verb("karlemose.config.commands:run", "Start the web server and the worker.", False),
    "doctor": Verb("karlemose.config.commands:doctor", "Look at this installation and say what helps.", False),
    "dsn": Verb("karlemose.config.commands:dsn", "Print the address of the database.", False),
    "backup": Verb("karlemose.config.commands:backup", "Write database and files into one file.", False),
    "restore": Verb("karlemose.config.commands:restore", "Read a backup into an empty installation.", False),
    "decide": Verb("karlemose.policy.commands:decide", "May this be passed on? Facts in, the law's answer out.", False),
    "rules": Verb("karlemose.policy.commands:rules", "Print the rulebook; sign a rule of it.", False),
    "rules sign": Verb("karlemose.partners.signing:sign", "Keep the lawyer's signature under a rule."),
    "rules annex": Verb("karlemose.documents.commands:annex", "Print the rulebook as an annex, with who signed."),
    "evaluate": Verb("karlemose.stats.commands:evaluate", "Did it help? Rates, series, comparisons.", False),
    "vault": Verb("karlemose.vault.commands:vault", "Encrypted files: look at them, change their key."),
    "ledger": Verb("karlemose.ledger.commands:ledger", "Verify the record of who did what."),
    "partnership": Verb("karlemose.partners.commands:partnership", "Add a partnership."),
    "people": Verb("karlemose.partners.people_commands:people", "Invite, list, end, renew and restore people."),
    "agreements": Verb(
        "karlemose.partners.agreement_commands:agreements", "Keep what partners agreed to read; end it."
    ),
    "neighbourhood": Verb("karlemose.partners.neighbourhoods:neighbourhood", "Add an estate or a part of a town."),
    "import": Verb("karlemose.observations.commands:import_", "Take in a file of reports."),
    "sweep": Verb("karlemose.retention.commands:sweep", "Erase what is due, or say what would be."),
    "briefing": Verb("karlemose.meetings.commands:briefing", "Write the week's briefing for a partner."),
    "handover": Verb("karlemose.disclosure.commands:handover", "Write a released hand-over as a folder."),
    "receiver-key": Verb("karlemose.disclosure.commands:receiver_key", "Keep the key that parcels are sealed with."),
}


class Verbs(click.Group):
    """Opens what a verb needs, then loads it; asking for help opens nothing.

    A verb of two words ("rules sign") is a verb of its first, in another room and with other needs.
    """

    verbs = VERBS

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in self.verbs if " " not in name]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return None
        if verb.needs_database:
            _open(ctx)
        module, attribute = verb.place.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        inner = {name.split(" ", 1)[1]: one for name, one in self.verbs.items() if name.startswith(f"{cmd_name} ")}
        return _with(command, inner) if inner else command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, self.verbs[name].help) for name in self.list_commands(ctx)])


def _with(command: click.Command, inner: dict[str, Verb]) -> click.Command:
    """A verb that has verbs of its own, each loaded when it is called."""
    group = Verbs(
        name=command.name,
        callback=command.callback,
        params=command.params,
        help=command.help,
        invoke_without_command=True,
    )
    group.verbs = inner
    return group


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def karlemose() -> None:
    """Karlemose: one lawful shared picture of a neighbourhood's safety."""


def main() -> None:
    """Entry point: an error of the setting or of the person is one sentence, never a traceback."""
    try:
        karlemose(prog_name="karlemose")
    except SettingError as error:
        click.echo(f"karlemose: {error}", err=True)
        sys.exit(2)


def _open(ctx: click.Context) -> None:
    from karlemose.config import runtime  # noqa: PLC0415 -- slow import

    environment = Environment()
    if _is_asking_for_help():
        runtime.set_up(runtime.STAFF, environment)
    else:
        ctx.find_root().with_resource(runtime.opened(environment, say=_say))


def _is_asking_for_help() -> bool:
    return any(word in {"-h", "--help"} for word in sys.argv[1:])


def _say(line: Any) -> None:
    click.echo(line, err=True)
