"""How every verb answers: a table, JSON or a chart; and how it refuses: one sentence, exit code 2, no number."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from karlemose.stats import demands
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, amount, danish, level_words, number

LABELS = {
    "estimate": Words("estimate", "estimat"),
    "interval": Words("{level} % interval", "{level} %-interval"),
    "p": Words("p (two-sided)", "p (tosidet)"),
    "n": Words("observations", "observationer"),
    "method": Words("method", "metode"),
    "reference": Words("reference", "kilde"),
    "sms": Words("Maryland scale", "Maryland-skala"),
}


def outputs(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every verb shares."""
    verb = click.option("--language", type=click.Choice(["en", "da"]), default="en", help="Language of the table.")(
        verb
    )
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")(verb)


def level_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--level", default="0.95", show_default=True, help="Level of the interval, 0.95 for 95 %.")(
        verb
    )


@contextlib.contextmanager
def refusing(language: str = "en") -> Iterator[None]:
    """A refusal is a sentence on stderr and exit code 2; nothing has been printed by then."""
    try:
        yield
    except NoEstimate as refusal:
        click.echo(refusal.words.da if language == "da" else refusal.words.en, err=True)
        raise SystemExit(2) from None


def whole(text: str, *, name: str) -> int:
    """A count as typed: digits only, for 1.000 is a thousand to a Dane and one to a program."""
    if text.isascii() and text.isdigit():
        return demands.count(int(text) if len(text) <= 20 else 10**20, name=name)
    raise NoEstimate(
        "The {name} must be a whole number of 0 or more, written in digits alone, not {value}.",
        "{name} skal være et helt tal på 0 eller mere, skrevet med cifre alene, ikke {value}.",
        name=name,
        value=repr(text),
    )


def real(text: str, *, name: str) -> float:
    """A number as typed, with a decimal point."""
    try:
        if "_" in text:
            raise ValueError
        return float(text)
    except ValueError:
        raise NoEstimate(
            "The {name} must be a number with a decimal point, not {value}.",
            "{name} skal være et tal med decimalpunktum, ikke {value}.",
            name=name,
            value=repr(text),
        ) from None


def show(result: Result, *, as_json: bool, language: str) -> None:
    """Print the result whole, as JSON or as a table with its doubts and its sentence."""
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, allow_nan=False, indent=2))
        return
    click.echo(as_table(result, language=language), nl=False)


def as_table(result: Result, *, language: str) -> str:
    """The result for people. Written to a string first, so that a failing terminal never leaves half an answer."""
    speak = _speaker(language)
    console = Console(width=110, force_terminal=False, highlight=False)
    table = Table(title=speak(result.measure), title_justify="left", show_header=False)
    table.add_row(speak(LABELS["estimate"]), _number(result.estimate, language))
    interval = f"{_number(result.low, language)} – {_number(result.high, language)}"
    table.add_row(speak(LABELS["interval"]).format(level=level_words(result.level)), interval)
    if result.p is not None:
        table.add_row(speak(LABELS["p"]), _number(result.p, language))
    table.add_row(speak(LABELS["n"]), _number(result.n, language))
    table.add_row(speak(LABELS["sms"]), f"SMS {result.sms}")
    table.add_row(speak(LABELS["method"]), result.method)
    table.add_row(speak(LABELS["reference"]), result.reference)
    with console.capture() as capture:
        console.print(table)
        console.print(speak(result.words), soft_wrap=True)
        for warning in result.warnings:
            console.print(f"! {speak(warning)}", soft_wrap=True)
    return capture.get()


def save(svg: str, *, file: Path | None) -> None:
    """Write the chart where the person asked for it."""
    if file is not None:
        file.write_text(svg, encoding="utf-8")


def _speaker(language: str) -> Callable[[Words], str]:
    return lambda words: words.da if language == "da" else words.en


def _number(value: float, language: str) -> str:
    text = number(amount(value)) if abs(value) >= 1000 or isinstance(value, int) else number(value)
    return danish(text) if language == "da" else text
