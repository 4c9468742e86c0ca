"""One row: taken in with what is doubtful counted, or refused with one reason; never half."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.observations.enums import Kind, NumberOfPeople, Sort
from karlemose.observations.imports import mapping, words
from karlemose.observations.imports.problems import Reason, Rejected
from karlemose.observations.imports.reading import Record
from karlemose.observations.imports.rows import Judge, Row

FIELDS = [*mapping.OPEN, *mapping.PROTECTED]
USUAL = {"occurred_at": "2015-06-01T12:00", "kind": "graffiti"}


@pytest.fixture
def judge() -> Judge:
    return new_judge()


def new_judge(**stated: str) -> Judge:
    columns = {field: number for number, field in enumerate(FIELDS)}
    now = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    return Judge(columns=columns, width=len(FIELDS), zone=ZoneInfo("Europe/Copenhagen"), at=now, stated=stated)


def record(**fields: str) -> Record:
    return Record(2, [({**USUAL, **fields}).get(field, "") for field in FIELDS])


def read(judge: Judge, **fields: str) -> Row:
    row = judge.read(record(**fields))
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("graffiti", Kind.GRAFFITI),
        (" Drug   Dealing ", Kind.DRUG_DEALING),
        ("drug_dealing", Kind.DRUG_DEALING),
        ("HÆRVÆRK", Kind.DAMAGE),
        ("Lås eller kælder brudt op", Kind.LOCK_FORCED),
        ("intet at melde", Kind.NOTHING),
        ("andet", Kind.OTHER),
    ],
)
def test_kind_of_ours_is_known_in_danish_english_and_by_code(judge, written, kind):
    row = read(judge, kind=written)
    assert (row.kind, row.kind_words, judge.numbers.other_kinds) == (kind, "", 0)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words_in_both_languages(kind):
    assert [words.kind_of(word) for word in (kind.value, words.DANISH[kind], words.ENGLISH[kind])] == [kind] * 3
    assert words.ENGLISH[kind] == str(kind.label).casefold() or str(kind.label).casefold() == words.DANISH[kind]


def test_kind_that_is_not_ours_is_kept_in_its_own_words(judge):
    row = read(judge, kind="  Street  Light Outages ")
    assert (row.kind, row.kind_words, judge.numbers.other_kinds) == (Kind.OTHER, "Street Light Outages", 1)


def test_words_of_a_kind_are_masked_and_shortened_never_refused(judge):
    row = read(judge, kind="ring 56 63 12 34 " + "x" * 500)
    assert row.kind_words.startswith("ring [telefon] xxx")
    assert (len(row.kind_words), row.kind_words[-1]) == (120, "…")
    assert (judge.numbers.masked, judge.numbers.shortened) == ({Sort.PHONE: 1}, 1)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("1", "1"),
        ("2", "2-4"),
        ("4", "2-4"),
        ("7", "5-10"),
        ("11", "more"),
        ("2-4", "2-4"),
        ("2 – 4", "2-4"),
        ("5–10", "5-10"),
        ("More", "more"),
        ("flere", "more"),
        (">10", "more"),
        ("", ""),
        (" ", ""),
    ],
)
def test_number_of_people_is_put_into_its_class(judge, written, people):
    assert read(judge, number_of_people=written).number_of_people == people
    assert judge.numbers.people_unclear == 0


@pytest.mark.parametrize("written", ["some", "0", "-3", "3-4", "½", "²", "2.5", "9" * 40])
def test_number_of_people_that_is_not_understood_is_left_empty_and_counted(judge, written):
    assert read(judge, number_of_people=written).number_of_people == ""
    assert judge.numbers.people_unclear == 1


def test_numbers_of_people_have_no_class_below_one():
    assert [NumberOfPeople.of(number) for number in (-1, 0)] == [None, None]


@pytest.mark.parametrize(
    ("latitude", "longitude", "position"),
    [
        ("55.43", "12.3", (12.3, 55.43)),
        ("55,43", "12,3", (12.3, 55.43)),
        (" 55.43 ", "-71.0648", (-71.0648, 55.43)),
        ("", " ", None),
    ],
)
def test_position_is_read(judge, latitude, longitude, position):
    assert read(judge, latitude=latitude, longitude=longitude).position == position
    assert judge.numbers.bad_position == 0


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("55.43", ""),
        ("", "12.3"),
        ("north", "east"),
        ("nan", "12"),
        ("inf", "12"),
        ("0", "0"),
        ("0.0", "-0.0"),
        ("91", "12"),
        ("55", "181"),
        ("1_0", "12"),
        ("٥٥", "12"),
        ("1e400", "12"),
    ],
)
def test_position_that_does_not_do_is_not_given_and_counted(judge, latitude, longitude):
    assert read(judge, latitude=latitude, longitude=longitude).position is None
    assert judge.numbers.bad_position == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Torvet", "Torvet"),
        ("Engvej 12, 3. tv.", "Engvej 12"),
        ("Engvej 12 st. th", "Engvej 12"),
        ("Engvej 12, 2. sal", "Engvej 12"),
        ("Engvej 12 B, lejl. 14", "Engvej 12 B"),
        ("12 Main St Apt 4B", "12 Main St"),
        ("opgang 43", "opgang 43"),
        ("H 50–52", "H 50–52"),
    ],
)
def test_place_in_words_loses_its_door(judge, written, kept):
    assert read(judge, place=written).place_words == kept


@pytest.mark.parametrize("piece", [" ", "1 ", ", ", "3. ", "st ", "1", "lejl. ", "tv", ".", "\u00a0"])
@pytest.mark.parametrize("field", ["place", "kind", "number_of_people", "latitude"])
def test_long_hostile_cell_comes_to_an_end(judge, field, piece):
    """Anything worse than linear would run for hours here."""
    judge.read(record(**{field: "x" + piece * (130_000 // len(piece))}))
    assert judge.numbers.accepted == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"occurred_at": ""}, Reason.TIME_MISSING),
        ({"kind": " "}, Reason.KIND_MISSING),
        ({"text": "x" * 4001}, Reason.TEXT_TOO_LONG),
        ({"text": "a@b.dk " * 571}, Reason.TEXT_TOO_LONG),  # 3,997 characters, more when masked
        ({"text": "nul \0 inside"}, Reason.NUL),
        ({"text": "not a letter \udcf8"}, Reason.UNREADABLE),
        ({"reference": "x" * 201}, Reason.REFERENCE_TOO_LONG),
    ],
)
def test_row_that_does_not_do_is_refused_for_one_reason_and_counts_nothing_else(judge, fields, reason):
    with pytest.raises(Rejected) as rejected:
        judge.read(record(**fields, number_of_people="some"))
    assert rejected.value.reason is reason
    flat = {name: number for name, number in judge.numbers.flat().items() if number}
    assert flat == {"read": 1, f"rejected_{reason.value}": 1, "given_back": 1}


def test_text_as_long_as_may_be_is_kept_whole(judge):
    assert len(read(judge, text="æ" * 4000).text) == 4000


@pytest.mark.parametrize("cells", [[], ["2015-06-01"], ["2015-06-01", "noise", *[""] * 9, "one more"]])
def test_ragged_row_is_refused(judge, cells):
    with pytest.raises(Rejected) as rejected:
        judge.read(Record(2, cells))
    assert rejected.value.reason is Reason.RAGGED


def test_empty_cells_behind_the_last_column_do_no_harm(judge):
    assert judge.read(Record(2, [*record().cells, "", ""])) is not None


def test_reference_that_is_a_persons_number_is_replaced_by_the_rows_digest(judge):
    row = read(judge, reference="211062-5629")
    assert row.reference.startswith("row:")
    assert (len(row.reference), judge.numbers.masked) == (44, {Sort.CPR: 1})


def test_row_without_a_reference_has_its_digest(judge):
    first, second = read(judge, text="one").reference, read(judge, text="two").reference
    assert first != second
    assert new_judge().read(record(text="one")).reference == first


def test_reference_cannot_pretend_to_be_a_digest(judge):
    assert read(judge, reference="row:mine").reference != "row:mine"


def test_same_row_again_is_counted_and_the_same_reference_again_is_given_back(judge):
    read(judge, text="same")
    assert judge.read(record(text="same")) is None
    read(judge, reference="a", text="one")
    with pytest.raises(Rejected) as rejected:
        judge.read(record(reference="a", text="two"))
    assert rejected.value.reason is Reason.REPEATED
    assert (judge.numbers.read, judge.numbers.accepted, judge.numbers.repeated) == (4, 2, 2)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20), max_size=8), max_size=12))
def test_every_row_is_counted_once(rows):
    judge, taken = new_judge(), 0
    for fields in rows:
        try:
            taken += judge.read(record(**fields)) is not None
        except Rejected:
            continue
    numbers = judge.numbers
    assert numbers.read == len(rows) == numbers.accepted + numbers.repeated + numbers.number_rejected
    assert numbers.accepted == taken


def test_days_and_months_that_say_the_same_may_be_two_and_each_is_taken(judge):
    month = [read(judge, occurred_at="2016-07", kind="Burglary").reference for _ in range(3)]
    day = [read(judge, occurred_at="2016-07-04", kind="Burglary").reference for _ in range(2)]
    assert len({*month, *day}) == 5
    again = new_judge()
    assert [read(again, occurred_at="2016-07", kind="Burglary").reference for _ in range(3)] == month
    assert (judge.numbers.month_only, judge.numbers.day_only, judge.numbers.repeated) == (3, 2, 0)


def test_reference_that_is_made_tells_nothing_of_what_is_protected_or_masked(judge):
    plain = read(judge, text="[nummerplade] holdt der").reference
    other = new_judge(act="damaged")
    assert (
        read(other, text="QX 12 345 holdt der", plate="QX 12 345", name="Bo", description="rød jakke").reference
        == plain
    )
    second = read(other, text="QX 12 345 holdt der", plate="QX 54 321", name="Bo", description="rød jakke").reference
    assert second == f"{plain}#2"


def test_plate_is_kept_with_what_happened_at_the_car_and_dropped_without(judge):
    stated = new_judge(act="damaged")
    told = read(stated, plate="qx 12 345").told
    assert told is not None
    assert (told.plate, told.plate_as_written, told.plate_country, told.act) == (
        "QX12345",
        "qx 12 345",
        "DK",
        "damaged",
    )
    assert told.says_what_happened
    assert read(judge, plate="QX 12 345").told is None
    assert (stated.numbers.plates, stated.numbers.plates_dropped) == (1, 0)
    assert (judge.numbers.plates, judge.numbers.plates_dropped, judge.numbers.particulars) == (0, 1, 0)


@pytest.mark.parametrize("act", ["only_parked", "other"])
def test_plate_of_a_parked_car_or_of_something_that_nobody_describes_is_dropped(act):
    judge = new_judge(act=act)
    assert read(judge, plate="QX 12 345").told is None
    assert judge.numbers.plates_dropped == 1


def test_something_else_needs_words_beside_it():
    judge = new_judge(act="other")
    told = read(judge, plate="QX 12 345", description="ruden blev slået ind").told
    assert told is not None
    assert (told.plate, told.act) == ("QX12345", "other")


@pytest.mark.parametrize("written", ["no plates", "NONE", "unknown", "?", "x" * 500])
def test_words_that_are_no_plate_are_left_out_and_counted(written):
    judge = new_judge(act="damaged")
    assert read(judge, plate=written).told is None
    assert (judge.numbers.plates_unclear, judge.numbers.plates_dropped) == (1, 0)


def test_description_and_names_are_kept_as_written_but_for_a_cpr_number(judge):
    told = read(judge, description=" høj, rød jakke, 56 63 12 34 ", name="Bo, 211062-5629").told
    assert told is not None
    assert (told.description, told.names, told.plate) == ("høj, rød jakke, 56 63 12 34", "Bo, [CPR]", "")
    assert judge.numbers.masked == {Sort.CPR: 1}
    assert read(judge, text="a car").told is None


@pytest.mark.parametrize("fields", [{"description": "x" * 4001}, {"name": "x" * 1001}])
def test_particulars_that_are_too_long_are_refused_never_cut(judge, fields):
    with pytest.raises(Rejected) as rejected:
        judge.read(record(**fields))
    assert rejected.value.reason is Reason.PARTICULARS_TOO_LONG


def test_kind_may_be_stated_for_the_whole_file():
    assert read(new_judge(kind="car"), kind="whatever").kind is Kind.CAR


def test_plate_of_the_row_is_masked_in_its_text_too_whatever_its_shape():
    judge = new_judge(act="damaged", plate_country="US")
    row = read(judge, plate="193AP2", text="193 ap2 again, not 1193AP2, since May")
    assert row.text == "[nummerplade] again, not 1193AP2, since May"
    assert judge.numbers.masked == {Sort.PLATE: 1}


@pytest.mark.parametrize("plate", ["", "12", "no plates at all on this one", "((((", "a+b*"])
def test_words_in_the_plates_column_hide_nothing_of_the_text(judge, plate):
    assert read(judge, plate=plate, text="no 12 was blocked (a+b*)").text == "no 12 was blocked (a+b*)"
