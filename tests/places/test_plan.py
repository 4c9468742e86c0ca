"""A plan is whole or refused; every refusal names file, feature and property."""

import contextlib
import copy
import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.places import plan
from karlemose.places.enums import PlaceKind, UnitKind

DOCUMENT = Path(__file__).parents[2] / "docs" / "plan-format.md"
EXAMPLE = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[1])
NORD, BLOCK, UNIT, FIRST, SECOND, THIRD, CELLAR, TORVET = range(8)


@pytest.fixture
def example():
    return copy.deepcopy(EXAMPLE)


def refusal(data):
    with pytest.raises(plan.PlanRefused) as refused:
        plan.from_geojson(data, source="file.geojson")
    return str(refused.value)


def test_the_documents_example_is_a_plan(example):
    read = plan.from_geojson(example, source="file.geojson")
    assert read.name == "Engparken"
    assert [place.code for place in read.places] == ["nord", "A", "1", "2", "3", "K-A", "torvet"]
    assert [(unit.kind, unit.code, unit.dwellings) for unit in read.units] == [
        (UnitKind.STAIRWELLS, "A 1–3", 24),
        (UnitKind.CELLAR, "K-A", None),
        (UnitKind.OUTDOOR, "torvet", None),
    ]
    assert {place.code: place.unit for place in read.places if place.unit} == {
        **dict.fromkeys(["1", "2", "3"], "A 1–3"),
        "K-A": "K-A",
        "torvet": "torvet",
    }


def test_a_block_without_drawing_is_its_stairwells(example):
    read = plan.from_geojson(example, source="file.geojson")
    section, block, *_ = read.places
    (unit, *_) = read.units
    assert block.geometry.equals(unit.geometry)
    assert section.geometry.equals(block.geometry)


def test_the_origin_is_the_middle(example):
    longitude, latitude = plan.from_geojson(example, source="file.geojson").origin
    assert (longitude, latitude) == pytest.approx((12.30021, 55.43028), abs=1e-5)


def test_a_parent_may_stand_after_its_children(example):
    example["features"].reverse()
    read = plan.from_geojson(example, source="file.geojson")
    assert [place.kind for place in read.places[:2]] == [PlaceKind.SECTION, PlaceKind.BLOCK]


def test_a_name_falls_back_to_the_code(example):
    del example["features"][TORVET]["properties"]["name"]
    assert plan.from_geojson(example, source="file.geojson").places[-1].name == "torvet"


PROPERTY_REFUSALS = [
    (TORVET, "kind", "square", "feature 7, \"kind\": is 'square'"),
    (TORVET, "kind", None, 'feature 7, "kind": is None'),
    (TORVET, "kind", ["outdoor"], 'feature 7, "kind"'),
    (TORVET, "code", None, 'feature 7, "code": is missing'),
    (TORVET, "code", "x" * 41, 'feature 7, "code"'),
    (TORVET, "code", "a\nb", 'feature 7, "code"'),
    (TORVET, "code", "../etc", 'feature 7, "code"'),
    (TORVET, "code", 7, 'feature 7, "code": is 7'),
    (TORVET, "code", "K-A", 'feature 7 (outdoor "K-A"), "code": feature 6 is a place with the same code'),
    (TORVET, "code", "A 1–3", '"code": feature 2 is a place unit with the same code'),
    (TORVET, "name", "", 'feature 7, "name"'),
    (TORVET, "name", "Tor\x00vet", 'feature 7, "name"'),
    (TORVET, "name", 5, 'feature 7, "name"'),
    (TORVET, "parent", "Z", 'feature 7 (outdoor "torvet"), "parent": no place has the code "Z"'),
    (TORVET, "parent", "A", '"A" is a block; an outdoor place belongs to a section'),
    (TORVET, "place_unit", "A 1–3", 'feature 7, "place_unit": only stairwells name a place unit'),
    (NORD, "parent", "nord", 'feature 0 (section "nord"), "parent": a section has no parent'),
    (FIRST, "parent", None, 'feature 3 (stairwell "1"), "parent": is missing; a stairwell belongs to a block'),
    (FIRST, "parent", "nord", '"nord" is a section; a stairwell belongs to a block'),
    (FIRST, "dwellings", None, 'feature 3, "dwellings": is missing'),
    (FIRST, "dwellings", -1, 'feature 3, "dwellings": is -1'),
    (FIRST, "dwellings", 8.5, 'feature 3, "dwellings": is 8.5'),
    (FIRST, "dwellings", True, 'feature 3, "dwellings": is True'),
    (FIRST, "dwellings", 10**30, 'feature 3, "dwellings"'),
    (FIRST, "place_unit", None, 'feature 3, "place_unit": is missing'),
    (FIRST, "place_unit", "B", 'feature 3 (stairwell "1"), "place_unit": no place unit has the code "B"'),
    (UNIT, "dwellings", 25, 'feature 2 (place_unit "A 1–3"), "dwellings": says 25, its stairwells have 24'),
]


