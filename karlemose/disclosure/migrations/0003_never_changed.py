from django.db import migrations

FUNCTION = """
CREATE FUNCTION disclosure_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was released is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
KEEPS = """
CREATE TRIGGER keeps BEFORE UPDATE ON {table} FOR EACH ROW
WHEN ({once} AND to_jsonb(OLD) - {may_change} IS DISTINCT FROM to_jsonb(NEW) - {may_change})
EXECUTE FUNCTION disclosure_keeps();
"""
COVER = "'{state,acknowledged_at,acknowledged_how,journal_number,recalled_at,recalled_because}'::text[]"
NOTHING = "'{}'::text[]"
TRIGGERS = [
    KEEPS.format(table="disclosure_handoveritem", once="OLD.released_to_id IS NOT NULL", may_change="'recalled_at'"),
    KEEPS.format(table="disclosure_handover", once="OLD.released_at IS NOT NULL", may_change=COVER),
    KEEPS.format(table="disclosure_parcel", once="true", may_change=NOTHING),
    KEEPS.format(table="disclosure_step", once="true", may_change=NOTHING),
]
UNDO = [
    *(f"DROP TRIGGER keeps ON disclosure_{table};" for table in ("handoveritem", "handover", "parcel", "step")),
    "DROP FUNCTION disclosure_keeps();",
]


class Migration(migrations.Migration):
    """Nobody changes what was released, the owner of the tables included. Erasing it in its time is no change."""

    dependencies = [("disclosure", "0002_parcels")]

    operations = [migrations.RunSQL("".join([FUNCTION, *TRIGGERS]), "".join(UNDO))]
