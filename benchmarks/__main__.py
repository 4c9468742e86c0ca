"""`python -m benchmarks [NAME …] [--limit N]`: runs the benchmarks named, or all, and prints a table of each.

Each runs in a process of its own, so that none finds the settings, connections or warm memory of another.
"""

import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module

import click

from benchmarks import house, table


@dataclass(frozen=True)
class Benchmark:
    """`measure(house, limit=…)` of the module with its name, or `measure(limit=…)` where no database is needed."""

    words: str
    needs_house: bool = True


BENCHMARKS = {
    "submit": Benchmark("a report, from HTTP to durable commit"),
    "listing": Benchmark("a page of the list, among few and among many observations"),
    "briefing": Benchmark("the weekly briefing as PDF"),
    "handover": Benchmark("a week handed over to the police"),
    "imports": Benchmark("taking in a file"),
    "policy": Benchmark("a decision, and what one viewer may see among ever more records"),
    "ledger": Benchmark("appending, sealing and verifying"),
    "stats": Benchmark("each statistical method beside the library's plain call", needs_house=False),
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--limit", type=click.IntRange(min=1), help="Size of what is measured; without it the README's.")
def main(names: tuple[str, ...], limit: int | None) -> None:
    """Measure Karlemose beside its floors."""
    if len(names) == 1:
        table.show(f"{names[0]}: {BENCHMARKS[names[0]].words}", measured(names[0], limit=limit))
        return
    size = [] if limit is None else ["--limit", str(limit)]
    failed = [name for name in names or BENCHMARKS if not _runs(name, size)]
    if failed:
        raise click.ClickException(f"did not finish: {', '.join(failed)}")


def measured(name: str, *, limit: int | None) -> list[table.Line]:
    """The lines of one benchmark. Its module is loaded when Django is set up."""
    if not BENCHMARKS[name].needs_house:
        return import_module(f"benchmarks.{name}").measure(limit=limit)
    with house.opened() as opened:
        return import_module(f"benchmarks.{name}").measure(opened, limit=limit)


def _runs(name: str, size: list[str]) -> bool:
    return subprocess.run([sys.executable, "-m", "benchmarks", name, *size], check=False).returncode == 0


if __name__ == "__main__":
    main(prog_name="benchmarks")
