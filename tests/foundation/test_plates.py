"""One spelling for one plate, its country as far as the shape tells, and misreadings that are near but no further."""

import csv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from karlemose.foundation import plates
from karlemose.foundation.plates import NoPlate, near, normalise
from tests.observations.conftest import real_data

COUNTRIES = {"se": "SE", "de": "DE", "gb": "GB", "tr": "TR"}


def test_real_shapes_are_normalised_as_they_should_be():
    with real_data("danish/plate_format_cases.csv").open(encoding="utf-8", newline="") as cases:
        rows = list(csv.DictReader(cases))
    came = {row["raw"]: _normalised(row["raw"]) for row in rows}
    assert came == {row["raw"]: row["normalised"] for row in rows}


def test_real_shapes_tell_their_country_where_they_can():
    with real_data("danish/plate_format_cases.csv").open(encoding="utf-8", newline="") as cases:
        rows = [row for row in csv.DictReader(cases) if row["normalised"]]
    for row in rows:
        expected = COUNTRIES.get(row["note"][:2], "DK") if row["class"] == "foreign" else "DK"
        assert (row["raw"], normalise(row["raw"]).country) == (row["raw"], expected)


def _normalised(raw: str) -> str:
    try:
        return normalise(raw).normalised
    except NoPlate:
        return ""


@pytest.mark.parametrize(
    ("written", "normalised", "country"),
    [
        ("AB?2 345", "AB?2345", "DK"),
        ("qx 12 3*5", "QX123?5", "DK"),
        ("?? 12 345", "??12345", "DK"),
        ("DK-QX 12 345", "QX12345", "DK"),
        ("ab 12 cde", "AB12CDE", "GB"),
    ],
)
def test_what_was_not_seen_has_its_place(written, normalised, country):
    plate = normalise(written)
    assert (plate.normalised, plate.country, plate.as_written) == (normalised, country, written)
    assert plate.unknown == normalised.count("?")


def test_the_writers_country_wins_over_the_shape():
    assert normalise("WA 12345", country="pl").country == "PL"
    assert normalise("ABC-1234 X", country="LT").normalised == "ABC1234X"


@pytest.mark.parametrize("written", ["", "?", "????", "A", "A?", "AB;DROP", "AB 12 345 6", "ABCDEFGH", "12:30", "\0"])
def test_what_cannot_be_a_plate_is_refused(written):
    with pytest.raises(NoPlate):
        normalise(written)


@pytest.mark.parametrize("other", ["ABCDEFGHIJKLM", "AB;DROP"])
def test_saying_a_country_does_not_make_everything_a_plate(other):
    with pytest.raises(NoPlate):
        normalise(other, country="PL")


@pytest.mark.parametrize(
    ("plate", "other"),
    [
        ("QX12345", "QX12346"),  # one wrong
        ("QX12345", "QX12354"),  # two swapped
        ("QX12345", "OX12345"),  # looks alike
        ("QX12345", "QX1234"),  # one missing
        ("QX12345", "QX123455"),  # one too many
        ("QX12345", "QX?23?5"),  # not seen
        ("QX12385", "QX123B6"),  # looks alike, and one wrong
        ("BAB1234", "8AB1234"),
    ],
)
def test_a_misread_plate_is_near(plate, other):
    assert near(plate, [other]) == [other]
    assert near(other, [plate]) == [plate]


@pytest.mark.parametrize("other", ["QX12399", "RV12399", "QX54321", "XQ21345", "?????45", "QX1", ""])
def test_another_plate_is_not_near(other):
    assert near("QX12345", [other]) == []


def test_the_likeliest_stands_first():
    assert near("QX12345", ["QX12349", "QX1234?", "AA99999", "QX12345"]) == ["QX12345", "QX1234?", "QX12349"]


LETTERS, DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"
PLATES = some.builds(
    lambda letters, first, rest: letters + first + rest,
    some.text(LETTERS, min_size=2, max_size=2),
    some.sampled_from("123456789"),
    some.text(DIGITS, min_size=4, max_size=4),
)


@given(PLATES, some.sampled_from(["", " ", "-", ".", "\u200b", "\u00a0"]), some.booleans())
def test_gaps_and_case_do_not_matter(plate, gap, small):
    written = f"{plate[:2]}{gap}{plate[2:4]}{gap}{plate[4:]}"
    assert normalise(written.lower() if small else written).normalised == plate
    assert normalise(normalise(written).normalised).normalised == plate


@given(PLATES, some.integers(0, 6), some.sampled_from(LETTERS + DIGITS + "?"))
def test_one_mistake_is_always_near_both_ways(plate, at, letter):
    misread = plate[:at] + letter + plate[at + 1 :]
    assert near(plate, [misread]) == [misread]
    assert near(misread, [plate]) == [plate]


@given(PLATES, some.integers(0, 5))
def test_two_swapped_are_always_near(plate, at):
    swapped = plate[:at] + plate[at + 1] + plate[at] + plate[at + 2 :]
    assert near(plate, [swapped]) == [swapped]


@given(PLATES, PLATES)
def test_near_is_the_same_both_ways(one, other):
    assert bool(near(one, [other])) == bool(near(other, [one]))


@given(PLATES, PLATES)
def test_plates_that_differ_in_three_plain_places_are_not_near(one, other):
    differ = [
        here != there and not any(here in alike and there in alike for alike in plates._ALIKE)
        for here, there in zip(one, other, strict=True)
    ]
    assume(sum(differ) >= 3)
    assert near(one, [other]) == []


@given(some.text(max_size=40))
def test_any_text_is_a_plate_or_refused(text):
    try:
        plate = normalise(text)
    except NoPlate:
        return
    assert 2 <= len(plate.normalised) <= plates.LONGEST_PLATE
    assert normalise(plate.normalised, country=plate.country).normalised == plate.normalised
