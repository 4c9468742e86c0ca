"""`karlemose evaluate its`: did level or slope change when the measure began?"""

from pathlib import Path
from typing import Any

import click

from karlemose.stats import columns, interrupted, segmented
from karlemose.stats.columns import Column, Table
from karlemose.stats.interrupted import Model
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.series_design import Terms
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words

COLUMNS = {
    "count": Column(read=columns.whole),
    "exposure": Column(read=columns.above_zero, required=False, default=1.0),
    "month": Column(read=columns.month, required=False),
    "after": Column(read=columns.yes_or_no),
}
VALUES = {"value": Column(read=columns.real), "after": Column(read=columns.yes_or_no)}


@click.command("its")
@files.reading
@click.option(
    "--model",
    type=click.Choice([*(one.value for one in Model), "newey-west"]),
    default=Model.QUASI.value,
    show_default=True,
)
@click.option("--harmonics", type=click.IntRange(0, 5), default=0, help="Pairs of sine and cosine for the season.")
@click.option("--slope-change", is_flag=True, help="The trend may change as well as the level.")
@answer.answering
def its(*, file: Path, mapped: tuple[str, ...], model: str, level: str, **terms: Any) -> Answer:
    """Interrupted time series from FILE, one row per month in order.

    Columns: count (whole number), after (0 before the measure, 1 from its start), and if wanted exposure (population
    or days) and month (1-12, needed for --harmonics). With --model newey-west: value (any number) instead of count.

    Example: karlemose evaluate its sicily.csv --map count=aces --map exposure=stdpop --map after=smokban --harmonics 2
    """
    share = answer.level(level)
    names = files.names(mapped)
    if model == "newey-west":
        table = columns.read(file=file, columns=VALUES, names=names)
        result = segmented.segmented_regression(values=table["value"], number_before=_start(table, file), level=share)
        return Answer(result, grids=(_coefficients(result),))
    table = columns.read(file=file, columns=COLUMNS, names=names)
    if terms["harmonics"] and not table.has("month"):
        raise NoEstimate("--harmonics needs the column month.", "--harmonics kræver kolonnen month.")
    result = interrupted.interrupted_series(
        counts=table["count"],
        number_before=_start(table, file),
        exposure=table["exposure"],
        terms=Terms(months=table["month"] if table.has("month") else None, **terms),
        model=Model(model),
        level=share,
    )
    return Answer(
        result, grids=(_coefficients(result),), draw=lambda charts, form: _drawing(charts, form, table, result)
    )


def _start(table: Table, file: Path) -> int:
    after = table["after"]
    number = after.count(False)
    if after != [False] * number + [True] * (len(after) - number):
        raise NoEstimate(
            "{file}, column after: the rows must be in order of time, first all 0, then all 1.",
            "{file}, kolonne after: rækkerne skal stå i tidsrækkefølge, først alle 0, så alle 1.",
            file=str(file),
        )
    return number


def _coefficients(result: Result) -> Grid:
    found, errors = result.details["coefficients"], result.details["errors"]
    return Grid(
        Words("Coefficients", "Koefficienter"),
        (Words("term", "led"), Words("estimate", "estimat"), Words("standard error", "standardfejl")),
        [(name, found[name], errors[name]) for name in found],
    )


def _drawing(charts: Any, form: Form, table: Table, result: Result) -> Any:
    labels = form.speak(Words("month number", "måned nummer")), form.speak(Words("events", "hændelser"))
    points = [
        {"time": place + 1, "observed": count, "fitted": float(fitted)}
        for place, (count, fitted) in enumerate(zip(table["count"], result.details["fitted"], strict=True))
    ]
    return charts.series(points=points, start=table["after"].count(False) + 0.5, labels=labels)
