from django.db import migrations

TABLES = ("ledger_entry", "ledger_leaf", "ledger_head")

FUNCTION = """
CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
TRIGGER = """
CREATE TRIGGER refuses BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses();
"""


class Migration(migrations.Migration):
    """Nobody changes what was written, the owner of the tables included."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES),
            "".join(f"DROP TRIGGER refuses ON {table};" for table in TABLES) + "DROP FUNCTION ledger_refuses();",
        )
    ]
