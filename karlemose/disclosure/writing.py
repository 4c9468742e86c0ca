"""Many rows written in one statement. Django's own way builds an expression for each value: for 500 items that took
seven times as long as everything else of an approval.
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import JSONField
from psycopg import sql

from karlemose.disclosure.models import HandOverItem


def write(items: Iterable[HandOverItem], fields: Sequence[str]) -> None:
    """Write these fields of these rows, as `save(update_fields=…)` of each would."""
    known = {one.name: one for one in HandOverItem._meta.concrete_fields}
    columns = [known[name] for name in fields]
    told = [{"id": item.id, **{one.column: getattr(item, one.attname) for one in columns}} for item in items]
    if not told:
        return
    names = [sql.Identifier(str(one.column)) for one in columns]
    kinds = [sql.SQL("jsonb" if isinstance(one, JSONField) else str(one.db_type(connection))) for one in columns]
    statement = sql.SQL(
        "UPDATE {table} AS item SET {sets} FROM jsonb_to_recordset(%s::jsonb) AS told(id bigint, {shape}) "
        "WHERE item.id = told.id"
    ).format(
        table=sql.Identifier(HandOverItem._meta.db_table),
        sets=sql.SQL(", ").join(sql.SQL("{0} = told.{0}").format(name) for name in names),
        shape=sql.SQL(", ").join(sql.SQL("{} {}").format(name, kind) for name, kind in zip(names, kinds, strict=True)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(told, default=str)])
