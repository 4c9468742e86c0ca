"""`karlemose evaluate did | synthetic`: what happened where the measure was, beside where it was not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from karlemose.stats import columns, differences, panel
from karlemose.stats import synthetic as methods
from karlemose.stats.columns import Column
from karlemose.stats.demands import Floats
from karlemose.stats.design import Chosen
from karlemose.stats.panel import Panel
from karlemose.stats.result import NoEstimate, Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words, doubt

COLUMNS = {
    "unit": Column(read=columns.name),
    "time": Column(read=columns.real),
    "value": Column(read=columns.real),
    "treated": Column(read=columns.yes_or_no),
}


@dataclass(frozen=True)
class _Grid:
    """Outcomes (units, times) with gaps as NaN; which units were ever treated; which times lie after its start."""

    outcomes: Floats
    units: tuple[str, ...]
    times: tuple[float, ...]
    treated: "np.ndarray[Any, np.dtype[np.bool_]]"
    after: "np.ndarray[Any, np.dtype[np.bool_]]"
    skipped: int


@click.command("did")
@files.reading
@files.comparing
@click.option("--unpaired", is_flag=True, help="Units before and after are different ones, or may be compared as such.")
@click.option("--skip-missing", is_flag=True, help="Leave out rows whose value is empty, and count them.")
@answer.answering
def did(*, file: Path, mapped: tuple[str, ...], chosen: str, level: str, **how: bool) -> Answer:
    """Difference in differences from FILE, one row per unit and time.

    Columns: unit (name), time (number), value (outcome), treated (1 where and when the measure runs, else 0). Units
    that lack a side are left out unless --unpaired. With one treated unit the interval comes from placebos.

    Example: karlemose evaluate did prices.csv --map unit=id --map value=fte --chosen before
    """
    grid = _read(file, mapped, skip_missing=how["skip_missing"])
    share = answer.level(level)
    result = _difference(grid, Chosen(chosen), share, unpaired=how["unpaired"])
    if grid.skipped:
        result = result.doubting(_missing(grid.skipped))
    return Answer(result, draw=lambda charts, form: _means(charts, form, grid))


@click.command("synthetic")
@files.reading
@files.comparing
@click.option("--method", type=click.Choice(["control", "difference"]), default="control", show_default=True)
@answer.answering
def synthetic(*, file: Path, mapped: tuple[str, ...], chosen: str, method: str, level: str) -> Answer:
    """Synthetic control from FILE: one treated unit against a weighted mean of the others.

    Columns: unit (name), time (number), value (outcome), treated (1 where and when the measure runs, else 0), without
    gaps. --method difference: synthetic difference in differences.

    Example: karlemose evaluate synthetic prop99.csv --map unit=state --map time=year --map value=packs_per_capita
    """
    grid = _read(file, mapped, skip_missing=False)
    data = _panel(grid)
    find = methods.synthetic_control if method == "control" else methods.synthetic_difference
    result = find(data=data, chosen=Chosen(chosen), level=answer.level(level))
    weights = sorted(result.details["weights"].items(), key=lambda item: -item[1])
    shown = Grid(Words("Weights", "Vægte"), (Words("area", "område"), Words("weight", "vægt")), weights)
    return Answer(result, grids=(shown,), draw=lambda charts, form: _against(charts, form, grid, data, result))


def _read(file: Path, mapped: tuple[str, ...], *, skip_missing: bool) -> _Grid:
    table = columns.read(
        file=file, columns=COLUMNS, names=files.names(mapped), skip_missing="value" if skip_missing else None
    )
    units, times = tuple(dict.fromkeys(table["unit"])), tuple(sorted(set(table["time"])))
    outcomes = np.full((len(units), len(times)), np.nan)
    rows = {unit: place for place, unit in enumerate(units)}
    places = {time: place for place, time in enumerate(times)}
    for unit, time, value in zip(table["unit"], table["time"], table["value"], strict=True):
        if not np.isnan(outcomes[rows[unit], places[time]]):
            raise NoEstimate(
                "{file}: the unit {unit} has two rows at the time {time}.",
                "{file}: enheden {unit} har to rækker på tidspunktet {time}.",
                file=str(file),
                unit=unit,
                time=f"{time:g}",
            )
        outcomes[rows[unit], places[time]] = value
    starts = [time for time, treated in zip(table["time"], table["treated"], strict=True) if treated]
    if not starts:
        raise NoEstimate("{file}: no row is treated.", "{file}: ingen række er behandlet.", file=str(file))
    ever = {unit for unit, treated in zip(table["unit"], table["treated"], strict=True) if treated}
    after = np.array(times) >= min(starts)
    return _Grid(outcomes, units, times, np.array([unit in ever for unit in units]), after, table.skipped)


def _difference(grid: _Grid, chosen: Chosen, level: float, *, unpaired: bool) -> Result:
    if not unpaired and grid.treated.sum() == 1:
        return panel.panel_difference(data=_panel(grid), chosen=chosen, level=level)
    before, after = grid.outcomes[:, ~grid.after], grid.outcomes[:, grid.after]
    if unpaired:
        first, second = grid.treated, ~grid.treated
        cells = {
            f"{name}_{when}": values[who][~np.isnan(values[who])]
            for name, who in (("treated", first), ("control", second))
            for when, values in (("before", before), ("after", after))
        }
        return differences.difference_in_differences(**cells, chosen=chosen, level=level)
    both = ~np.isnan(before).all(axis=1) & ~np.isnan(after).all(axis=1)
    changes = np.nanmean(after[both], axis=1) - np.nanmean(before[both], axis=1)
    return differences.difference_of_changes(
        treated_changes=changes[grid.treated[both]],
        control_changes=changes[~grid.treated[both]],
        chosen=chosen,
        level=level,
    )


def _panel(grid: _Grid) -> Panel:
    if grid.treated.sum() != 1:
        raise NoEstimate(
            "There must be exactly one treated unit; here are {count}.",
            "Der skal være præcis én behandlet enhed; her er {count}.",
            count=int(grid.treated.sum()),
        )
    gaps = np.argwhere(np.isnan(grid.outcomes))
    if len(gaps):
        raise NoEstimate(
            "The unit {unit} has no value at the time {time}.",
            "Enheden {unit} har ingen værdi på tidspunktet {time}.",
            unit=grid.units[gaps[0][0]],
            time=f"{grid.times[gaps[0][1]]:g}",
        )
    others = grid.outcomes[~grid.treated].T
    names = tuple(unit for unit, treated in zip(grid.units, grid.treated, strict=True) if not treated)
    before = int((~grid.after).sum())
    return panel.panel(treated=grid.outcomes[grid.treated][0], others=others, number_before=before, names=names)


def _missing(skipped: int) -> Any:
    return doubt(
        "missing-values",
        "{skipped} rows without a value are left out.",
        "{skipped} rækker uden værdi er udeladt.",
        skipped=skipped,
    )


def _means(charts: Any, form: Form, grid: _Grid) -> Any:
    return _lines(charts, form, grid, np.nanmean(grid.outcomes[~grid.treated], axis=0))


def _against(charts: Any, form: Form, grid: _Grid, data: Panel, result: Result) -> Any:
    w = np.array([result.details["weights"].get(name, 0.0) for name in data.names])
    return _lines(charts, form, grid, data.others @ (w / w.sum()))


def _lines(charts: Any, form: Form, grid: _Grid, comparison: Floats) -> Any:
    who = form.speak(Words("treated", "indsats")), form.speak(Words("comparison", "sammenligning"))
    ours = np.nanmean(grid.outcomes[grid.treated], axis=0)
    points = [
        {"time": time, "value": float(value), "who": name}
        for name, values in zip(who, (ours, comparison), strict=True)
        for time, value in zip(grid.times, values, strict=True)
        if np.isfinite(value)
    ]
    start = float(np.array(grid.times)[grid.after][0])
    labels = form.speak(Words("time", "tid")), form.speak(Words("outcome", "udfald"))
    return charts.lines(points=points, start=start, labels=labels)
