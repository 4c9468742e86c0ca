"""Small cells hidden, and nothing beside them that gives them away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karlemose.stats import suppression
from karlemose.stats.result import NoEstimate
from karlemose.stats.suppression import Detail, Release

TABLES = st.integers(2, 4).flatmap(
    lambda rows: st.integers(2, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


def gaps(cells):
    return np.array([[cell is None for cell in row] for row in cells])


def test_law_and_method_3_6_example_hides_more_than_the_small_cell():
    found = suppression.suppress(table=[[3, 12], [9, 20]])
    assert found.primary == ((0, 0),)
    assert (0, 1) in found.secondary or (1, 0) in found.secondary
    assert not np.any(gaps(found.cells).sum(axis=0) == 1)
    assert not np.any(gaps(found.cells).sum(axis=1) == 1)


@given(TABLES)
@settings(max_examples=25)
def test_no_small_cell_is_shown_or_follows_from_the_shown(table):
    found = suppression.suppress(table=table)
    hidden = gaps(found.cells)
    assert not np.any(hidden.sum(axis=0) == 1)
    assert not np.any(hidden.sum(axis=1) == 1)
    assert all(cell is None or cell >= 5 for row in found.cells for cell in row)
    if not hidden.all():
        limits = suppression.ranges(cells=found.cells)
        assert all(high - low >= 5 - 1e-6 for place, (low, high) in limits.items() if place in found.primary)


@given(TABLES)
@settings(max_examples=25)
def test_what_is_shown_is_true(table):
    cells = suppression.suppress(table=table).cells
    whole = np.array(table)
    truth = np.vstack([np.hstack([whole, whole.sum(axis=1, keepdims=True)]), [*whole.sum(axis=0), whole.sum()]])
    assert all(cell in (None, truth[i, j]) for i, row in enumerate(cells) for j, cell in enumerate(row))


def test_a_table_without_small_cells_is_shown_whole():
    found = suppression.suppress(table=[[10, 12], [9, 20]])
    assert found.cells == ((10, 12, 22), (9, 20, 29), (19, 32, 51))
    assert found.primary == found.secondary == ()


def test_without_totals_the_small_cells_alone_are_hidden():
    assert suppression.suppress(table=[[3, 12], [9, 20]], totals=False).cells == ((None, 12), (9, 20))


def test_zeros_are_hidden_unless_asked_for():
    assert suppression.suppress(table=[[0, 12]], totals=False).cells == ((None, 12),)
    assert suppression.suppress(table=[[0, 12]], totals=False, show_zeros=True).cells == ((0, 12),)


def test_a_small_total_is_hidden_with_everything_that_would_tell_it():
    cells = suppression.suppress(table=[[1, 1], [40, 50], [30, 20]]).cells
    assert cells[0] == (None, None, None)


def test_the_range_of_a_lonely_gap_is_a_point():
    assert suppression.ranges(cells=[[None, 12, 15], [9, 20, 29], [12, 32, 44]]) == {(0, 0): (3.0, 3.0)}


def test_windows_that_differ_by_a_month_give_it_away():
    year = Release("year", frozenset(range(12)), 40)
    rest = Release("January to November", frozenset(range(11)), 38)
    assert suppression.differences(releases=[year, rest]) == [("year", "January to November", 2)]
    assert suppression.determined(releases=[year, rest]) == {11: 2.0}


def test_overlapping_areas_can_give_a_cell_away_though_none_lies_in_another():
    releases = [
        Release("A+B", frozenset("AB"), 30),
        Release("B+C", frozenset("BC"), 25),
        Release("A+C", frozenset("AC"), 51),
    ]
    assert suppression.differences(releases=releases) == []
    assert suppression.determined(releases=releases) == {"B": 2.0}


def test_releases_that_give_nothing_away():
    releases = [Release("A+B", frozenset("AB"), 30), Release("C", frozenset("C"), 25)]
    assert suppression.differences(releases=releases) == []
    assert suppression.determined(releases=releases) == {}
    assert suppression.determined(releases=[]) == {}


@pytest.mark.parametrize(
    ("households", "detail"),
    [
        (0, Detail.NOTHING),
        (19, Detail.NOTHING),
        (20, Detail.KEY_FIGURE),
        (50, Detail.FEW_INTERVALS),
        (99, Detail.FEW_INTERVALS),
        (100, Detail.MORE_INTERVALS),
        (149, Detail.MORE_INTERVALS),
        (150, Detail.EVERYTHING),
    ],
)
def test_map_detail_statistics_denmark_by_lifa(households, detail):
    assert suppression.map_detail(households=households) is detail


def test_shares_need_a_base_of_twenty():
    assert suppression.shares(counts={"safe": 10, "unsafe": 9}) == {"safe": None, "unsafe": None}


def test_a_single_hidden_share_takes_another_with_it():
    found = suppression.shares(counts={"safe": 40, "neither": 7, "unsafe": 3})
    assert found == {"safe": 80.0, "neither": None, "unsafe": None}


@pytest.mark.parametrize("table", [[], [1, 2], [[1, -2]], [[1.5, 2]], [[np.nan, 2]]])
def test_tables_that_are_none_are_refused(table):
    with pytest.raises(NoEstimate):
        suppression.suppress(table=table)
