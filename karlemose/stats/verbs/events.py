"""`karlemose evaluate knox`: do events follow each other closely in space and time?"""

import sys
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import Progress

from karlemose.stats import columns, near_repeat
from karlemose.stats.columns import Column
from karlemose.stats.near_repeat import Bands, Distance
from karlemose.stats.permutation import Shuffling
from karlemose.stats.result import Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words, danish, number

COLUMNS = {
    "x": Column(read=columns.real),
    "y": Column(read=columns.real),
    "date": Column(read=columns.day),
}


@click.command("knox")
@files.reading
@files.seeding
@click.option("--metres", default="0,0.1,200,400,600", show_default=True, help="Edges of the bands of distance.")
@click.option("--days", default="0,7,14,21", show_default=True, help="Edges of the bands of time.")
@click.option(
    "--distance",
    type=click.Choice([one.value for one in Distance]),
    default=Distance.MANHATTAN.value,
    show_default=True,
)
@click.option("--shuffles", type=click.IntRange(99, 99_999), default=999, show_default=True)
@answer.answering
def knox(*, file: Path, mapped: tuple[str, ...], level: str, seed: int, **how: Any) -> Answer:
    """Near-repeat test from FILE, one row per event.

    Columns: x and y (metres, such as UTM; not degrees), date (2016-01-31, or a number of days). Bands are closed below
    and open above: 0,7,14 is "0 to 6 days" and "7 to 13 days".

    Example: karlemose evaluate knox burglaries.csv --map x=x_m --map y=y_m --shuffles 999
    """
    table = columns.read(file=file, columns=COLUMNS, names=files.names(mapped))
    bands = Bands(
        metres=files.edges(how["metres"], name="edge of the metres"),
        days=files.edges(how["days"], name="edge of the days"),
        distance=Distance(how["distance"]),
    )
    share = answer.level(level)
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("shuffles", total=how["shuffles"])
        shuffling = Shuffling(
            rng=np.random.default_rng(seed), number=how["shuffles"], progress=lambda done: progress.advance(task, done)
        )
        positions = np.column_stack([table["x"], table["y"]])
        result = near_repeat.near_repeat(
            positions=positions, days=table["date"], bands=bands, shuffling=shuffling, level=share
        )
    result = answer.seeded(result, seed)
    return Answer(result, grids=(_cells(result),), draw=lambda charts, form: _drawing(charts, form, result))


def _cells(result: Result) -> Grid:
    found = result.details
    rows = [
        (metres, days, int(found["observed"][i, j]), *(float(found[key][i, j]) for key in ("expected", "ratio", "p")))
        for i, metres in enumerate(found["metres"])
        for j, days in enumerate(found["days"])
    ]
    head = ("metres", "days", "observed", "expected", "ratio", "p"), ("meter", "dage", "talt", "ventet", "forhold", "p")
    words = tuple(Words(en, da) for en, da in zip(*head, strict=True))
    return Grid(Words("Pairs of events", "Par af hændelser"), words, rows)


def _drawing(charts: Any, form: Form, result: Result) -> Any:
    found = result.details
    cells = [
        {"down": metres, "across": days, "value": float(ratio), "text": _text(float(ratio), float(p), form)}
        for metres, ratios, ps in zip(found["metres"], found["ratio"], found["p"], strict=True)
        for days, ratio, p in zip(found["days"], ratios, ps, strict=True)
        if np.isfinite(ratio)
    ]
    labels = Words("days apart", "dage imellem"), Words("metres apart", "meter imellem"), Words("ratio", "forhold")
    return charts.heat(cells=cells, labels=tuple(form.speak(label) for label in labels))


def _text(ratio: float, p: float, form: Form) -> str:
    text = f"{number(ratio)} (p {number(p)})"
    return danish(text) if form.language == "da" else text
