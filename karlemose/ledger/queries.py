"""Reads of the log, newest first, in pages by key: a page far back costs as much as the first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.ledger.refs import Ref

SIZE = 50


@dataclass(frozen=True)
class Line:
    """One entry, read out of the very text that is sealed."""

    id: int
    at: datetime
    event: str
    actor: str
    subjects: tuple[Ref, ...]
    detail: dict[str, Any]


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...]
    older: int | None  # the key of the next page; None on the last one


def page(
    *,
    partnership_id: int,
    before: int | None = None,
    organisation_id: int | None = None,
    events: Iterable[Event] = (),
    size: int = SIZE,
) -> Page:
    """Lines of the partnership that is open: all, one organisation's, or those of some events."""
    rows: QuerySet[Entry] = Entry.objects.unscoped("the log is the partnership's own").filter(
        partnership_id=partnership_id
    )
    chosen = [event.value for event in events]
    if chosen:
        rows = rows.filter(event__in=chosen)
    if organisation_id is not None:
        rows = rows.filter(organisation=str(organisation_id))
    return _page(rows, before, size)


def about(*, partnership_id: int, subjects: Iterable[Ref], events: Iterable[Event], before: int | None = None) -> Page:
    """Lines of these events that name one of these records: what happened to somebody's own memberships."""
    rows = Entry.objects.unscoped("the log is the partnership's own").filter(
        partnership_id=partnership_id, event__in=[event.value for event in events]
    )
    named = rows.annotate(named=KeyTransform("subjects", Cast("body", JSONField())))
    return _page(named.filter(named__has_any_keys=[str(one) for one in subjects]), before, SIZE)


def first_made(*, partnership_id: int, prefix: str) -> dict[str, Ref | None]:
    """Keys that begin so and were used, with the first thing that each made: what a repeated work need not do again."""
    rows = Entry.objects.unscoped("which forms of one work were sent before")
    used = rows.filter(partnership_id=partnership_id, key__startswith=prefix).order_by("id")
    found = {}
    for key, body in used.values_list("key", "body"):
        subjects = json.loads(body)["subjects"]
        found[key] = Ref.parse(subjects[0]) if subjects else None
    return found


def _page(rows: QuerySet[Entry], before: int | None, size: int) -> Page:
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id").values_list("id", "body")[: size + 1])
    lines = tuple(_line(number, body) for number, body in found[:size])
    return Page(lines, lines[-1].id if len(found) > size else None)


def _line(number: int, body: str) -> Line:
    said = json.loads(body)
    return Line(
        id=number,
        at=datetime.fromisoformat(said["at"]),
        event=said["event"],
        actor=said["actor"],
        subjects=tuple(Ref.parse(one) for one in said["subjects"]),
        detail=said["detail"],
    )
