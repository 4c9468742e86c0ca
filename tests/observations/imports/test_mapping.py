"""Columns are found, or the message says what to change."""

import pytest

from karlemose.observations.imports import mapping
from karlemose.observations.imports.problems import Unusable

BOSTON = ["case_id", "opened", "type", "title", "lat", "lon"]


def test_columns_are_found_by_mapping_and_by_their_own_name():
    fields = mapping.parse(["occurred_at=opened", "kind = type", "latitude=lat", "longitude=lon"])
    assert mapping.columns([*BOSTON, " Text "], fields) == {
        "occurred_at": 1,
        "kind": 2,
        "latitude": 4,
        "longitude": 5,
        "text": 6,
    }


def test_column_name_may_hold_an_equals_sign():
    assert mapping.parse(["kind=a=b"]) == {"kind": "a=b"}


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (["opened"], "write --map field=column"),
        (["kind="], "write --map field=column"),
        (["colour=type"], "no field 'colour'; the fields are occurred_at, kind, text"),
        (["kind=type", "kind=title"], "kind is mapped already, to 'type'"),
    ],
)
def test_mapping_that_is_none_is_refused(pairs, message):
    with pytest.raises(Unusable, match=message):
        mapping.parse(pairs)


@pytest.mark.parametrize(
    ("header", "pairs", "message"),
    [
        (BOSTON, ["occurred_at=when"], r"no column 'when'. The file's columns are: case_id, opened"),
        (BOSTON, ["kind=type"], "no column holds occurred_at; name it with --map occurred_at=COLUMN"),
        (BOSTON, ["occurred_at=opened"], "no column holds kind"),
        (BOSTON, ["occurred_at=opened", "kind=type", "latitude=lat"], "--map longitude=COLUMN"),
        (BOSTON, ["occurred_at=opened", "kind=type", "longitude=lon"], "--map latitude=COLUMN"),
        ([*BOSTON, "type"], ["occurred_at=opened", "kind=type"], "2 columns called 'type'"),
        (["Kind", "kind", "occurred_at"], [], "2 columns called 'kind'"),
        (["", "x"], [], r"columns are: \(no name\), x"),
    ],
)
def test_header_that_does_not_do_is_refused(header, pairs, message):
    with pytest.raises(Unusable, match=message):
        mapping.columns(header, mapping.parse(pairs))


def test_columns_that_can_point_to_a_person_are_taken_only_when_somebody_names_them():
    header = ["occurred_at", "kind", "plate", "description", "name"]
    assert mapping.columns(header, {}) == {"occurred_at": 0, "kind": 1}
    fields = mapping.parse(["plate=plate", "name=name"])
    assert mapping.columns(header, fields) == {"occurred_at": 0, "kind": 1, "plate": 2, "name": 4}
    assert mapping.protected(fields) == ["plate", "name"]


def test_what_holds_for_the_whole_file_needs_no_column():
    stated = mapping.stated(["kind=car", "act=damaged", "plate_country = us"])
    assert stated == {"kind": "car", "act": "damaged", "plate_country": "us"}
    assert mapping.columns(["opened", "kind"], {"occurred_at": "opened"}, given=stated) == {"occurred_at": 0}


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (["act"], "write --set FIELD=VALUE"),
        (["act="], "write --set FIELD=VALUE"),
        (["plate=QX 12 345"], "can be stated for a whole file is kind, act, plate_country, not 'plate'"),
        (["act=parked"], "what can have happened at a car is handed_over, threatened"),
        (["act=damaged", "act=loaded"], "act is stated already, as 'damaged'"),
        (["plate_country=USA"], "a country is two letters"),
    ],
)
def test_statement_that_is_none_is_refused(pairs, message):
    with pytest.raises(Unusable, match=message):
        mapping.stated(pairs)


def test_kind_is_stated_or_mapped_but_not_both():
    with pytest.raises(Unusable, match="kind is stated for the whole file and mapped to a column"):
        mapping.columns(BOSTON, mapping.parse(["occurred_at=opened", "kind=type"]), given={"kind": "car"})
