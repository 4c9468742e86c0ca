"""The options of every verb that reads a CSV file."""

from collections.abc import Callable
from typing import Any

import click

from karlemose.stats.result import NoEstimate
from karlemose.stats.verbs import answer

CHOSEN = click.Choice(["before", "after", "unstated"])


def reading(verb: Callable[..., Any]) -> Callable[..., Any]:
    """FILE, and --map field=COLUMN for a file whose columns have other names."""
    verb = click.option("--map", "mapped", multiple=True, metavar="FIELD=COLUMN", help="A column under another name.")(
        verb
    )
    return click.argument("file", type=answer.CSV)(verb)


def comparing(verb: Callable[..., Any]) -> Callable[..., Any]:
    """When the comparison was chosen: it decides what may be said, and a choice made after the data is refused."""
    return click.option(
        "--chosen",
        type=CHOSEN,
        default="unstated",
        show_default=True,
        help="Was the comparison chosen before or after the outcome was seen?",
    )(verb)


def seeding(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The seed of the draws."""
    return click.option("--seed", type=int, default=answer.SEED, show_default=True, help="Seed of the draws.")(verb)


def names(mapped: tuple[str, ...]) -> dict[str, str]:
    """field=COLUMN pairs as typed."""
    pairs = [pair.split("=", 1) for pair in mapped]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise NoEstimate("--map takes FIELD=COLUMN.", "--map skrives FELT=KOLONNE.")
    return {pair[0]: pair[1] for pair in pairs}


def edges(text: str, *, name: str) -> tuple[float, ...]:
    """Edges of bands as typed: 0,200,400."""
    return tuple(answer.real(part.strip(), name=name) for part in text.split(","))
