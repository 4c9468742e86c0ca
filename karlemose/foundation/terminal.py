"""What the commands of all rooms have in common."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from karlemose.foundation.refusals import NotAllowed


@contextmanager
def refusals(*kinds: type[Exception]) -> Iterator[None]:
    """`NotAllowed` and exceptions of these kinds end the command with their sentence: no traceback, exit code 2."""
    ending: tuple[type[Exception], ...] = (NotAllowed, *kinds)
    try:
        yield
    except ending as error:
        raise click.UsageError(str(error)) from error
