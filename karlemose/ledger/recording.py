"""Writing a line, and the rule that no write goes without one.

@action(Event.OBSERVATION_NOTED)
def note(*, by, at, …):
    observation = …
    record(Event.OBSERVATION_NOTED, actor=by, at=at, subjects=[Ref("observation", observation.public_id)])
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.ledger.refs import Ref
from karlemose.tenancy.acting import acting_for

P = ParamSpec("P")
R = TypeVar("R")

INSTANCE = 0  # the log of the installation itself: sign-in happens before a partnership is chosen
CODE = re.compile(r"[A-Za-z0-9_.:+/-]{1,120}")  # a code, a number, a slug, a digest: never a sentence or a name
Value = str | int | bool | None


class NoLedgerLine(RuntimeError):
    """An action wrote without leaving a line; nothing of it was kept."""


class UndeclaredEvent(RuntimeError):
    """An action recorded an event that it does not declare."""


class NotACode(ValueError):
    """A detail is free text; the ledger holds codes, numbers and digests alone."""


class AlreadyDone(Exception):
    """The form with this key was sent before. Nothing was written now; `subjects` are what the first sending made."""

    def __init__(self, subjects: tuple[Ref, ...]) -> None:
        super().__init__("this form was sent before")
        self.subjects = subjects


class Acting(Protocol):
    @property
    def actor(self) -> str: ...
    @property
    def partnership_id(self) -> int: ...


@dataclass
class _Lines:
    allowed: frozenset[Event]
    key: str | None
    written: list[Event] = field(default_factory=list)


_open: ContextVar[_Lines | None] = ContextVar("ledger_lines", default=None)


def record(
    event: Event,
    *,
    actor: Acting,
    at: datetime,
    subjects: Iterable[Ref] = (),
    detail: Mapping[str, Value] | None = None,
    of: int | None = None,
) -> None:
    """Write one line into the open transaction.

    `of` is the organisation whose line it is, by id, and the actor's own where nothing else is said: its contact person
    may read it.

    `subjects` are the records it is about, `detail` small codes and numbers. Raises `NotACode` for anything that could
    be a sentence or a name, so that no personal data reaches a log that is never erased.
    """
    lines = _open.get()
    if lines is not None and event not in lines.allowed:
        raise UndeclaredEvent(f"{event} is not among the events this action declares")
    body: dict[str, Any] = {
        "actor": actor.actor,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "detail": {name: _checked(name, value) for name, value in (detail or {}).items()},
        "event": event.value,
        "subjects": [str(subject) for subject in subjects],
        "version": 1,
    }
    organisation = of if of is not None else getattr(actor, "organisation_id", None)
    if organisation is not None:
        body["organisation"] = organisation
    if lines is not None:
        if lines.key is not None and not lines.written:
            body["key"] = lines.key
        lines.written.append(event)
    Entry(partnership_id=actor.partnership_id, body=canonical(body)).save(force_insert=True)


def canonical(body: Mapping[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, characters as they are."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def action(*events: Event, channels: Iterable[str] = ()) -> Callable[[Callable[P, R]], Callable[Concatenate[P], R]]:
    """Make a function the one way of a write: one transaction, at least one line of the events declared.

    The function takes `by` (who acts) and `at` as keywords. The caller may add `key`, the random key of the form: a
    second sending raises `AlreadyDone` and writes nothing. `channels` are the protected channels it opens.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__} takes keywords only")
            by: Any = kwargs["by"]
            key: Any = kwargs.pop("key", None)
            try:
                with acting_for(by.partnership_id, channels=channels), _recording(events, key) as lines:
                    result = function(**kwargs)  # type: ignore[call-arg]
                    if not lines.written:
                        raise NoLedgerLine(f"{function.__module__}.{function.__name__} left no line in the ledger")
                    return result
            except IntegrityError as error:
                if key is None or "ledger_entry_key_once" not in str(error):
                    raise
            raise AlreadyDone(_subjects_of(by.partnership_id, key))

        inner.events = events  # type: ignore[attr-defined]
        return inner

    return wrap


@contextmanager
def _recording(events: Iterable[Event], key: str | None) -> Any:
    lines = _Lines(frozenset(events), key)
    token = _open.set(lines)
    try:
        yield lines
    finally:
        _open.reset(token)


def _subjects_of(partnership_id: int, key: str) -> tuple[Ref, ...]:
    with acting_for(partnership_id, read_only=True):
        entry = Entry.objects.unscoped("what a form made the first time").get(partnership_id=partnership_id, key=key)
    return tuple(Ref.parse(subject) for subject in json.loads(entry.body)["subjects"])


def _checked(name: str, value: Value) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if not CODE.fullmatch(value):
        raise NotACode(f"detail {name!r} of the ledger takes a code, a number or a digest, not free text")
    return str(value)
