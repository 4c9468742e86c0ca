"""How every verb answers: a table, JSON and a chart; and how it refuses: one sentence, exit code 2, no number."""

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from karlemose.stats import demands
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.words import Words, amount, danish, level_words, number

SEED = 20180901
"""The seed of every draw unless --seed gives another; the same file and seed give the same answer."""
LABELS = {
    "estimate": Words("estimate", "estimat"),
    "interval": Words("{level} % interval", "{level} %-interval"),
    "p": Words("p", "p"),
    "n": Words("observations", "observationer"),
    "method": Words("method", "metode"),
    "reference": Words("reference", "kilde"),
    "sms": Words("Maryland scale", "Maryland-skala"),
}
CSV = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Form:
    """In which form the person wants the answer."""

    as_json: bool
    language: str
    chart: Path | None

    def speak(self, words: Words) -> str:
        """The text in the person's language."""
        return words.da if self.language == "da" else words.en


@dataclass(frozen=True)
class Grid:
    """A table beside the result: title, head, and rows of texts and numbers."""

    title: Words
    head: Sequence[Words]
    rows: Sequence[Sequence[float | str]]


@dataclass(frozen=True)
class Answer:
    """A result with the tables that belong to it, and how its chart is drawn (called with the module `charts`)."""

    result: Result
    grids: Sequence[Grid] = ()
    draw: Callable[[Any, Form], Any] | None = None


def answering(verb: Callable[..., Answer]) -> Callable[..., None]:
    """The options that every verb shares, and the printing of its answer or refusal."""

    @functools.wraps(verb)
    def run(*, as_json: bool, language: str, chart: Path | None, **options: Any) -> None:
        form = Form(as_json, language, chart)
        try:
            answer = verb(**options)
            drawing = _drawn(answer, form) if chart else None
        except NoEstimate as refusal:
            click.echo(form.speak(refusal.words), err=True)
            raise SystemExit(2) from None
        if chart and drawing is not None:
            _save(drawing, chart)
        click.echo(_json(answer.result) if as_json else as_table(answer, form), nl=as_json)

    for option in (
        click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), help="Draw the result as SVG."),
        click.option("--language", type=click.Choice(["en", "da"]), default="en", help="Language of table and chart."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table."),
        click.option("--level", default="0.95", show_default=True, help="Level of the interval, 0.95 for 95 %."),
    ):
        run = option(run)
    return run


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


def level(text: str) -> float:
    """The level as typed."""
    return demands.level(real(text, name="level"))


def seeded(result: Result, seed: int) -> Result:
    """The result with the seed of its draws, so that anybody can repeat it."""
    return replace(result, details=dict(result.details) | {"seed": seed})


def as_table(answer: Answer, form: Form) -> str:
    """The answer for people. Written to a string first, so that a failing terminal never leaves half of it."""
    result = answer.result
    table = Table(title=form.speak(result.measure), title_justify="left", show_header=False)
    interval = f"{_figure(result.low, form)} – {_figure(result.high, form)}"
    table.add_row(form.speak(LABELS["estimate"]), _figure(result.estimate, form))
    table.add_row(form.speak(LABELS["interval"]).format(level=level_words(result.level)), interval)
    if result.p is not None:
        table.add_row(form.speak(LABELS["p"]), _figure(result.p, form))
    table.add_row(form.speak(LABELS["n"]), _figure(result.n, form))
    table.add_row(form.speak(LABELS["sms"]), f"SMS {result.sms}")
    table.add_row(form.speak(LABELS["method"]), result.method)
    table.add_row(form.speak(LABELS["reference"]), result.reference)
    console = Console(width=110, force_terminal=False, highlight=False)
    with console.capture() as capture:
        console.print(table)
        for grid in answer.grids:
            console.print(_grid(grid, form))
        for text in (result.words, *result.warnings):
            console.print(("! " if text is not result.words else "") + form.speak(text), soft_wrap=True, markup=False)
    return capture.get()


def _grid(grid: Grid, form: Form) -> Table:
    table = Table(title=form.speak(grid.title), title_justify="left")
    for head in grid.head:
        table.add_column(form.speak(head))
    for row in grid.rows:
        table.add_row(*(cell if isinstance(cell, str) else _figure(cell, form) for cell in row))
    return table


def _json(result: Result) -> str:
    return json.dumps(result.as_json(), ensure_ascii=False, allow_nan=False, indent=2)


def _drawn(answer: Answer, form: Form) -> str:
    from karlemose.stats import charts  # noqa: PLC0415 -- slow import

    if answer.draw is None:
        raise NoEstimate("This answer has no chart.", "Dette svar har ingen tegning.")
    title, sentence = form.speak(answer.result.measure), form.speak(answer.result.words)
    drawing = answer.draw(charts, form)
    return charts.svg(drawing, title=title[:1].upper() + title[1:], sentence=sentence, language=form.language)


def _save(drawing: str, file: Path) -> None:
    try:
        file.write_text(drawing, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None


def _figure(value: float, form: Form) -> str:
    text = number(amount(value), digits=4)
    return danish(text) if form.language == "da" else text
