"""`karlemose neighbourhood add | list`, as somebody at the terminal types it."""

import json

import pytest
from click.testing import CliRunner

from karlemose.demo import estate
from karlemose.partners.neighbourhoods import neighbourhood
from karlemose.places import queries
from karlemose.tenancy.acting import acting_for


@pytest.fixture(autouse=True)
def another_partnership(cast):
    """A second one is there before the test begins: a command must say which is meant."""
    return cast.elsewhere


@pytest.fixture
def type_in(cast):
    def run(*words):
        return CliRunner().invoke(neighbourhood, [str(word) for word in words])

    return run


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.geojson"
    path.write_text(json.dumps(estate.plan()), encoding="utf-8")
    return path


def test_every_partner_reads_it_afterwards(cast, type_in, plan_file):
    result = type_in("add", "engparken", "--plan", plan_file, "--partnership", "moseby")
    made = queries.find_neighbourhood("engparken")
    assert (result.exit_code, made.name, made.timezone) == (0, "Karlemoseparken", "Europe/Copenhagen")
    assert "117 places in 50 place units" in result.output
    for name in ("caretaker", "officer", "kindergarten_leader", "board_member"):
        viewer = cast.home.viewer(name)
        with acting_for(cast.home.partnership.id, read_only=True):
            assert queries.neighbourhood_named(viewer, "engparken") == made
    assert made.id not in cast.elsewhere.viewer("officer").neighbourhoods


def test_without_a_plan_it_is_counted_in_squares(type_in):
    result = type_in("add", "boston", "--timezone", "America/New_York", "--partnership", "moseby", "--name", "Boston")
    assert (result.exit_code, "squares of 500 m" in result.output) == (0, True)
    assert queries.find_neighbourhood("boston").has_plan is False


def test_a_mistake_is_one_sentence(type_in):
    for words, sentence in (
        (["x"], "say which with --partnership (known: engby, moseby)"),
        (["x", "--partnership", "y"], "no partnership 'y' (known: engby, moseby)"),
        (["x", "--partnership", "engby", "--timezone", "Mars"], "'Mars' is no time zone"),
        (["X Y", "--partnership", "engby"], "slug: Use 1–50 small letters, digits and hyphens."),
        (["x", "--partnership", "engby", "--name", "a\nb"], "name: Use one line of 1–100 characters."),
        (["x", "--plan", "/nowhere/plan.geojson"], "/nowhere/plan.geojson: cannot be read: No such file"),
    ):
        result = type_in("add", *words)
        assert (result.exit_code != 0, "Traceback" in result.output) == (True, False)
        assert sentence in result.output


def test_a_slug_is_taken_once(type_in):
    type_in("add", "x", "--partnership", "moseby")
    result = type_in("add", "x", "--partnership", "moseby")
    assert "has a neighbourhood 'x' already" in result.output


def test_a_refused_plan_writes_nothing(type_in, plan_file):
    data = estate.plan()
    for feature in data["features"]:
        if feature["properties"]["kind"] == "stairwell":
            feature["properties"]["dwellings"] = 4
    plan_file.write_text(json.dumps(data), encoding="utf-8")
    result = type_in("add", "x", "--plan", plan_file, "--partnership", "moseby")
    assert "16 dwellings; a place unit has at least 20" in result.output
    with pytest.raises(queries.NoSuchNeighbourhood):
        queries.find_neighbourhood("x")


def test_the_list_says_how_each_is_counted(type_in, plan_file):
    type_in("add", "boston", "--partnership", "moseby")
    type_in("add", "engparken", "--partnership", "engby", "--plan", plan_file)
    assert type_in("list").output.splitlines() == [
        "engby/engparken  Karlemoseparken  Europe/Copenhagen  plan",
        "moseby/boston  boston  Europe/Copenhagen  squares of 500 m",
    ]
    assert type_in("list", "--partnership", "moseby").output.splitlines() == [
        "moseby/boston  boston  Europe/Copenhagen  squares of 500 m",
    ]
