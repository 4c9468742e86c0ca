"""The invented estate keeps the sums that its story tells."""

from collections import Counter
from itertools import combinations

import pytest
from shapely import unary_union

from karlemose.demo import estate
from karlemose.places import plan
from karlemose.places.enums import PlaceKind, UnitKind
from karlemose.places.plan_geometry import in_metres


@pytest.fixture(scope="module")
def karlemoseparken():
    return plan.from_geojson(estate.plan(), source="the demo's estate")


def of_kind(drawn, kind: PlaceKind) -> list:
    return [place for place in drawn.places if place.kind is kind]


def test_twelve_blocks_seventyfour_doors_640_dwellings(karlemoseparken):
    kinds = Counter(place.kind for place in karlemoseparken.places)
    assert kinds == {
        PlaceKind.SECTION: 4,
        PlaceKind.BLOCK: 12,
        PlaceKind.STAIRWELL: 74,
        PlaceKind.CELLAR: 12,
        PlaceKind.OUTDOOR: 15,
    }
    assert sum(place.dwellings or 0 for place in karlemoseparken.places) == 640


def test_seventyone_stairwells_and_three_terraces(karlemoseparken):
    words = Counter(place.name.split()[0] for place in of_kind(karlemoseparken, PlaceKind.STAIRWELL))
    assert words == {"Opgang": 71, "Række": 3}


def test_stairwells_are_numbered_through_the_estate(karlemoseparken):
    assert [place.code for place in of_kind(karlemoseparken, PlaceKind.STAIRWELL)] == [str(n) for n in range(1, 75)]


def test_dwellings_of_the_sections(karlemoseparken):
    section_of = {block.code: block.parent for block in of_kind(karlemoseparken, PlaceKind.BLOCK)}
    dwellings = Counter()
    for stairwell in of_kind(karlemoseparken, PlaceKind.STAIRWELL):
        dwellings[section_of[stairwell.parent]] += stairwell.dwellings
    assert dwellings == {"nord": 152, "oest": 152, "syd": 160, "vest": 176}


def test_the_place_units_and_their_dwellings(karlemoseparken):
    units = {unit.code: unit.dwellings for unit in karlemoseparken.units if unit.kind is UnitKind.STAIRWELLS}
    assert units == {
        **{"A 1–4": 32, "A 5–7": 24, "B 8–10": 24, "B 11–13": 24, "C 14–16": 24, "C 17–19": 24},
        **{"D 20–23": 32, "D 24–27": 32, "E 28–31": 32, "E 32–35": 32, "F 36–38": 24},
        **{"G 39–42": 32, "G 43–45": 24, "H 46–49": 32, "H 50–52": 24, "J 53–55": 24, "J 56–58": 24},
        **{"K 59–61": 30, "K 62–64": 30, "L 65–67": 30, "L 68–70": 30, "M 71–72": 28, "M 73–74": 28},
    }


def test_the_cellars(karlemoseparken):
    assert [cellar.code for cellar in of_kind(karlemoseparken, PlaceKind.CELLAR)] == [
        *("K-A", "K-B", "K-C", "K-D", "K-E", "K-G nord", "K-G syd", "K-H nord", "K-H syd", "K-J", "K-K", "K-L"),
    ]


def test_nothing_is_drawn_upon_something_else(karlemoseparken):
    drawn = [place for place in karlemoseparken.places if place.kind not in {PlaceKind.SECTION, PlaceKind.BLOCK}]
    shapes = [(place.code, in_metres(place.geometry, estate.ORIGIN).buffer(-0.1)) for place in drawn]
    assert [(one, other) for (one, a), (other, b) in combinations(shapes, 2) if a.intersects(b)] == []


def test_the_estate_lies_out_at_sea(karlemoseparken):
    west, south, east, north = unary_union([place.geometry for place in karlemoseparken.places]).bounds
    assert (west > 12.29, south > 55.42, east < 12.31, north < 55.44) == (True, True, True, True)
