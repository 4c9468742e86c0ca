"""`karlemose evaluate survey`: what share feels safe, and how sure is that?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from karlemose.stats import columns, proportions
from karlemose.stats.columns import Column, Table
from karlemose.stats.result import Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words


def _answer(text: str) -> float:
    """A whole number; an empty cell is no answer."""
    return columns.whole(text) if text else np.nan


COLUMNS = {
    "answer": Column(read=_answer),
    "weight": Column(read=columns.above_zero, required=False, default=1.0),
    "wave": Column(read=columns.one_of("before", "after"), required=False, default="after"),
}
NAMES = {
    "safe": Words("safe", "tryg"),
    "neither": Words("neither", "hverken/eller"),
    "unsafe": Words("unsafe", "utryg"),
}


@click.command("survey")
@files.reading
@click.option(
    "--population", type=click.IntRange(1), help="People who could have answered, if the population is small."
)
@answer.answering
def survey(*, file: Path, mapped: tuple[str, ...], population: int | None, level: str) -> Answer:
    """Shares of a survey from FILE, one row per person.

    Columns: answer (1 fundamentally safe ... 7 fundamentally unsafe; empty is no answer), and if wanted weight (above
    0) and wave (before, after). With both waves the result is the difference of the share that feels safe.

    Example: karlemose evaluate survey answers.csv --population 1550
    """
    table = columns.read(file=file, columns=COLUMNS, names=files.names(mapped))
    share = answer.level(level)
    waves = {
        wave: proportions.survey_shares(
            answers=_part(table, "answer", wave),
            weights=_part(table, "weight", wave) if table.has("weight") else None,
            population=population,
            level=share,
        )
        for wave in ("before", "after")
        if wave in table["wave"]
    }
    result = _difference(waves, share) if len(waves) == 2 else next(iter(waves.values()))["safe"]
    rows = [(wave, name, part) for wave, shares in waves.items() for name, part in shares.items()]
    return Answer(
        _with_shares(result, rows), grids=(_shares(rows),), draw=lambda charts, form: _drawing(charts, form, rows)
    )


Rows = list[tuple[str, str, Result]]


def _part(table: Table, field: str, wave: str) -> list[float]:
    return [value for value, when in zip(table[field], table["wave"], strict=True) if when == wave]


def _difference(waves: dict[str, dict[str, Result]], level: float) -> Result:
    """Newcombe's difference of the share that feels safe, by Kish's effective numbers where answers are weighted."""
    pairs = {}
    for wave, shares in waves.items():
        n = max(1, round(shares["safe"].details["effective_n"]))
        pairs[wave] = round(shares["safe"].estimate * n), n
    return proportions.difference(before=pairs["before"], after=pairs["after"], level=level)


def _with_shares(result: Result, rows: Rows) -> Result:
    shares = {
        f"{wave} {name}": {"estimate": part.estimate, "low": part.low, "high": part.high, "n": part.n}
        for wave, name, part in rows
    }
    return replace(result, details=dict(result.details) | {"shares": shares})


def _shares(rows: Rows) -> Grid:
    head = (
        Words("answer", "svar"),
        Words("share", "andel"),
        Words("low", "nedre"),
        Words("high", "øvre"),
        Words("n", "n"),
    )
    return Grid(
        Words("Shares", "Andele"),
        head,
        [(f"{wave}: {name}", part.estimate, part.low, part.high, part.n) for wave, name, part in rows],
    )


def _drawing(charts: Any, form: Form, rows: Rows) -> Any:
    when = {"before": Words("before", "før"), "after": Words("after", "efter")}
    found = [
        {
            "name": f"{form.speak(NAMES[name])} ({form.speak(when[wave])})",
            "estimate": part.estimate,
            "low": part.low,
            "high": part.high,
        }
        for wave, name, part in rows
    ]
    return charts.intervals(rows=found, label=form.speak(Words("share", "andel")), zero=0)
