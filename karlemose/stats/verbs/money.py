"""`karlemose evaluate cba`: was it worth the money?"""

from pathlib import Path
from typing import Any

import click
import numpy as np

from karlemose.stats import columns, cost_benefit
from karlemose.stats.before_after import Period
from karlemose.stats.columns import Column, Table
from karlemose.stats.cost_benefit import Basis, Kind, Line, Side, Uncertainty
from karlemose.stats.discounting import DANISH, flat
from karlemose.stats.result import Result
from karlemose.stats.verbs import answer, files
from karlemose.stats.verbs.answer import Answer, Form, Grid
from karlemose.stats.words import Words

COLUMNS = {
    "name": Column(read=columns.name),
    "side": Column(read=columns.one_of(*Side)),
    "amount": Column(read=columns.real),
    "year": Column(read=columns.real, required=False, default=0.0),
    "basis": Column(read=columns.one_of(*Basis), required=False, default=Basis.TOTAL),
    "bearer": Column(read=columns.name, required=False, default="state"),
    "kind": Column(read=columns.one_of(*Kind), required=False, default=Kind.FISCAL),
}


@click.command("cba")
@files.reading
@files.seeding
@click.option("--before", nargs=2, metavar="COUNT EXPOSURE", help="Events before, for lines per event.")
@click.option("--after", nargs=2, metavar="COUNT EXPOSURE", help="Events after, for lines per event.")
@click.option("--phi", default="1", show_default=True, help="Dispersion of the counts.")
@click.option("--attribution", nargs=2, metavar="A B", help="Beta(A, B) share of the fall that is counted as gain.")
@click.option(
    "--grade", type=click.IntRange(1, 6), default=1, show_default=True, help="Evidence, 1 best: optimism bias."
)
@click.option("--rate", help="One discount rate (0.035) instead of the Danish 3.5 / 2.5 / 1.5 %.")
@click.option("--draws", type=click.IntRange(10_000, 1_000_000), default=10_000, show_default=True)
@answer.answering
def cba(*, file: Path, mapped: tuple[str, ...], level: str, seed: int, **how: Any) -> Answer:
    """Cost-benefit analysis from FILE, one row per line of the ledger.

    Columns: name, side (cost, benefit), amount (kroner, positive); if wanted year (from now), basis (total, per_event),
    bearer (who pays or gains), kind (fiscal, economic, social). Lines per event are multiplied by the events fewer
    than at the rate before. The usual level here is 0.90.

    Example: karlemose evaluate cba ledger.csv --before 85 25 --after 9 8 --attribution 2 2 --level 0.90
    """
    table = columns.read(file=file, columns=COLUMNS, names=files.names(mapped))
    result = cost_benefit.cost_benefit(
        lines=_lines(table), uncertainty=_uncertainty(seed, how), level=answer.level(level)
    )
    result = answer.seeded(result, seed)
    return Answer(result, grids=_grids(result), draw=lambda charts, form: _drawing(charts, form, result))


def _lines(table: Table) -> list[Line]:
    fields = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*(table[name] for name in COLUMNS), strict=True)]
    return [
        Line(**(row | {"side": Side(row["side"]), "basis": Basis(row["basis"]), "kind": Kind(row["kind"])}))
        for row in fields
    ]


def _uncertainty(seed: int, how: dict[str, Any]) -> Uncertainty:
    shares = how["attribution"]
    return Uncertainty(
        rng=np.random.default_rng(seed),
        before=_period(how["before"], "before"),
        after=_period(how["after"], "after"),
        phi=answer.real(how["phi"], name="dispersion"),
        attribution=(answer.real(shares[0], name="A"), answer.real(shares[1], name="B")) if shares else None,
        grade=how["grade"],
        draws=how["draws"],
        schedule=flat(answer.real(how["rate"], name="discount rate")) if how["rate"] else DANISH,
    )


def _period(typed: tuple[str, str] | None, when: str) -> Period | None:
    if typed is None:
        return None
    return answer.whole(typed[0], name=f"count {when}"), answer.real(typed[1], name=f"exposure {when}")


def _grids(result: Result) -> tuple[Grid, ...]:
    found = result.details
    value = Words("present value", "nutidsværdi")
    return (
        Grid(Words("By bearer", "Efter bærer"), (Words("bearer", "bærer"), value), list(found["by_bearer"].items())),
        Grid(Words("By kind", "Efter art"), (Words("kind", "art"), value), list(found["by_kind"].items())),
        Grid(
            Words("What moves it most", "Hvad flytter det mest"),
            (Words("input", "input"), Words("rank correlation", "rangkorrelation")),
            list(found["tornado"].items()),
        ),
    )


def _drawing(charts: Any, form: Form, result: Result) -> Any:
    rows = [{"name": name, "value": value} for name, value in result.details["tornado"].items()]
    label = Words("rank correlation with the net present value", "rangkorrelation med nutidsværdien")
    return charts.bars(rows=rows, label=form.speak(label))
