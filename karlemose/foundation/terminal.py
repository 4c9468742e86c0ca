"""What the commands of all rooms have in common."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from karlemose.foundation.refusals import NotAllowed


@contextmanager
def refusals(*kinds: type[Exception]) -> Iterator[None]:
    """`NotAllowed` and exceptions of these kinds end the command with their sentence: no traceback, exit code 2."""
    try:
        yield
    except (NotAllowed, *kinds) as error:
        raise click.UsageError(str(error)) from error
