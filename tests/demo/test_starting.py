"""What happens when a process of the demonstration starts."""

import sys
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from karlemose.demo import mark
from karlemose.foundation import clock


def test_its_clock_stands_where_it_was_told_to(settings):
    settings.STOPPED_AT = datetime(2017, 9, 12, 8, 0, tzinfo=UTC)
    try:
        apps.get_app_config("demo").ready()
        assert clock.current_time() == settings.STOPPED_AT
    finally:
        clock.freeze(None)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_real_database_is_not_served(cast, monkeypatch):
    monkeypatch.delitem(sys.modules, "karlemose.config.wsgi", raising=False)
    with pytest.raises(mark.NotADemo, match="lets anybody be anybody"):
        import_module("karlemose.config.wsgi")
