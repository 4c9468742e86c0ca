"""`karlemose evaluate power`: how many months before we could see it?"""

from pathlib import Path
from typing import Any

import click

from karlemose.stats import columns, dispersion
from karlemose.stats import power as methods
from karlemose.stats.columns import Column
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form
from karlemose.stats.words import Words

COLUMNS = {"count": Column(read=columns.whole)}


@click.command("power")
@files.reading
@click.option("--ratio", required=True, help="The ratio to see: 0.7 is 30 % fewer.")
@click.option("--power", "wanted", default="0.8", show_default=True, help="How surely to see it.")
@click.option("--phi", help="Dispersion; without it, that of the file, at least 1.")
@answer.answering
def power(*, file: Path, mapped: tuple[str, ...], level: str, ratio: str, wanted: str, phi: str | None) -> Answer:
    """Months after until a true ratio could be seen, from FILE with one row per month before.

    Column: count (whole number of events in the month). Clustered counts need longer: their dispersion is taken from
    the file unless --phi says otherwise.

    Example: karlemose evaluate power before.csv --ratio 0.7
    """
    counts = columns.read(file=file, columns=COLUMNS, names=files.names(mapped))["count"]
    if not sum(counts):
        raise NoEstimate("There is not one event before.", "Der er ikke én hændelse før.")
    spread = answer.real(phi, name="dispersion") if phi else max(1.0, _phi(counts))
    goal = answer.real(wanted, name="power")
    result = methods.months_to_see(
        rate_before=sum(counts) / len(counts),
        months_before=len(counts),
        ratio=answer.real(ratio, name="ratio"),
        power=goal,
        phi=spread,
        level=answer.level(level),
    )
    return Answer(result, draw=lambda charts, form: _drawing(charts, form, result, goal))


def _phi(counts: list[int]) -> float:
    return dispersion.dispersion(counts=counts).estimate if len(counts) > 2 else 1.0


def _drawing(charts: Any, form: Form, result: Result, goal: float) -> Any:
    points = [{"time": month, "value": float(p)} for month, p in enumerate(result.details["power_by_month"], start=1)]
    labels = form.speak(Words("months after", "måneder efter")), form.speak(Words("power", "styrke"))
    return charts.curve(points=points, wanted=goal, labels=labels)
