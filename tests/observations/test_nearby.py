"""What may tell of the same comes in an order, and never as more than a page can hold."""

from datetime import timedelta

import pytest

from karlemose.observations import actions
from karlemose.observations.enums import Kind
from karlemose.observations.nearby import MOST, near
from karlemose.tenancy.acting import acting_for


@pytest.fixture
def noted(cast, estate, now):
    """`noted(kind, hours, place)`: a note of so many hours before."""

    def make(kind, hours, place=None):
        what = actions.Note(
            neighbourhood_id=estate.id, kind=kind, occurred_at=now - timedelta(hours=hours), place_id=place
        )
        return actions.note(by=cast.home.viewer("caretaker"), at=now, what=what).observation

    return make


def around(cast, estate, observation):
    viewer = cast.home.viewer("manager")
    with acting_for(viewer.partnership_id, read_only=True):
        return near(viewer, estate, observation)


def test_same_kind_comes_first_then_same_place_then_the_nearest_hour(cast, estate, place_ids, noted):
    one = noted(Kind.GRAFFITI, 50, place_ids["1"])
    other_kind = noted(Kind.NOISE, 50, place_ids["1"])
    elsewhere = noted(Kind.GRAFFITI, 50, place_ids["4"])
    an_hour_away = noted(Kind.GRAFFITI, 51, place_ids["1"])
    a_day_away = noted(Kind.GRAFFITI, 26, place_ids["1"])
    noted(Kind.GRAFFITI, 50 + 73, place_ids["1"])
    noted(Kind.NOTHING, 50, place_ids["nord"])
    assert around(cast, estate, one) == [an_hour_away, a_day_away, elsewhere, other_kind]


def test_there_are_never_more_than_a_page_holds(cast, estate, noted):
    one = noted(Kind.NOISE, 30)
    for hours in range(MOST + 2):
        noted(Kind.NOISE, hours)
    assert len(around(cast, estate, one)) == MOST
