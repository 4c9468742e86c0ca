"""A world made once a run: its rows are kept when it was made, and put back for every later test that asks for it.

Making one takes dozens of actions, putting it back a statement a table. What tests get is the same either way: the rows
that the actions wrote, in the test's own transaction, behind the walls of their partnerships.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from psycopg import sql

from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership

T = TypeVar("T")
Row = tuple[int | None, str, str]  # the partnership it stands behind, its table, itself as JSON

WRITTEN_BY_THE_DATABASE = {"procrastinate_events"}  # by a trigger, while the jobs are put back


@dataclass
class Kept:
    rows: list[Row]
    thing: object
    files: Path | None


_kept: dict[str, Kept] = {}


def made_once(name: str, make: Callable[[], T], *, files: Path | None = None) -> T:
    """What `make` gives, with its rows in the database and, where `files` is a folder, its files there.

    The first time in a process it is made; later its rows, its files and a copy of the thing are put back.
    """
    kept = _kept.get(name)
    if kept is None:
        before = set(_rows())
        thing = make()
        rows = [row for row in _rows() if row not in before]
        _kept[name] = Kept(rows, deepcopy(thing), _copied(files) if files else None)
        return thing
    _put_back(kept.rows)
    if files and kept.files:
        shutil.copytree(kept.files, files, dirs_exist_ok=True)
    return deepcopy(kept.thing)


def _copied(files: Path) -> Path:
    kept = files.with_name(f"{files.name}-kept")
    shutil.copytree(files, kept)
    return kept


def _rows() -> Iterator[Row]:
    tables = [table for table in _columns() if table not in WRITTEN_BY_THE_DATABASE]
    every = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, to_jsonb(one)::text FROM {} one").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    )
    seen = set()
    for partnership_id in (None, *Partnership.objects.order_by("id").values_list("id", flat=True)):
        with _behind(partnership_id), connection.cursor() as cursor:
            cursor.execute(every)
            for table, row in cursor.fetchall():
                if (table, row) not in seen:
                    seen.add((table, row))
                    yield partnership_id, table, row


def _put_back(rows: list[Row]) -> None:
    found: dict[int | None, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for partnership_id, table, row in rows:
        found[partnership_id][table].append(row)
    for partnership_id, tables in found.items():
        with _behind(partnership_id), connection.cursor() as cursor:
            for table in _order():
                if table in tables:
                    cursor.execute(_insert(table), [f"[{','.join(tables[table])}]"])


@contextmanager
def _behind(partnership_id: int | None) -> Iterator[None]:
    if partnership_id is None:
        with transaction.atomic():
            yield
    else:
        with acting_for(partnership_id, channels=tuple(Channel)):
            yield


@cache
def _insert(table: str) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column) for column in _columns()[table])
    return sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_recordset(NULL::{0}, %s::jsonb)").format(
        sql.Identifier(table), columns
    )


@cache
def _columns() -> dict[str, list[str]]:
    """Every table that holds rows of its own, with the columns that are not computed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, json_agg(a.attname ORDER BY a.attnum)::text FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
            "AND a.attgenerated = '' WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            "AND NOT c.relispartition GROUP BY c.relname"
        )
        return {table: json.loads(columns) for table, columns in cursor.fetchall()}


@cache
def _order() -> list[str]:
    """Tables, each after those that its foreign keys point to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = 'public'::regnamespace"
        )
        sorter = TopologicalSorter(dict.fromkeys(_columns(), ()))
        for table, needed in cursor.fetchall():
            sorter.add(table, needed)
        return list(sorter.static_order())
