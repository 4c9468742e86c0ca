"""The only writes to neighbourhoods and places, each with its line in the ledger."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.places import actions
from karlemose.places.locating import locate
from karlemose.places.models import Neighbourhood, Place, PlaceUnit
from karlemose.tenancy.acting import acting_for
from tests.places.conftest import located


def lines(cast, event):
    with acting_for(cast.home.partnership.id):
        rows = Entry.objects.unscoped("what a test left").filter(event=event).order_by("id")
        return [json.loads(row.body) for row in rows]


def add(cast, now, **changes):
    facts = {"slug": "engparken", "name": "Engparken", "timezone": "Europe/Copenhagen", **changes}
    return actions.add_neighbourhood(by=facts.pop("by", cast.home.command), at=now, **facts)


def test_a_neighbourhood_leaves_two_lines_with_its_plan(cast, engparken):
    (added,) = lines(cast, "places.neighbourhood.added")
    (loaded,) = lines(cast, "places.plan.loaded")
    assert added["detail"] == {"slug": "engparken", "timezone": "Europe/Copenhagen"}
    assert loaded["detail"] == {"places": 7, "units": 3, "dwellings": 24, "digest": engparken.plan_digest}
    assert added["subjects"] == loaded["subjects"] == [f"neighbourhood:{engparken.id}"]
    assert added["actor"].startswith("command:")


def test_a_plan_becomes_a_tree_of_places(cast, engparken):
    with acting_for(cast.home.partnership.id):
        rows = Place.objects.unscoped("what a test made").select_related("parent", "place_unit").order_by("order")
        found = [
            (row.kind, row.code, row.parent and row.parent.code, row.place_unit and row.place_unit.code) for row in rows
        ]
    assert found == [
        ("section", "nord", None, None),
        ("block", "A", "nord", None),
        ("stairwell", "1", "A", "A 1–3"),
        ("stairwell", "2", "A", "A 1–3"),
        ("stairwell", "3", "A", "A 1–3"),
        ("cellar", "K-A", "A", "K-A"),
        ("outdoor", "torvet", None, "torvet"),
    ]


def test_a_neighbourhood_without_plan_has_no_places(cast, byen):
    assert (byen.has_plan, byen.latitude, byen.longitude) == (False, None, None)


def test_a_slug_is_taken_once(cast, now, engparken):
    with pytest.raises(actions.SlugTaken, match="has a neighbourhood 'engparken' already"):
        add(cast, now)


def test_the_same_slug_in_another_partnership_is_free(engparken, theirs):
    assert engparken.partnership_id != theirs.partnership_id


def test_an_unknown_time_zone_is_refused(cast, now):
    for timezone in ("Europe/Kopenhagen", "", "../etc/passwd", "/etc/localtime", "Europe", "CET CEST"):
        with pytest.raises(actions.UnknownTimeZone, match="is no time zone; write it like Europe/Copenhagen"):
            add(cast, now, timezone=timezone)


def test_a_slug_that_cannot_stand_in_an_address_is_refused(cast, now):
    for slug in ("Eng Parken", "", "æble", "-a", "a" * 51):
        with pytest.raises(ValidationError):
            add(cast, now, slug=slug)


def test_a_name_is_one_line(cast, now):
    for name in ("", "  ", "Eng\nparken", "Eng\x00parken", "x" * 101):
        with pytest.raises(ValidationError):
            add(cast, now, name=name)


def test_nobody_at_a_desk_lays_out_a_neighbourhood(cast, now):
    for name in ("caretaker", "manager", "officer", "board_member"):
        with override("en"), pytest.raises(NotAllowed, match="Only whoever runs the installation"):
            add(cast, now, by=cast.home.viewer(name))


def test_another_partnerships_neighbourhood_gets_no_squares(cast, theirs):
    with acting_for(cast.home.partnership.id), pytest.raises(Neighbourhood.DoesNotExist):
        locate(neighbourhood_id=theirs.id, positions=[])


def test_squares_are_made_as_positions_need_them(byen):
    here, near, there = (-71.0589, 42.3601), (-71.0588, 42.3602), (-71.1, 42.3)
    made = located(byen, here, None, near, there)
    assert made.squares_added == 2
    first, nowhere, second, third = made.place_ids
    assert (nowhere, first == second, first == third) == (None, True, False)


def test_squares_are_made_once_and_the_grid_stays(byen):
    first, far, again = (located(byen, one) for one in ((-71.06, 42.36), (-73.5, 44.5), (-71.06, 42.36)))
    assert (first.squares_added, far.squares_added, again.squares_added) == (1, 1, 0)
    assert again.place_ids == first.place_ids


def test_positions_in_a_planned_neighbourhood_find_its_places(cast, engparken):
    inside, at_the_square, at_sea = (12.30007, 55.43005), (12.3002, 55.4306), (12.2, 55.4)
    found = located(engparken, inside, at_the_square, at_sea)
    with acting_for(cast.home.partnership.id):
        codes = dict(Place.objects.unscoped("what a test made").values_list("id", "code"))
    assert [codes.get(identity) for identity in found.place_ids] == ["1", "torvet", None]
    assert found.squares_added == 0


def test_the_database_itself_refuses_a_small_unit(cast, engparken):
    unit = PlaceUnit(
        partnership_id=cast.home.partnership.id, neighbourhood=engparken, code="X", name="X", order=9, geometry={}
    )
    for unit.kind, unit.dwellings in (
        *(("stairwells", 19), ("stairwells", None), ("cellar", 24), ("outdoor", 0), ("square", 20)),
    ):
        with (
            acting_for(cast.home.partnership.id),
            pytest.raises(IntegrityError, match="places_placeunit_large_enough"),
            transaction.atomic(),
        ):
            unit.save()


def test_a_place_of_another_partnership_cannot_be_a_parent(cast, engparken, theirs):
    with acting_for(cast.elsewhere.partnership.id):
        block = Place.objects.unscoped("what a test made").get(code="A")
        unit = PlaceUnit.objects.unscoped("what a test made").get(code="A 1–3")
    place = Place(
        partnership_id=cast.home.partnership.id,
        neighbourhood=engparken,
        kind="stairwell",
        code="9",
        name="9",
        order=9,
        dwellings=8,
        parent=block,
        place_unit=unit,
        geometry={},
    )
    with acting_for(cast.home.partnership.id), pytest.raises(IntegrityError, match="_walls"), transaction.atomic():
        place.save()


def test_a_neighbourhood_lies_on_earth(cast, byen):
    for byen.latitude, byen.longitude in ((55.4, None), (None, 12.3), (91, 12.3), (55.4, 181)):
        with (
            acting_for(cast.home.partnership.id),
            pytest.raises(IntegrityError, match="places_neighbourhood_origin_on_earth"),
            transaction.atomic(),
        ):
            byen.save()
