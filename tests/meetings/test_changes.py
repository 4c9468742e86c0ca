"""New, rising, recurring, cooling: the rules, one by one, and what no rule may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.documents.content import Turn
from karlemose.foundation.clock import Week
from karlemose.meetings.changes import WEEKS_BEFORE, changes, compare, span, turn

WEEK = Week.parse("2026-W46")
LONG_AGO = Week.parse("2020-W01")
WEEKS = span(WEEK, first=LONG_AGO)


def series(this: int, *before: int, last_year: int = 0) -> dict[Week, int]:
    """This week's count, then the weeks before, nearest first."""
    counts = {WEEK: this} | {WEEK.previous(number): count for number, count in enumerate(before, start=1)}
    return counts | {WEEK.same_week_last_year(): last_year}


def turn_of(this: int, *before: int) -> Turn | None:
    found = series(this, *before)
    return turn(found, WEEKS, compare(found, WEEKS))


@pytest.mark.parametrize(
    ("this", "before", "expected"),
    [
        (1, [], Turn.NEW),
        (9, [0] * 8, Turn.NEW),
        (1, [0, 0, 0, 0, 0, 0, 0, 1], Turn.RECURRING),
        (3, [2, 3, 2, 4, 3, 2, 3, 3], Turn.RECURRING),
        (9, [1, 0, 1, 0, 1, 0, 1, 0], Turn.RISING),
        (0, [4, 5, 4, 6, 5, 4, 5, 4], Turn.COOLING),
        (0, [0, 1, 1, 1], Turn.COOLING),  # nothing for two weeks after three weeks with something
        (0, [0, 1, 1], None),
        (0, [1, 1, 1], None),  # last week there was something: too early to say
        (0, [], None),
    ],
)
def test_the_turn_of_a_pair(this, before, expected):
    assert turn_of(this, *before) is expected


def test_limits_are_exact():
    """Rate ratio of 9 in one week against 4 in eight, by the conditional exact method (Clopper–Pearson)."""
    comparison = compare(series(9, 1, 0, 1, 0, 1, 0, 1, 0), WEEKS)
    assert comparison.usual == pytest.approx(0.5)
    assert (comparison.usual_low, comparison.usual_high) == pytest.approx(
        (0.13624, 1.28020), abs=1e-5
    )  # Garwood: 4 / 8
    assert comparison.ratio == pytest.approx(18)
    assert comparison.ratio_low > 1


def test_last_year_is_the_mean_of_the_same_nine_weeks():
    assert compare(series(1, 1, last_year=18), WEEKS).last_year == pytest.approx(2.0)


def test_a_record_that_begins_this_week_is_compared_with_nothing():
    weeks = span(WEEK, first=WEEK)
    assert (weeks.before, weeks.last_year) == ((), ())
    found = series(5)
    assert compare(found, weeks).usual is None
    assert turn(found, weeks, compare(found, weeks)) is None


def test_weeks_before_the_record_began_are_not_counted_as_nothing():
    weeks = span(WEEK, first=WEEK.previous(3))
    assert weeks.before == (WEEK.previous(1), WEEK.previous(2), WEEK.previous(3))
    assert weeks.last_year == ()


def test_last_year_is_left_out_where_the_record_does_not_reach_all_of_it():
    a_year_ago = min(one.same_week_last_year() for one in WEEKS.before)
    assert span(WEEK, first=a_year_ago).last_year
    assert span(WEEK, first=a_year_ago.following()).last_year == ()


counts = st.integers(0, 40)


@given(counts, st.lists(counts, min_size=WEEKS_BEFORE, max_size=WEEKS_BEFORE))
def test_what_is_said_agrees_with_the_numbers(this, before):
    comparison = compare(series(this, *before), WEEKS)
    said = turn_of(this, *before)
    if said is Turn.NEW:
        assert (this > 0, sum(before)) == (True, 0)
    if said is Turn.RISING:
        assert this > comparison.usual
    if said is Turn.COOLING:
        assert this < comparison.usual
    if said is Turn.RECURRING:
        assert this * sum(before) > 0
    assert comparison.usual_low <= comparison.usual <= comparison.usual_high


@given(st.permutations(list(range(1, WEEKS_BEFORE + 1))))
def test_the_order_of_the_weeks_before_does_not_change_the_limits(order):
    plain, shuffled = series(3, *range(1, 9)), series(3, *order)
    assert compare(plain, WEEKS) == compare(shuffled, WEEKS)


def test_the_heaviest_stands_first_within_each_turn():
    table = {"few": series(1), "many": series(5), "gone": series(0, 9, 9, 9, 9, 9, 9, 9, 9)}
    assert [(one.pair, one.turn) for one in changes(table, WEEKS)] == [
        ("many", Turn.NEW),
        ("few", Turn.NEW),
        ("gone", Turn.COOLING),
    ]
