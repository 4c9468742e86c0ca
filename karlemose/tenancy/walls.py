"""Row security, composite foreign keys and grants, laid over every table after each migration.

Laying is idempotent and walks the models, so no table is forgotten. Only what the models say decides: a table with a
column `partnership_id` belongs to a partnership, and a model with `channel` in a protected channel also asks that the
transaction has opened that channel.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

PROTECTED = frozenset({"PREVENTION", "SUPPORT", "EVIDENCE"})

PARTNERSHIP = "partnership_id = NULLIF(current_setting('karlemose.partnership', true), '')::bigint"
CHANNEL = " AND {channel} = ANY (string_to_array(current_setting('karlemose.channels', true), ','))"
OWN_USER = "user_id = NULLIF(current_setting('karlemose.user', true), '')::bigint"


def lay(connection: BaseDatabaseWrapper, *, role: str) -> None:
    """Lay every wall as the owner of the tables; `role` is the application's role."""
    with connection.cursor() as cursor:
        for statement in statements(role):
            cursor.execute(statement)


def statements(role: str) -> Iterator[sql.Composed]:
    """All statements, in the order they must run."""
    yield from _grants(role)
    for model in owned_models():
        yield from _row_security(model)
    for model in owned_models():
        yield from _composite_keys(model)
    for model in apps.get_models():
        yield from _refusals(model, role)


def owned_models() -> list[type[models.Model]]:
    """Every model whose table has `partnership_id`."""
    return [model for model in apps.get_models() if is_owned(model)]


def is_owned(model: type[models.Model]) -> bool:
    return model._meta.managed and any(field.column == "partnership_id" for field in model._meta.local_concrete_fields)


def protected_channel(model: type[models.Model]) -> str | None:
    channel = getattr(model, "channel", None)
    return str(channel) if channel in PROTECTED else None


def _grants(role: str) -> Iterator[sql.Composed]:
    who = sql.Identifier(role)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who)
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(who)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(who)
    yield sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(who)
    yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(who)


def _row_security(model: type[models.Model]) -> Iterator[sql.Composed]:
    table = sql.Identifier(model._meta.db_table)
    channel = protected_channel(model)
    test = sql.SQL(PARTNERSHIP) + (sql.SQL(CHANNEL).format(channel=sql.Literal(channel)) if channel else sql.SQL(""))
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table)
    yield sql.SQL("DROP POLICY IF EXISTS walls ON {}").format(table)
    yield sql.SQL("CREATE POLICY walls ON {} USING ({})").format(table, test)
    yield sql.SQL("DROP POLICY IF EXISTS own ON {}").format(table)
    if getattr(model, "readable_by_own_user", False):
        yield sql.SQL("CREATE POLICY own ON {} FOR SELECT USING ({})").format(table, sql.SQL(OWN_USER))


def _composite_keys(model: type[models.Model]) -> Iterator[sql.Composed]:
    """A plain foreign key ignores row security and may point into another partnership: this one cannot."""
    for field in model._meta.local_concrete_fields:
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(target, type) or not is_owned(target):
            continue
        name = f"{model._meta.db_table}_{field.column}_walls"[:63]
        table = sql.Identifier(model._meta.db_table)
        yield sql.SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}").format(table, sql.Identifier(name))
        yield sql.SQL(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY (partnership_id, {}) REFERENCES {} (partnership_id, id)"
        ).format(table, sql.Identifier(name), sql.Identifier(field.column), sql.Identifier(target._meta.db_table))


def _refusals(model: type[models.Model], role: str) -> Iterator[sql.Composed]:
    """What the application may never do to a table, named by the model itself (`refused = "UPDATE, DELETE"`)."""
    refused = getattr(model, "refused", "")
    if refused:
        yield sql.SQL("REVOKE {} ON {} FROM {}").format(
            sql.SQL(refused), sql.Identifier(model._meta.db_table), sql.Identifier(role)
        )
