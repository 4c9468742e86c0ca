"""Squares of 500 m: the same position has the same square on every machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from karlemose.places import grid
from karlemose.places.grid import Grid
from karlemose.places.plan_geometry import in_metres

BOSTON = Grid(latitude=42, longitude=-72)


def test_the_corner_is_the_median_rounded_down():
    positions = [(-71.06, 42.36), (-71.07, 42.35), (-71.05, 42.34)]
    assert Grid.around(positions) == BOSTON


def test_an_outlier_does_not_move_the_corner():
    assert Grid.around([(-71.06, 42.36), (0.0, 0.0), (-71.07, 42.35)]) == BOSTON


def test_a_position_has_a_square():
    assert BOSTON.code_for(-71.0589, 42.3601) == "N80E154"


def test_south_and_west_of_the_corner_count_from_one():
    assert BOSTON.code_for(-72.001, 41.999) == "S1W1"


def test_an_edge_belongs_to_the_square_north_and_east():
    assert BOSTON.code_for(-72.0, 42.0) == "N0E0"


def test_a_square_is_500_metres_wide_and_high():
    west, south, east, north = in_metres(shape(BOSTON.polygon("N80E154")), BOSTON.metres).bounds
    assert (east - west, north - south) == pytest.approx((500, 500), abs=0.05)


@given(st.floats(-72.5, -70.5), st.floats(41.5, 43.5))
def test_a_square_holds_its_position(longitude, latitude):
    square = shape(BOSTON.polygon(BOSTON.code_for(longitude, latitude)))
    assert square.distance(Point(longitude, latitude)) < 1e-6


@pytest.mark.parametrize(
    ("language", "name"),
    [("da", "Kvadrat S7 Ø166"), ("en", "Square S7 E166"), ("en-gb", "Square S7 E166"), ("ar", "Square S7 E166")],
)
def test_a_square_has_a_name_in_the_readers_language(language, name):
    assert grid.name("S7E166", language=language) == name


@pytest.mark.parametrize("code", ["", "N1", "torvet", "N1E2x", "N-1E2"])
def test_what_is_no_square_has_no_name(code):
    with pytest.raises(ValueError, match="is not the code of a square"):
        grid.name(code, language="da")
