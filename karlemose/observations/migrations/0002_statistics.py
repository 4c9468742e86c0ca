from django.db import migrations

CREATE = """
CREATE FUNCTION observations_count_up() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ ANALYZE observations_observation; ANALYZE places_place; ANALYZE places_placeunit $$;
REVOKE ALL ON FUNCTION observations_count_up FROM PUBLIC;
"""
DROP = "DROP FUNCTION observations_count_up;"


class Migration(migrations.Migration):
    """After a large file PostgreSQL must know what the tables hold now, or lists are read row by row.

    The server does so by itself after a minute, if it still runs: after a command it does not. Only a table's owner may
    ask for it, hence a function of the owner that does nothing else and tells nothing.
    """

    dependencies = [("observations", "0001_initial"), ("places", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
