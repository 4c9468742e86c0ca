"""`python -m benchmarks [NAME …] [--limit N]`: runs the benchmarks named, or all, and prints a table of each.

Each runs in a process and a house of its own, so that none finds the settings, connections, warm memory or rows of
another. `--together` shares both: soon done, and good for seeing that they work, not for believing their figures.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
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
@click.option("--together", is_flag=True, help="In one process and one house: to try them out.")
def main(names: tuple[str, ...], limit: int | None, together: bool) -> None:
    """Measure Karlemose beside its floors."""
    if together or len(names) == 1:
        for name, lines in measured(names or tuple(BENCHMARKS), limit=limit):
            table.show(f"{name}: {BENCHMARKS[name].words}", lines)
        return
    size = [] if limit is None else ["--limit", str(limit)]
    failed = [name for name in names or BENCHMARKS if not _runs(name, size)]
    if failed:
        raise click.ClickException(f"did not finish: {', '.join(failed)}")


def measured(names: Sequence[str], *, limit: int | None) -> Iterator[tuple[str, list[table.Line]]]:
    """Each benchmark's name and lines, one after another. Its module is loaded when Django is set up."""
    needs_house = any(BENCHMARKS[name].needs_house for name in names)
    with house.opened() if needs_house else nullcontext() as opened:
        for name in names:
            given = [opened] if BENCHMARKS[name].needs_house else []
            yield name, import_module(f"benchmarks.{name}").measure(*given, limit=limit)


def _runs(name: str, size: list[str]) -> bool:
    return subprocess.run([sys.executable, "-m", "benchmarks", name, *size], check=False).returncode == 0


if __name__ == "__main__":
    main(prog_name="benchmarks")
