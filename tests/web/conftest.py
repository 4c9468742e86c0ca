"""A small estate with a few notes in it, and a browser-less way to be one of the cast."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.observations import actions
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for
from tests.made_once import made_once
from tests.observations.conftest import lay_out


@pytest.fixture(autouse=True)
def stopped(now: datetime):
    clock.freeze(now)
    yield
    clock.freeze(None)


@pytest.fixture
def estate(cast, now):
    return made_once("estate of pages", lambda: lay_out(cast.home, at=now - timedelta(days=600)))


@pytest.fixture
def place_ids(estate) -> dict[str, int]:
    with acting_for(estate.partnership_id, read_only=True):
        return dict(Place.objects.unscoped("for the test").values_list("code", "id"))


@pytest.fixture
def noted(cast, estate, place_ids, now) -> Callable:
    """Notes something as one of the cast, some days ago."""

    def note(who: str = "caretaker", *, kind: Kind = Kind.GRAFFITI, place: str = "1", days: float = 0.1, **more):
        at = now - timedelta(days=days)
        what = actions.Note(
            neighbourhood_id=estate.id, kind=kind, occurred_at=at, place_id=place_ids.get(place), **more
        )
        return actions.note(by=cast.home.viewer(who, at=now), at=at, what=what).observation

    return note


@pytest.fixture
def a_week(noted) -> None:
    noted(text="Nyt tag, sort spray.", number_of_people=NumberOfPeople.FEW)
    noted(kind=Kind.CAR, place="torvet", days=0.3)
    noted("officer", kind=Kind.NOISE, place="5", days=9)
    noted(kind=Kind.NOTHING, place="syd", days=0.2)


@pytest.fixture
def two_years(noted, a_week) -> None:
    """Enough to compare with: weeks before, and the same weeks a year earlier."""
    for number in range(6):
        noted(days=3 + number * 7, place=str(number % 6 + 1))
    noted("officer", days=500)


@pytest.fixture
def page(cast, estate) -> Callable:
    """`page("caretaker", "week")` is the answer; keyword arguments are the rest of the address."""

    def get(who: str, name: str, *, data=None, headers=None, world=None, **address):
        client = Client()
        client.force_login((world or cast.home).user(who))
        return client.get(url(name, estate, cast, **address), data, headers=headers or {})

    return get


@pytest.fixture
def sent(cast, estate) -> Callable:
    def post(who: str, name: str, data: dict, *, client: Client | None = None, **address):
        client = client or Client()
        client.force_login(cast.home.user(who))
        return client.post(url(name, estate, cast, **address), data)

    return post


def url(name: str, estate, cast, **address) -> str:
    where = {"partnership": cast.home.partnership.slug, "neighbourhood": estate.slug}
    return reverse(f"staff:{name}", kwargs={**where, **address})
