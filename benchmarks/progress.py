"""Progress on stderr, so that a table on stdout can be kept in a file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")
_console = Console(stderr=True)


def shown(things: Iterable[T], words: str) -> Iterable[T]:
    """A bar that grows with each thing."""
    return track(things, description=words, console=_console, transient=True)


@contextmanager
def busy(words: str) -> Iterator[None]:
    """A sign of life for one long step."""
    with _console.status(words):
        yield
