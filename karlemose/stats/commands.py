"""`karlemose evaluate …`: the methods at the command line. Needs no database and starts none."""

import importlib

import click

VERBS = {  # name: module:attribute, loaded when called, for statsmodels takes a second to import
    "rate-ratio": "karlemose.stats.verbs.ratio:rate_ratio",
    "its": "karlemose.stats.verbs.series:its",
    "did": "karlemose.stats.verbs.comparison:did",
    "synthetic": "karlemose.stats.verbs.comparison:synthetic",
    "wdd": "karlemose.stats.verbs.displacement:wdd",
    "knox": "karlemose.stats.verbs.events:knox",
    "survey": "karlemose.stats.verbs.people:survey",
    "power": "karlemose.stats.verbs.planning:power",
    "cba": "karlemose.stats.verbs.money:cba",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, attribute = VERBS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Verbs)
def evaluate() -> None:
    """Did it help, and how sure can we be? Statistics with their doubts; no database is needed.

    Every verb prints a table, or with --json one JSON object, and draws with --chart FILE.svg. A refusal ends with
    exit code 2 and the reason. Files are CSV with a header; --map field=COLUMN says which column is which.
    """
