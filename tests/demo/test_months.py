"""The sums of the story's months: the award entry's own totals, and what its doubts rest on."""

from calendar import monthrange
from dataclasses import fields

import pytest

from karlemose.demo.months import Month, between, months

COUNTED = [field.name for field in fields(Month) if field.name not in {"starts_on", "participants"}]
CUTS = {  # before and after, under every reading of the entry's periods
    "A": (("2016-01", "2018-01"), ("2018-02", "2018-09")),
    "B": (("2016-01", "2018-01"), ("2018-02", "2018-08")),
    "B, a month later": (("2016-01", "2018-01"), ("2018-03", "2018-09")),
    "C": (("2016-01", "2018-02"), ("2018-03", "2018-09")),
    "D": (("2016-01", "2018-02"), ("2018-02", "2018-09")),
    "F": (("2016-01", "2018-02"), ("2018-03", "2018-08")),
}


def summed(name, first="2016-01", last="2018-09"):
    return sum(getattr(month, name) for month in between(first, last))


def test_thirty_three_months_without_a_gap():
    first_days = [(2016 + number // 12, number % 12 + 1) for number in range(33)]
    assert [(month.starts_on.year, month.starts_on.month) for month in months()] == first_days


@pytest.mark.parametrize("cut", CUTS)
def test_85_reports_before_and_9_after_however_the_periods_are_cut(cut):
    before, after = CUTS[cut]
    assert (summed("reports", *before), summed("reports", *after)) == (85, 9)


@pytest.mark.parametrize(
    ("name", "total"),
    [
        *(("reports", 94), ("graffiti", 124), ("moves_out", 212), ("naming_the_group", 23), ("threats", 17)),
        *(("locks", 88), ("days_withdrawn", 168), ("arrests", 20), ("meetings", 31), ("visits", 7)),
    ],
)
def test_the_sums_of_the_whole_story(name, total):
    assert summed(name) == total


def test_no_graffiti_since_february_2018():
    assert [month.starts_on for month in between("2018-02", "2018-09") if month.graffiti] == []


def test_families_named_the_group_from_april_2017_to_january_2018_and_never_else():
    naming = [month for month in months() if month.naming_the_group]
    assert tuple(naming) == between("2017-04", "2018-01")


def test_all_arrests_fall_into_2017_and_january_2018():
    assert summed("arrests", "2017-01", "2018-01") == 20


def test_twenty_of_the_85_lie_before_the_crisis():
    assert summed("reports", "2016-01", "2017-03") == 20
    after, before = summed("reports", "2018-02", "2018-09") / 8, 20 / 15
    assert after / before == pytest.approx(0.84, abs=0.005)


def test_the_reports_are_more_clustered_than_chance():
    means = {True: 85 / 25, False: 9 / 8}
    squares = [
        (month.reports - means[month in between("2016-01", "2018-01")]) ** 2
        / means[month in between("2016-01", "2018-01")]
        for month in months()
    ]
    assert sum(squares) / (len(squares) - 2) == pytest.approx(2.08, abs=0.005)


def test_57_locks_were_changed_for_the_cellars():
    assert summed("locks", "2017-08", "2018-02") == 57


@pytest.mark.parametrize("name", COUNTED)
def test_no_number_is_negative(name):
    assert all(getattr(month, name) >= 0 for month in months())


def test_no_month_has_more_withdrawn_days_than_days():
    assert all(month.days_withdrawn <= monthrange(month.starts_on.year, month.starts_on.month)[1] for month in months())


def test_whoever_named_the_group_moved_out():
    assert all(month.naming_the_group <= month.moves_out for month in months())
