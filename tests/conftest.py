"""The strict test bed. Each restriction has a test that it works (tests/architecture/test_bed.py)."""

import random
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections, models
from django.template import base as template_base
from django.utils import translation
from hypothesis import settings

from karlemose.foundation import clock
from tests.cast import Cast, make_cast
from tests.furnished import Furnished, furnish_both
from tests.made_once import made_once

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)  # a Tuesday, week 47
DATABASES = ["default", "owner"]
HERE = Path(__file__).parent
LONG = [HERE / "journeys", HERE / "config" / "test_installation.py", HERE / "harness", HERE / "benchmarks"]

# The same examples in every run, so that a run that fails does so again; `--hypothesis-profile default` looks further.
settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=60)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """A world needs the database. What takes minutes in one process begins first, whatever order others give."""
    for item in items:
        if {"cast", "both"} & set(getattr(item, "fixturenames", ())) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases=DATABASES))
    yield
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return next((rank for rank, path in enumerate(LONG) if item.path.is_relative_to(path)), len(LONG))


@pytest.fixture(autouse=True)
def shuffled_without_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query without an order has none: its rows come shuffled, so that nothing can rely on luck."""
    fetch = models.QuerySet._fetch_all

    def fetch_shuffled(rows: models.QuerySet) -> None:
        is_fresh = rows._result_cache is None
        fetch(rows)
        if is_fresh and not rows.ordered and len(rows._result_cache) > 1:
            random.shuffle(rows._result_cache)

    monkeypatch.setattr(models.QuerySet, "_fetch_all", fetch_shuffled)


@pytest.fixture(autouse=True)
def unknown_template_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that a template names and nobody gave is an error; `|default` and `{% if %}` may ask."""
    resolve = template_base.FilterExpression.resolve

    def resolve_strictly(expression: template_base.FilterExpression, context, ignore_failures=False):
        is_asked = ignore_failures or any(
            function.__name__ in {"default", "default_if_none"} for function, _ in expression.filters
        )
        if isinstance(expression.var, template_base.Variable) and not is_asked and _is_ours(context):
            try:
                expression.var.resolve(context)
            except template_base.VariableDoesNotExist as error:
                raise AssertionError(f"the template asks for {expression.var}, which nobody gave") from error
        return resolve(expression, context, ignore_failures)

    monkeypatch.setattr(template_base.FilterExpression, "resolve", resolve_strictly)


def _is_ours(context) -> bool:
    origin = getattr(context.template, "origin", None) if getattr(context, "template", None) else None
    return origin is not None and "/karlemose/" in str(origin.name) and "/.venv/" not in str(origin.name)


@pytest.fixture(autouse=True)
def screens_are_danish(settings) -> Iterator[None]:
    """A page asked for in English leaves its language behind in the thread; no test begins with another's."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def files_lie_in_a_folder_of_the_test(settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Named for each, made by those that keep a file."""
    settings.VAULT_FOLDER = tmp_path_factory.getbasetemp() / "vaults" / secrets.token_hex(8)


@pytest.fixture(autouse=True)
def queue_and_cache_are_emptied_too(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with real transactions Django empties the tables of models; these two have none."""
    marker = request.node.get_closest_marker("django_db")
    is_real = "transactional_db" in request.fixturenames or (marker is not None and marker.kwargs.get("transaction"))
    if is_real:
        request.getfixturevalue("transactional_db")
    yield
    if is_real:
        cache.clear()
        with connections["default"].cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(scope="session", autouse=True)
def connections_end_before_their_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """The two roles share a test database; it can only be dropped when neither is connected."""
    if any(item.get_closest_marker("django_db") for item in request.session.items):
        request.getfixturevalue("django_db_setup")
    yield
    connections.close_all()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    """One shared world: two partnerships, each with its six partners and their people."""
    return made_once("cast", lambda: make_cast(at=NOW))


@pytest.fixture
def both(db: None, settings, tmp_path: Path) -> Iterator[tuple[Furnished, Furnished]]:
    """The cast's two worlds with something in every table, on that Tuesday. Instead of `cast`, not beside it."""
    clock.freeze(NOW)
    yield made_once("both", lambda: furnish_both(make_cast(at=NOW), tmp_path, at=NOW), files=settings.VAULT_FOLDER)
    clock.freeze(None)


@pytest.fixture
def furnished(both: tuple[Furnished, Furnished]) -> Furnished:
    """The first of the two."""
    return both[0]
