"""A week with observations in it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.meetings.briefing import Wanted
from karlemose.observations import actions as observations
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.places.models import Place
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.made_once import made_once
from tests.observations.conftest import lay_out

ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def estate(cast, now) -> Iterator:
    clock.freeze(now)
    yield made_once("moseparken", lambda: lay_out(cast.home, at=now, slug="moseparken"))
    clock.freeze(None)


@pytest.fixture
def week(now) -> Week:
    """The week that ended before now."""
    return Week.of(now, ZONE).previous()


@pytest.fixture
def note(cast, estate, now):
    """Note an observation as the caretaker; `place` by its code."""

    def noted(text: str, *, on, kind=Kind.GRAFFITI, place: str | None = "1", by: str = "caretaker", at=now):
        what = observations.Note(
            neighbourhood_id=estate.id,
            kind=kind,
            occurred_at=on,
            place_id=place_id(estate, place),
            text=text,
            number_of_people=NumberOfPeople.FEW if kind != Kind.NOTHING else None,
        )
        return observations.note(by=cast.home.viewer(by), at=at, what=what).observation

    return noted


def place_id(estate, code: str | None) -> int | None:
    if code is None:
        return None
    with acting_for(estate.partnership_id, read_only=True):
        return Place.objects.unscoped("for the test").get(neighbourhood=estate, code=code).id


@pytest.fixture
def wanted(cast, estate, week):
    """A briefing that is asked for; for the police in Danish unless said otherwise."""

    def asked(kind=OrganisationKind.POLICE, *, language=Language.DANISH, week=week) -> Wanted:
        return Wanted(neighbourhood=estate, week=week, receiver=cast.home.organisations[kind], language=language)

    return asked
