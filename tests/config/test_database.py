"""Addresses in any form that libpq reads."""

import pytest

from karlemose.config import database
from karlemose.config.environment import Environment, SettingError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://app:p%40ss@db.example:5433/karlemose", ("db.example", "5433", "app", "p@ss", "karlemose")),
        ("postgresql://app:x@/karlemose?host=/run/pg", ("/run/pg", "", "app", "x", "karlemose")),
        ("postgres://app@%2Frun%2Fpg/karlemose", ("/run/pg", "", "app", "", "karlemose")),
        ("host=db user=app dbname=karlemose", ("db", "", "app", "", "karlemose")),
    ],
)
def test_forms_of_an_address(url, expected):
    found = database.settings_of(url)
    assert tuple(found[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")) == expected


def test_what_else_the_address_says_reaches_the_driver():
    found = database.settings_of("postgresql://app@db/karlemose?sslmode=require")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_what_is_no_address_is_named():
    with pytest.raises(SettingError, match="DATABASE_URL"):
        database.settings_of("not an address at all")


def test_both_addresses_are_taken_as_given():
    environment = Environment({"DATABASE_URL": "postgresql://a/x", "DATABASE_OWNER_URL": "postgresql://o/x"})
    assert database.urls(environment) == {"app": "postgresql://a/x", "owner": "postgresql://o/x"}


def test_the_owner_may_be_unknown_to_a_serving_process():
    assert database.urls(Environment({"DATABASE_URL": "postgresql://a/x"})) == {"app": "postgresql://a/x"}
