"""A database that holds rows of an earlier version is brought up to date, in a database of its own."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from tests.conftest import DATABASES, NOW

FIRST = [  # before agreements, renewals, parts of an observation and days of erasing
    ("partners", "0002_signatures_and_agreements"),
    ("places", "0002_cameras"),
    ("observations", "0002_statistics"),
    ("meetings", "0001_initial"),
]
BEFORE_LINKS_OF_DUPLICATES = [("observations", "0007_search")]
ROWS = {
    "tenancy_partnership": [{"slug": "moseby", "name": "Moseby"}],
    "accounts_user": [{"password": "!", "email": "kim@siv.example", "name": "Kim", "is_active": True}],
    "partners_organisation": [{"kind": kind, "name": kind} for kind in ("housing", "board")],
    "partners_membership": [
        {
            "user_id": 1,
            "organisation_id": 1,
            "role": "caretaker",
            "purpose": "safety",
            "from_on": date(2015, 1, 1),
            "has_all_neighbourhoods": True,
        }
    ],
    "places_neighbourhood": [{"slug": "moseby", "name": "Moseby", "timezone": "Europe/Copenhagen", "plan_digest": ""}],
    "places_camera": [
        {
            "neighbourhood_id": 1,
            "organisation_id": 1,
            "code": code,
            "name": code,
            "permit_from": first,
            "permit_until": first and first + timedelta(days=1800),
            "deletion_days": 30,
            "clock_offset": 0,
        }
        for code, first in (("KAM-05", date(2017, 9, 18)), ("KAM-01", None))
    ],
    "observations_observation": [
        {
            "public_id": f"OBSERVAT0{number}",
            "neighbourhood_id": 1,
            "kind": kind,
            "kind_words": "",
            "place_words": "",
            "occurred_at": NOW - timedelta(days=2),
            "is_hour_known": is_hour_known,
            "number_of_people": "",
            "text": "Nyt tag ved døren.",
            "noted_at": NOW - timedelta(days=1),
            "noted_by_organisation_id": 1,
            "noted_by_id": 1,
            "reference": "",
        }
        for number, (kind, is_hour_known) in enumerate([("graffiti", True), ("graffiti", False), ("car", True)], 1)
    ],
    "meetings_keptbriefing": [
        {
            "neighbourhood_id": 1,
            "receiver_id": 1,
            "week": "2026-W46",
            "language": "da",
            "version": 1,
            "pdf": b"%PDF",
            "digest": "",
            "data_digest": "",
            "head_code": "",
            "made_at": NOW,
            "is_outdated": False,
        }
    ],
}
WITHOUT_PARTNERSHIP = {"tenancy_partnership", "accounts_user"}


@pytest.fixture
def own(db: None) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of this test's own. Whoever asks for the owner gets it, migrations of others too."""
    owner = connections["owner"]
    name = f"{owner.settings_dict['NAME']}_upgrade"
    with owner._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    made = owner.copy()
    made.settings_dict["NAME"] = name
    connections["owner"] = made
    try:
        yield made
    finally:
        made.close()
        connections["owner"] = owner
        with owner._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def migrate(connection: BaseDatabaseWrapper, targets: list[tuple[str, str]] | None = None) -> None:
    """To these states; without any, to the newest of the rooms that began with one of theirs."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets or [leaf for room, _ in FIRST for leaf in executor.loader.graph.leaf_nodes(room)])


def fill(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table, rows in ROWS.items():
            for row in rows:
                given = row if table in WITHOUT_PARTNERSHIP else {**row, "partnership_id": 1}
                marks = ", ".join(["%s"] * len(given))
                cursor.execute(f"INSERT INTO {table} ({', '.join(given)}) VALUES ({marks})", list(given.values()))


def found(connection: BaseDatabaseWrapper, question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


@pytest.mark.django_db(databases=DATABASES)
def test_rows_of_an_earlier_version_become_what_they_meant(own):
    migrate(own, FIRST)
    fill(own)
    migrate(own, BEFORE_LINKS_OF_DUPLICATES)
    found(own, "UPDATE observations_observation SET merged_into_id = 1 WHERE id = 2 RETURNING id")
    migrate(own)

    renewed = "renewed_on = CURRENT_DATE, renew_by - CURRENT_DATE BETWEEN 181 AND 184"
    assert found(own, f"SELECT {renewed}, accepted_on, ended_at, user_id FROM partners_membership") == [
        (True, True, date(2015, 1, 1), None, 1)
    ]
    assert found(own, "SELECT organisation_id, level, basis FROM partners_agreement ORDER BY 1") == [
        (1, "record", "D02"),
        (2, "public", "D01"),
    ]
    assert found(own, "SELECT precision, is_incident, certainty FROM observations_observation ORDER BY id") == [
        ("hour", True, ""),
        ("day", True, ""),
        ("hour", False, ""),
    ]
    assert found(own, "SELECT observation_id, into_id, merged_at, parted_at FROM observations_merge") == [
        (2, 1, NOW - timedelta(days=1), None)
    ]
    assert found(own, "SELECT id FROM observations_observation WHERE document @@ 'tag:*' ORDER BY id") == [
        (1,),
        (2,),
        (3,),
    ]
    assert found(own, "SELECT erase_on, erased_at FROM meetings_keptbriefing") == [(date(2027, 11, 17), None)]
    assert found(own, "SELECT permitted_since FROM places_camera ORDER BY id") == [(date(2017, 9, 18),), (None,)]
