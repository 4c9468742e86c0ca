"""`karlemose evaluate wdd`: did the problem fall, and did it move next door?"""

from pathlib import Path
from typing import Any

import click
import numpy as np

from karlemose.stats import columns, displacement, displacement_quotient, relative_ratio
from karlemose.stats.columns import Column, Table
from karlemose.stats.design import Chosen
from karlemose.stats.displacement import Areas, Weights
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words

AREAS = ("treated", "control", "displaced", "displaced_control")
COLUMNS = {
    "area": Column(read=columns.one_of(*AREAS)),
    "before": Column(read=columns.whole),
    "after": Column(read=columns.whole),
    "size": Column(read=columns.above_zero, required=False, default=1.0),
    "kind": Column(read=columns.name, required=False, default=""),
    "harm": Column(read=columns.above_zero, required=False, default=1.0),
}


@click.command("wdd")
@files.reading
@files.comparing
@files.seeding
@click.option(
    "--measure", type=click.Choice(["difference", "quotient", "ratio"]), default="difference", show_default=True
)
@click.option("--lengths", nargs=2, default=("1", "1"), metavar="BEFORE AFTER", help="Lengths of the two periods.")
@answer.answering
def wdd(*, file: Path, mapped: tuple[str, ...], chosen: str, level: str, **how: Any) -> Answer:
    """Weighted displacement difference from FILE, one row per area (and kind of crime).

    Columns: area (treated, control, and if wanted displaced, displaced_control), before and after (whole counts); if
    wanted size (of the area), kind (of crime) and harm (weight of the kind). --measure quotient: WDQ with its interval;
    --measure ratio: relative rate ratio of treated and control.

    Example: karlemose evaluate wdd areas.csv --lengths 25 8 --chosen before
    """
    table = columns.read(file=file, columns=COLUMNS, names=files.names(mapped))
    kinds = {kind: _areas(table, kind, file) for kind in dict.fromkeys(table["kind"])}
    times = tuple(answer.real(text, name="length of the period") for text in how["lengths"])
    share, frozen = answer.level(level), Chosen(chosen)
    if how["measure"] != "difference":
        if len(kinds) > 1:
            raise NoEstimate("--measure takes one kind of crime.", "--measure tager én slags kriminalitet.")
        areas, _ = next(iter(kinds.values()))
        if how["measure"] == "ratio":
            return _shown(_ratio(areas, times, frozen, share), zero=1.0)
        rng = np.random.default_rng(how["seed"])
        result = displacement_quotient.weighted_displacement_quotient(areas=areas, chosen=frozen, level=share, rng=rng)
        return _shown(answer.seeded(result, how["seed"]), zero=0.0)
    parts = {
        kind: displacement.weighted_displacement_difference(
            areas=areas, weights=Weights(before=times[0], after=times[1], areas=sizes), chosen=frozen, level=share
        )
        for kind, (areas, sizes) in kinds.items()
    }
    if len(parts) == 1:
        return _shown(next(iter(parts.values())), zero=0.0)
    harms = [table["harm"][table["kind"].index(kind)] for kind in parts]
    whole = displacement.harm_weighted_difference(results=list(parts.values()), harms=harms, level=share)
    return _shown(whole, parts=parts, zero=0.0)


def _areas(table: Table, kind: str, file: Path) -> tuple[Areas, tuple[float, float, float, float]]:
    pairs: dict[str, tuple[int, int]] = {}
    sizes: dict[str, float] = {}
    for row, area in enumerate(table["area"]):
        if table["kind"][row] != kind:
            continue
        if area in pairs:
            raise NoEstimate(
                "{file}: the area {area} stands twice.",
                "{file}: området {area} står to gange.",
                file=str(file),
                area=area,
            )
        pairs[area] = table["before"][row], table["after"][row]
        sizes[area] = table["size"][row]
    if not {"treated", "control"} <= set(pairs):
        raise NoEstimate(
            "{file} needs a row for treated and one for control.",
            "{file} skal have en række for treated og en for control.",
            file=str(file),
        )
    first, second, third, fourth = (sizes.get(area, 1.0) for area in AREAS)
    return Areas(**pairs), (first, second, third, fourth)


def _ratio(areas: Areas, times: tuple[float, ...], chosen: Chosen, level: float) -> Result:
    treated, control = (((pair[0], times[0]), (pair[1], times[1])) for pair in (areas.treated, areas.control))
    return relative_ratio.relative_rate_ratio(treated=treated, control=control, chosen=chosen, level=level)


def _shown(result: Result, *, zero: float, parts: dict[str, Result] | None = None) -> Answer:
    rows = [(name, part.estimate, part.low, part.high) for name, part in (parts or {}).items()]
    head = (Words("kind", "slags"), Words("estimate", "estimat"), Words("low", "nedre"), Words("high", "øvre"))
    grids = (Grid(Words("Kinds of crime", "Slags kriminalitet"), head, rows),) if rows else ()

    def draw(charts: Any, form: Form) -> Any:
        found = [{"name": n, "estimate": e, "low": lo, "high": hi} for n, e, lo, hi in rows]
        total = result.as_json()
        found.append({"name": form.speak(Words("all", "i alt"))} | {k: total[k] for k in ("estimate", "low", "high")})
        return charts.intervals(rows=found, label=form.speak(result.measure), zero=zero)

    return Answer(result, grids=grids, draw=draw)
