"""Row security, held against every table there is: what PostgreSQL itself refuses to the application's role.

Each test first makes the rows that could leak (tests/furnished.py); a new table without rows there fails.
"""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction
from psycopg.errors import FeatureNotSupported

from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.walls import PROTECTED, owned_models

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

OWNED = owned_models()
NAMES = [model._meta.db_table for model in OWNED]
SEALED_AFTER_COMMIT = {"ledger_leaf"}  # the horizon leaves out what is not committed; tests/ledger looks at its wall

# Tables without a partnership, each with the reason why nothing of a partnership can be read in them.
WITHOUT = {
    "tenancy_partnership": "is the partnership: slug and name, which addresses show",
    "accounts_user": "who may sign in; belongs to no partnership, memberships do",
    "accounts_cache": "counts of sign-in attempts",
    "demo_demomark": "says that everything here is invented",
    "django_migrations": "which migrations ran; the application may only read it",
    "django_content_type": "names of tables",
    "accounts_session": "signed-in sessions: the hash of a random key, a user's id",
    "accounts_device": "browsers in which somebody signed in with both factors",
    "accounts_identity": "who somebody is at their organisation's provider",
    "auth_permission": "Django's own, unused: permissions are karlemose.policy's",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "account_emailaddress": "allauth's own: addresses of users",
    "account_emailconfirmation": "allauth's own, unused",
    "mfa_authenticator": "second factors of users, their secrets encrypted",
    "procrastinate_jobs": "names and ids of jobs; arguments are ids only",
    "procrastinate_events": "when jobs began and ended",
    "procrastinate_periodic_defers": "when periodic jobs were put in the queue",
    "procrastinate_workers": "which workers are alive",
}


def count(table: str, where: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
        return cursor.fetchone()[0]


def refused(statement: str, *values: object) -> str:
    """What PostgreSQL says when it refuses; fails when it does not."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value)


def test_every_table_is_a_partnerships_or_stands_in_the_list():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = {name for (name,) in cursor.fetchall()}
    assert tables - set(NAMES) == set(WITHOUT)


def test_tests_run_as_the_applications_role(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (settings.APPLICATION_ROLE, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_without_a_partnership_nothing_is_seen_in_any_table(both):
    assert {table: count(table) for table in NAMES} == dict.fromkeys(NAMES, 0)


def test_with_a_partnership_every_table_shows_its_rows_alone(both):
    for furnished in both:
        number = furnished.world.partnership.id
        with acting_for(number, channels=PROTECTED):
            own = {table: count(table, f"partnership_id = {number}") for table in NAMES}
            assert own == {table: count(table) for table in NAMES}
            assert {table for table, rows in own.items() if rows == 0} <= SEALED_AFTER_COMMIT


def test_the_wrong_partnership_sees_no_row_of_a_record_even_by_its_id(both):
    home, elsewhere = both
    with acting_for(elsewhere.world.partnership.id):
        assert count("observations_observation", f"id = {home.observation.id}") == 0
        assert count("observations_observation", f"public_id = '{home.observation.public_id}'") == 0


def test_a_row_cannot_be_moved_to_another_partnership(both):
    home, elsewhere = both
    with acting_for(home.world.partnership.id):
        said = refused(
            "UPDATE observations_observation SET partnership_id = %s WHERE id = %s",
            elsewhere.world.partnership.id,
            home.observation.id,
        )
    assert "row-level security" in said


def test_a_row_cannot_point_into_another_partnership(both):
    home, elsewhere = both
    with acting_for(home.world.partnership.id):
        said = refused(
            "UPDATE observations_observation SET neighbourhood_id = %s WHERE id = %s",
            elsewhere.estate.id,
            home.observation.id,
        )
    assert "_walls" in said


def test_every_reference_between_partnership_tables_has_its_composite_key():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conname LIKE '%\\_walls'")
        laid = set(cursor.fetchall())
    wanted = {
        (model._meta.db_table, f"{model._meta.db_table}_{field.column}_walls"[:63])
        for model in OWNED
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model in OWNED
    }
    assert laid == wanted


def test_the_applications_role_cannot_take_down_a_wall():
    for statement in (
        "SET ROLE karlemose_owner",
        "SET SESSION AUTHORIZATION karlemose_owner",
        "SET session_replication_role = replica",
        "ALTER TABLE observations_observation DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE ledger_entry DISABLE TRIGGER refuses",
        "DROP POLICY walls ON observations_observation",
        "CREATE POLICY open ON observations_observation USING (true)",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "CREATE TABLE stolen AS SELECT * FROM observations_observation",
        "DELETE FROM django_migrations",
        "INSERT INTO demo_demomark (id, marked_at) VALUES (1, now())",
    ):
        assert refused(statement)


def test_switching_row_security_off_shows_an_error_and_no_rows():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        assert "row-level security" in refused("SELECT * FROM observations_observation")
        cursor.execute("SET LOCAL row_security = on")


def test_copying_into_a_walled_table_is_refused():
    with pytest.raises(FeatureNotSupported, match="row-level security"), connection.cursor() as cursor:
        cursor.connection.execute("COPY observations_observation (id) FROM STDIN")


def test_the_owner_sees_every_row_for_migrations_and_backup():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT bool_and(NOT relforcerowsecurity) FROM pg_class WHERE relname = ANY(%s)", [NAMES])
        assert cursor.fetchone() == (True,)


def test_a_table_without_row_security_would_be_noticed():
    """The wall is taken down on purpose, and what the tests above look at is seen to break."""
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        cursor.execute("ALTER TABLE observations_observation DISABLE ROW LEVEL SECURITY")
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT relrowsecurity", [NAMES])
        assert cursor.fetchall() == [("observations_observation",)]
        transaction.set_rollback(True, using="owner")


def test_every_partnership_table_has_row_security_and_one_policy():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT relrowsecurity", [NAMES])
        assert cursor.fetchall() == []
        cursor.execute("SELECT tablename, count(*) FROM pg_policies WHERE policyname = 'walls' GROUP BY 1 ORDER BY 1")
        assert dict(cursor.fetchall()) == dict.fromkeys(NAMES, 1)


def test_models_that_are_not_ours_hold_no_partnership():
    others = [model for model in apps.get_models() if not model.__module__.startswith("karlemose.")]
    assert [model for model in others if model in OWNED] == []
