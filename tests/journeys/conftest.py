"""Journeys in a real browser: the system's Chromium, at a telephone's and a desk's width, accessibility on every page.

A journey fails on a violation that axe finds, an error in the console or something the policy refused, on any page it
visits.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from karlemose.foundation import clock
from karlemose.observations import actions
from karlemose.observations.enums import Kind
from karlemose.partners.signing import sign_rule
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for
from tests.at_work import at_work
from tests.cast import World, make_world
from tests.journeys.chromium import launched
from tests.made_once import made_once
from tests.observations.conftest import lay_out

pytest.register_assert_rewrite("tests.journeys.pages.site")

from tests.journeys.pages.site import Site  # noqa: E402 -- its assertions are rewritten first

PASSWORD = "fem korte ord i mosen"
HERE = Path(__file__).parent
NOTED = (
    ("caretaker", Kind.NOISE, "5", 1.2),
    ("officer", Kind.CAR, "torvet", 3),
    ("caretaker", Kind.GRAFFITI, "1", 9),
    ("kindergarten_leader", Kind.DRUG_LITTER, "torvet", 10),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real transactions, and one process for all journeys: two browsers at once are slower than one."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "owner"]))
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in the thread that asks the database
    with launched() as chromium:
        yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def world(transactional_db: None, now) -> Iterator[World]:
    """A partnership with an estate and two weeks of notes, on a Tuesday at ten."""
    clock.freeze(now)
    yield made_once("journeys", lambda: _make_world(now))
    clock.freeze(None)


def _make_world(now: datetime) -> World:
    home = make_world("moseby", at=now)
    estate = lay_out(home, at=now - timedelta(days=100))
    with acting_for(estate.partnership_id, read_only=True):
        ids = dict(Place.objects.unscoped("for the journey").values_list("code", "id"))
    for who, kind, place, days in NOTED:
        moment = now - timedelta(days=days)
        what = actions.Note(
            neighbourhood_id=estate.id, kind=kind, occurred_at=moment, place_id=ids[place], text="Set ved døren."
        )
        actions.note(by=home.viewer(who, at=now), at=moment, what=what)
    sign_rule(by=home.command, at=now, rule="D50", name="Rikke Thorsager")
    for membership in home.memberships.values():
        membership.user.set_password(PASSWORD)
        membership.user.save()
    return home


@pytest.fixture
def open_site(browser: Browser, world: World, live_server) -> Iterator[Callable[..., Site]]:
    """`open_site("caretaker", PHONE)`: a browser in which that person has signed in (`test_people_come_in`: how).

    `open_site("caretaker", PHONE, DESK)` walks on the telephone, and looks at each page at a desk's width as well.
    """
    opened: list[Site] = []

    def start(who: str, screen: dict[str, int], *others: dict[str, int], **context) -> Site:
        opening = browser.new_context(viewport=screen, locale="da-DK", reduced_motion="reduce", **context)
        site = Site(opening, live_server.url, *others, has_script=context.get("java_script_enabled", True))
        opened.append(site)
        opening.add_cookies([_session_of(world.user(who), live_server.url)])
        site.page.goto(f"{live_server.url}/")
        return site

    yield start
    for site in opened:
        site.close()


def _session_of(user, address: str) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": at_work(user).cookies[name].value, "url": address}
