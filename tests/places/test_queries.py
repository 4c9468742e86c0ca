"""Reads: whoever works in a neighbourhood reads its plan, and squares only with the picture's single records."""

import pytest
from django.db import connection
from django.utils import translation

from karlemose.places import actions, choosing, queries
from karlemose.tenancy.acting import acting_for
from tests.places.conftest import located


@pytest.fixture
def home(cast):
    """Opens the home partnership's rows."""
    return lambda: acting_for(cast.home.partnership.id, read_only=True)


def test_neighbourhoods_in_danish_order(cast, now, home):
    for slug, name in [("oe", "Østerparken"), ("aa", "Åparken"), ("z", "Zoovej"), ("ae", "Ærøvej"), ("a2", "Aavej")]:
        actions.add_neighbourhood(by=cast.home.command, at=now, slug=slug, name=name, timezone="UTC")
    viewer = cast.home.viewer("officer")
    with home():
        assert [one.name for one in queries.neighbourhoods(viewer)] == [
            *("Aavej", "Zoovej", "Ærøvej", "Østerparken", "Åparken"),
        ]


def test_danish_order_is_no_matter_of_the_servers_collation(cast):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, collation_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name = 'sort_key' ORDER BY 1"
        )
        found = cursor.fetchall()
    assert found == [("places_neighbourhood", "C"), ("places_place", "C"), ("places_placeunit", "C")]


def test_a_neighbourhood_by_its_slug(cast, engparken, theirs, home):
    viewer = cast.home.viewer("officer")
    with home():
        assert queries.neighbourhood_named(viewer, "engparken") == engparken
        assert queries.neighbourhood_named(viewer, "engby") is None


def test_an_outsider_finds_neither_places_nor_neighbourhood(cast, engparken, home):
    outsider = cast.elsewhere.viewer("officer")
    with home():
        assert queries.neighbourhood_named(outsider, "engparken") is None
        assert list(queries.places(outsider, engparken)) == []
        assert list(queries.units(outsider, engparken)) == []


def test_a_plan_is_read_by_whoever_works_there_and_by_no_command(cast, engparken, home):
    for viewer in map(cast.home.viewer, ("caretaker", "officer", "board_member")):
        with home():
            codes = [place.code for place in queries.places(viewer, engparken)]
            assert codes == ["nord", "A", "1", "2", "3", "K-A", "torvet"]
            assert [unit.code for unit in queries.units(viewer, engparken)] == ["A 1–3", "K-A", "torvet"]
    with home():
        assert list(queries.places(cast.home.command, engparken)) == []


@pytest.fixture
def square(byen):
    located(byen, (-71.06, 42.36))


def test_squares_are_seen_with_single_records(cast, byen, square, home):
    viewer = cast.home.viewer("caretaker")
    with home():
        assert [place.code for place in queries.places(viewer, byen)] == ["N80E154"]
        assert [unit.code for unit in queries.units(viewer, byen)] == ["N80E154"]


def test_the_board_learns_of_no_square(cast, byen, square, home):
    viewer = cast.home.viewer("board_member")
    with home():
        assert list(queries.places(viewer, byen)) == []
        assert list(queries.units(viewer, byen)) == []
        assert choosing.choices(viewer, byen) == []


def test_a_square_is_named_in_the_pages_language(cast, byen, square, home):
    viewer = cast.home.viewer("caretaker")
    with home():
        (unit,) = queries.units(viewer, byen)
    with translation.override("da"):
        assert unit.label == "Kvadrat N80 Ø154"
    with translation.override("en"):
        assert unit.label == "Square N80 E154"


def test_choices_in_one_query(cast, engparken, home, django_assert_num_queries):
    viewer = cast.home.viewer("caretaker")
    with home(), translation.override("en"), django_assert_num_queries(1):
        groups = [
            (group.label, [place.code for place in group.places]) for group in choosing.choices(viewer, engparken)
        ]
    assert groups == [
        ("A Kløverhuset", ["A", "1", "2", "3", "K-A"]),
        ("Outdoors", ["torvet"]),
        ("A whole section", ["nord"]),
    ]


def test_units_as_geojson(cast, engparken, home):
    viewer = cast.home.viewer("officer")
    with home():
        collection = queries.geojson(queries.units(viewer, engparken))
    first, *_, last = collection["features"]
    assert collection["type"] == "FeatureCollection"
    assert first["properties"] == {"code": "A 1–3", "kind": "stairwells", "name": "A 1–3", "dwellings": 24}
    assert last["geometry"] == {"type": "Point", "coordinates": [12.3002, 55.4306]}


def test_a_command_finds_a_neighbourhood_by_slug(engparken, byen):
    assert queries.find_neighbourhood("byen") == byen


def test_a_command_is_told_which_are_known(engparken, byen):
    with pytest.raises(queries.NoSuchNeighbourhood, match=r"no neighbourhood 'x' \(known: byen, engparken\)"):
        queries.find_neighbourhood("x")


def test_a_command_is_told_that_there_are_none(cast):
    with pytest.raises(queries.NoSuchNeighbourhood, match="karlemose neighbourhood add SLUG"):
        queries.find_neighbourhood("x")


def test_a_slug_of_two_partnerships_needs_the_partnership(cast, engparken, theirs):
    with pytest.raises(queries.NoSuchNeighbourhood, match=r"several partnerships .* \(engby, moseby\): say which"):
        queries.find_neighbourhood("engparken")
    assert queries.find_neighbourhood("engparken", partnership_slug="engby") == theirs
