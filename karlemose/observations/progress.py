"""How far an import is: a bar on a terminal, a line now and then elsewhere; always on the error output."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

LINES = 10  # without a terminal: one line for each tenth


@contextmanager
def shown_progress(name: str, *, total: int) -> Iterator[Callable[[int], None]]:
    """A function that hears how many of the `total` bytes have been read."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _plain(name, total)
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=total)
        yield lambda read: bar.update(task, completed=read)


def _plain(name: str, total: int) -> Callable[[int], None]:
    said = 0

    def hear(read: int) -> None:
        nonlocal said
        tenths = LINES * read // max(total, 1)
        if tenths > said:
            said = tenths
            print(f"{name}: {100 * read // max(total, 1)} %", file=sys.stderr, flush=True)  # noqa: T201 -- its work

    return hear