@pytest.mark.parametrize(("feature", "name", "value", "sentence"), PROPERTY_REFUSALS)
def test_a_wrong_property_is_named(example, feature, name, value, sentence):
    example["features"][feature]["properties"][name] = value
    refused = refusal(example)
    assert all(line.startswith("file.geojson: feature ") for line in refused.splitlines())
    assert sentence in refused


@pytest.mark.parametrize("dwellings", [3, 0])
def test_a_unit_below_twenty_dwellings_is_refused(example, dwellings):
    example["features"][THIRD]["properties"]["dwellings"] = dwellings
    assert f'(place_unit "A 1–3"), "dwellings": {16 + dwellings} dwellings; a place unit has at least 20' in refusal(
        example
    )


def test_a_unit_of_twenty_is_large_enough(example):
    example["features"][THIRD]["properties"]["dwellings"] = 4
    assert plan.from_geojson(example, source="file.geojson").units[0].dwellings == 20


def test_a_unit_without_stairwells_is_refused(example):
    example["features"].append({"type": "Feature", "geometry": None, "properties": {"kind": "place_unit", "code": "B"}})
    assert "no stairwell names this place unit" in refusal(example)


def test_stairwells_far_apart_are_not_one_unit(example):
    shape = example["features"][THIRD]["geometry"]["coordinates"][0]
    example["features"][THIRD]["geometry"]["coordinates"][0] = [[x + 0.01, y] for x, y in shape]
    assert "its stairwells are not neighbours" in refusal(example)


def square(*corners):
    return {"type": "Polygon", "coordinates": [list(map(list, corners))]}


GEOMETRY_REFUSALS = [
    (None, "is missing; a stairwell is drawn"),
    ({"type": "Point", "coordinates": [12.3, 55.43]}, "its type is not one of Polygon, MultiPolygon"),
    ({"type": "GeometryCollection", "geometries": []}, "its type is not one of"),
    ("POLYGON ((0 0))", "its type is not one of"),
    ({"type": "Polygon"}, "coordinates are lists"),
    ({"type": "Polygon", "coordinates": []}, "has 0 positions"),
    ({"type": "Polygon", "coordinates": [12.3, 55.4]}, "do not make a Polygon"),
    ({"type": "Polygon", "coordinates": [[["12.3", "55.4"]]]}, "coordinates are lists"),
    ({"type": "Polygon", "coordinates": [[[math.nan, 55.4]]]}, "coordinates are lists"),
    ({"type": "Polygon", "coordinates": [[[10**400, 55.4]]]}, "coordinates are lists"),
    ({"type": "Polygon", "coordinates": [[[[[[12.3, 55.4]]]]]]}, "coordinates are lists"),
    (square((12, 55), (12, 56), (12, 55)), "is not valid: Too few points"),
    (square((12, 55), (12, 56)), "do not make a Polygon"),
    (square((12.3, 55.43), (12.31, 55.44), (12.31, 55.43), (12.3, 55.44), (12.3, 55.43)), "is not valid: Self-inter"),
    (square((181, 55), (182, 55), (182, 56), (181, 55)), "(181.0, 55.0) is outside"),
    (square((55, 91), (55, 92), (56, 92), (55, 91)), "(55.0, 91.0) is outside"),
]


