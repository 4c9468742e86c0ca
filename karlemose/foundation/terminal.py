"""What the commands of all rooms have in common."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.core.exceptions import ValidationError

from karlemose.foundation.refusals import NotAllowed


@contextmanager
def refusals(*kinds: type[Exception]) -> Iterator[None]:
    """A refusal ends the command with its sentence: no traceback, exit code 2.

    Refusals are `NotAllowed`, what a model's own check says of its fields, and exceptions of these kinds.
    """
    ending: tuple[type[Exception], ...] = (NotAllowed, *kinds)
    try:
        yield
    except ending as error:
        raise click.UsageError(str(error)) from error
    except ValidationError as error:
        fields = [f"{name}: {' '.join(sentences)}" for name, sentences in error.message_dict.items()]
        raise click.UsageError("; ".join(fields)) from error
