"""The chart, the map and their five blues."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.documents import charts, maps, shading, text
from karlemose.documents.content import Label, Language, Plan, Unit
from karlemose.documents.phrases import Phrases
from karlemose.documents.render import FONTS
from karlemose.documents.text import Cleaner
from tests.documents import samples

DANISH = Phrases(Language.DANISH)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def cleaner() -> Cleaner:
    return Cleaner(text.glyphs(FONTS / text.REGULAR))


@given(st.lists(st.integers(min_value=0, max_value=100_000)))
def test_each_count_has_a_step_and_the_largest_the_last(counts):
    limits = shading.edges(counts)
    different = {count for count in counts if count}
    assert len(limits) == min(len(different), 5)
    assert list(limits) == sorted(set(limits))
    steps = [shading.step(count, limits) for count in sorted(different)]
    assert steps == sorted(steps)
    assert set(steps) == set(range(len(limits)))


def test_one_large_place_pales_no_other():
    assert shading.edges([1, 1, 2, 3, 4, 5, 6, 8, 12, 861]) == (2, 4, 6, 12, 861)


def test_darker_means_more_also_without_colour():
    lightness = [sum(int(blue[at : at + 2], 16) for at in (1, 3, 5)) for blue in shading.BLUES]
    assert lightness == sorted(lightness, reverse=True)


def test_red_never_says_many():
    assert [blue for blue in shading.BLUES if int(blue[1:3], 16) >= int(blue[5:7], 16)] == []


def test_no_counts_have_no_steps():
    assert (shading.edges([]), shading.edges([0, 0]), shading.colour(0, ())) == ((), (), shading.NOTHING)


def test_legend_names_every_count_once():
    assert [words for _, words in shading.legend(shading.edges(range(10)))] == ["1–2", "3–4", "5–6", "7–8", "9"]


@pytest.mark.parametrize("language", list(Language))
def test_chart_is_the_same_bytes_and_tells_each_hour(language):
    matrix = samples.hours_of(samples.rows(60))
    drawn = [charts.hours(matrix, phrases=Phrases(language), fonts=FONTS) for _ in range(2)]
    assert drawn[0] == drawn[1]
    texts = [element.text for element in ET.fromstring(drawn[0]).iter(f"{SVG}text")]
    days = [Phrases(language).weekday(number, short=True) for number in range(7)]
    hours = [f"{hour:02d}" for hour in range(24)]
    counts = [str(count) for day in matrix for count in day if count]
    assert sorted(texts) == sorted([*days, *hours, *counts, *(str(sum(day)) for day in matrix)])


def test_chart_keeps_the_days_in_order():
    drawn = ET.fromstring(charts.hours(samples.hours_of(samples.rows(60)), phrases=DANISH, fonts=FONTS))
    texts = [element.text for element in drawn.iter(f"{SVG}text")]
    days = [DANISH.weekday(number, short=True) for number in range(7)]
    assert [words for words in texts if words in days] == days


def test_map_draws_units_buildings_names_and_numbers(cleaner):
    plan = samples.plan({"Torvet": 9, "Tunnelen": 4})
    root = ET.fromstring(maps.draw(plan, cleaner))
    paths = [path.get("fill") for path in root.findall(f"{SVG}path")]
    assert paths.count(shading.BUILDING) == len(plan.buildings)
    assert paths.count("url(#unknown)") == 2
    assert (paths.count(shading.BLUES[1]), paths.count(shading.BLUES[3])) == (1, 1)
    assert paths.count("none") == len(plan.units) - 4
    words = [element.text for element in root.findall(f"{SVG}text")]
    assert words[-2:] == ["1", "2"]
    assert set(words[:-2]) == {label.text for label in plan.labels}


def test_map_and_legend_have_the_same_blues_whatever_cannot_be_drawn(cleaner):
    ring = (samples.box(0, 0, 1, 1),)
    units = [Unit(name=str(count), rings=ring, count=count) for count in (1, 2)]
    plan = Plan(units=(*units, Unit(name="without a drawing", rings=(), count=9)))
    paths = ET.fromstring(maps.draw(plan, cleaner)).findall(f"{SVG}path")
    assert [path.get("fill") for path in paths] == [colour for colour, _ in shading.legend(maps.limits(plan))]


def test_map_numbers_never_cover_each_other(cleaner):
    ring = samples.box(0, 0, 5, 5)
    crowd = Plan(units=tuple(Unit(name=f"U{number}", rings=(ring,), count=1) for number in range(30)))
    far = Unit(name="far", rings=(samples.box(300, 300, 305, 305),), count=0)
    root = ET.fromstring(maps.draw(Plan(units=(*crowd.units, far)), cleaner))
    spots = [complex(float(circle.get("cx")), float(circle.get("cy"))) for circle in root.findall(f"{SVG}circle")]
    assert len(spots) == maps.LISTED
    apart = [abs(one - other) for at, one in enumerate(spots) for other in spots[at + 1 :]]
    assert min(apart) > 33


def test_map_lists_most_first_and_keeps_the_order_of_the_plan_among_equals():
    ring = (samples.box(0, 0, 1, 1),)
    counts = {"A": 1, "B": 3, "C": 1, "D": 0, "E": None}
    units = tuple(Unit(name=name, rings=ring, count=count) for name, count in counts.items())
    assert [unit.name for unit in maps.most(Plan(units=units))] == ["B", "A", "C"]


def test_map_in_degrees_is_as_wide_as_the_ground(cleaner):
    """At 55.43° north a degree of longitude is 0.567 degrees of latitude."""
    ring = samples.box(12.30, 55.43, 12.31, 55.43567)
    root = ET.fromstring(maps.draw(Plan(units=(Unit(name="U", rings=(ring,), count=1),), is_lon_lat=True), cleaner))
    assert float(root.get("width")) == pytest.approx(float(root.get("height")), rel=0.002)


def test_map_of_one_point_is_drawn(cleaner):
    unit = Unit(name="U", rings=(((5.0, 5.0),) * 4,), count=1)
    assert maps.draw(Plan(units=(unit,)), cleaner).startswith("<svg")


def test_map_names_never_become_markup(cleaner):
    plan = Plan(
        units=(Unit(name="U", rings=(samples.box(0, 0, 1, 1),), count=1),),
        labels=(Label(text="</text><script>&", at=(0, 0)),),
    )
    root = ET.fromstring(maps.draw(plan, cleaner))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "defs", "pattern", "rect", "path", "text", "circle",
    }  # fmt: skip


def test_map_without_a_point_is_refused(cleaner):
    with pytest.raises(ValueError, match="at least one point"):
        maps.draw(Plan(units=()), cleaner)