@pytest.mark.parametrize(("geometry", "sentence"), GEOMETRY_REFUSALS)
def test_a_shape_that_cannot_be_is_refused(example, geometry, sentence):
    example["features"][FIRST]["geometry"] = geometry
    refused = refusal(example)
    assert refused.startswith('file.geojson: feature 3, "geometry": ')
    assert sentence in refused


def test_a_third_coordinate_is_dropped(example):
    example["features"][TORVET]["geometry"]["coordinates"] = [12.3002, 55.4306, 17.0]
    assert not plan.from_geojson(example, source="file.geojson").places[-1].geometry.has_z


def test_swapped_coordinates_are_noticed(example):
    example["features"][TORVET]["geometry"]["coordinates"] = [55.43, 12.3]
    assert "km wide; a neighbourhood is at most 20 km" in refusal(example)


def test_a_section_that_nothing_draws_is_refused(example):
    example["features"].append({"type": "Feature", "geometry": None, "properties": {"kind": "section", "code": "syd"}})
    assert '(section "syd"), "geometry": is missing, and no block in it is drawn' in refusal(example)


def test_every_problem_is_told_at_once(example):
    example["features"][FIRST]["properties"]["dwellings"] = None
    example["features"][TORVET]["properties"]["kind"] = "park"
    assert len(refusal(example).splitlines()) == 2


@pytest.mark.parametrize(
    "data", [None, [], "x", {}, {"type": "FeatureCollection"}, {"type": "Feature", "features": []}]
)
def test_what_is_no_feature_collection_is_refused(data):
    assert refusal(data) == "file.geojson: is not a GeoJSON FeatureCollection"


@pytest.mark.parametrize("feature", [None, 5, {}, {"type": "Feature"}, {"type": "Feature", "properties": []}])
def test_what_is_no_feature_is_refused(feature):
    assert refusal({"type": "FeatureCollection", "features": [feature]}).startswith("file.geojson: feature 0")


def test_a_plan_of_nothing_is_refused(example):
    assert refusal({**example, "features": []}) == "file.geojson: has no features"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"type": NaN}', "NaN is not a number"),
        (b"", "is not JSON"),
    ],
)
def test_an_unreadable_file_is_refused_by_name(tmp_path, content, sentence):
    path = tmp_path / "plan.geojson"
    path.write_bytes(content)
    with pytest.raises(plan.PlanRefused, match=re.escape(str(path))) as refused:
        plan.read(path)
    assert sentence in str(refused.value)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(plan.PlanRefused, match=r"none\.geojson: cannot be read: No such file"):
        plan.read(tmp_path / "none.geojson")


def test_a_byte_order_mark_does_not_matter(tmp_path):
    path = tmp_path / "plan.geojson"
    path.write_text(json.dumps(EXAMPLE), encoding="utf-8-sig")
    assert plan.read(path).name == "Engparken"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    feature=st.integers(0, 7),
    name=st.sampled_from(["kind", "code", "name", "parent", "place_unit", "dwellings"]),
    value=ANYTHING,
)
def test_any_property_is_read_or_refused(feature, name, value):
    data = copy.deepcopy(EXAMPLE)
    data["features"][feature]["properties"][name] = value
    _read_or_refused(data)


@given(
    feature=st.integers(0, 7), kind=st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon"]), value=ANYTHING
)
def test_any_geometry_is_read_or_refused(feature, kind, value):
    data = copy.deepcopy(EXAMPLE)
    data["features"][feature]["geometry"] = {"type": kind, "coordinates": value}
    _read_or_refused(data)


def _read_or_refused(data):
    with contextlib.suppress(plan.PlanRefused):
        assert plan.from_geojson(data, source="x").places
