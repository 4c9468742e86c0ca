"""Difference in differences, relative rates and synthetic controls against published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import differences, panel, relative_ratio, synthetic
from karlemose.stats.design import Chosen
from karlemose.stats.result import NoEstimate

PAIR = st.tuples(st.integers(1, 2000), st.floats(0.1, 100))
AREA = st.tuples(PAIR, PAIR)


@pytest.fixture
def california(rows):
    found = rows("causal/california_prop99.csv")
    states = sorted({row["state"] for row in found} - {"California"})
    values = {(row["state"], int(row["year"])): float(row["packs_per_capita"]) for row in found}
    years = sorted({year for _, year in values})
    return panel.panel(
        treated=[values["California", year] for year in years],
        others=[[values[state, year] for state in states] for year in years],
        number_before=sum(year < 1989 for year in years),
        names=tuple(states),
    )


@pytest.fixture
def restaurants(rows):
    found = [row for row in rows("causal/card_krueger_1994.csv") if row["fte"]]

    def values(new_jersey, after):
        return {row["id"]: float(row["fte"]) for row in found if (row["nj"], row["d"]) == (new_jersey, after)}

    return values


def changes(before, after):
    return [after[unit] - before[unit] for unit in before if unit in after]


def test_card_krueger_1994_table_3_means_and_difference(restaurants, expected):
    cells = {
        name: list(restaurants(state, when).values())
        for name, state, when in (
            ("treated_before", "1", "0"),
            ("treated_after", "1", "1"),
            ("control_before", "0", "0"),
            ("control_after", "0", "1"),
        )
    }
    result = differences.difference_in_differences(**cells, chosen=Chosen.BEFORE)
    assert result.estimate == pytest.approx(expected["card_krueger"]["computed"]["did_all"], abs=5e-5)
    assert [
        result.details[name] for name in ("control_before", "treated_before", "control_after", "treated_after")
    ] == (pytest.approx([23.33, 20.44, 21.17, 21.03], abs=5e-3))


def test_card_krueger_1994_balanced_sample(restaurants, expected):
    result = differences.difference_of_changes(
        treated_changes=changes(restaurants("1", "0"), restaurants("1", "1")),
        control_changes=changes(restaurants("0", "0"), restaurants("0", "1")),
        chosen=Chosen.BEFORE,
    )
    published = expected["card_krueger"]["computed"]
    assert result.estimate == pytest.approx(published["did_balanced"], abs=5e-5)
    assert result.details["se"] == pytest.approx(published["se_balanced"], abs=5e-5)
    assert result.sms == 3


def test_prop99_difference_arkhangelsky_2021_table_1(california, expected):
    result = panel.panel_difference(data=california, chosen=Chosen.BEFORE)
    assert result.estimate == pytest.approx(expected["prop99"]["computed"]["did"], abs=5e-4)
    assert result.details["se_placebo"] == pytest.approx(17.7, abs=0.6)


def test_prop99_synthetic_control_abadie_2010_arkhangelsky_2021(california, expected):
    result = synthetic.synthetic_control(data=california, chosen=Chosen.BEFORE)
    assert result.estimate == pytest.approx(expected["prop99"]["computed"]["sc_no_covariates"], abs=5e-3)
    assert result.details["last_gap"] == pytest.approx(expected["prop99"]["computed"]["sc_gap_2000"], abs=0.05)
    assert {"Utah", "Montana", "Nevada", "Connecticut"} <= set(result.details["weights"])
    assert sum(result.details["weights"].values()) == pytest.approx(1, abs=1e-3)
    assert result.p == pytest.approx(3 / 39)


def test_prop99_synthetic_difference_arkhangelsky_2021_table_1(california, expected):
    result = synthetic.synthetic_difference(data=california, chosen=Chosen.BEFORE)
    assert result.estimate == pytest.approx(expected["prop99"]["computed"]["sdid"], abs=1e-3)
    assert result.details["se_placebo"] == pytest.approx(8.4, abs=1.2)
    assert result.details["time_weights"][-3:] == pytest.approx([0.366, 0.206, 0.427], abs=1e-3)


def test_wheeler_ratcliffe_2018_counts_as_a_relative_rate_ratio():
    result = relative_ratio.relative_rate_ratio(treated=((207, 1), (110, 1)), control=((308, 1), (318, 1)))
    assert (result.estimate, *result.interval) == pytest.approx((0.5147, 0.3893, 0.6806), abs=5e-5)
    assert result.details["se_log_ratio"] == pytest.approx(0.14252, abs=5e-6)
    assert result.details["change_percent"] == pytest.approx(-48.5, abs=0.05)


@given(AREA, AREA)
def test_swapping_the_areas_inverts_the_relative_ratio(treated, control):
    one = relative_ratio.relative_rate_ratio(treated=treated, control=control)
    other = relative_ratio.relative_rate_ratio(treated=control, control=treated)
    assert (one.low, one.high, one.p) == pytest.approx((1 / other.high, 1 / other.low, other.p), rel=1e-6)


@given(st.permutations(range(6)), st.floats(-50, 50))
def test_order_of_units_and_a_common_change_do_not_matter(order, shift):
    treated, control = np.array([3.0, 1, 4, 1, 5, 9]), np.array([2.0, 7, 1, 8, 2, 8])
    one = differences.difference_of_changes(treated_changes=treated, control_changes=control)
    other = differences.difference_of_changes(
        treated_changes=treated[list(order)] + shift, control_changes=control + shift
    )
    assert (one.estimate, one.low, one.high) == pytest.approx((other.estimate, other.low, other.high), abs=1e-9)


@given(st.floats(0.1, 20), st.integers(0, 3))
def test_synthetic_control_scales_with_its_outcomes(factor, seed):
    table = np.random.default_rng(seed).normal(50, 5, (14, 6))
    one = synthetic.synthetic_control(data=panel.panel(treated=table[:, 0], others=table[:, 1:], number_before=9))
    scaled = table * factor
    other = synthetic.synthetic_control(data=panel.panel(treated=scaled[:, 0], others=scaled[:, 1:], number_before=9))
    assert other.estimate == pytest.approx(one.estimate * factor, rel=1e-3, abs=1e-6)


def test_a_treated_area_made_of_others_is_found_again():
    others = np.random.default_rng(4).normal(50, 8, (20, 5))
    treated = others @ np.array([0.5, 0.3, 0.2, 0, 0])
    treated[12:] -= 10
    result = synthetic.synthetic_control(data=panel.panel(treated=treated, others=others, number_before=12))
    assert result.estimate == pytest.approx(-10, abs=1e-2)
    assert list(result.details["weights"].values()) == pytest.approx([0.5, 0.3, 0.2], abs=1e-3)


def test_an_area_outside_the_others_is_warned_of():
    others = np.random.default_rng(4).normal(50, 1, (20, 5))
    data = panel.panel(treated=others.max(axis=1) + 30 + np.arange(20) / 10, others=others, number_before=12)
    assert "poor-fit" in [warning.code for warning in synthetic.synthetic_control(data=data).warnings]


def test_few_placebos_and_a_trend_of_its_own_are_warned_of():
    time = np.arange(20.0)
    others = np.random.default_rng(4).normal(50, 0.1, (20, 12))
    result = panel.panel_difference(data=panel.panel(treated=3 * time, others=others, number_before=12))
    assert {"few-placebos", "pre-trend"} <= {warning.code for warning in result.warnings}


def every_comparison(chosen):
    table = np.random.default_rng(1).normal(50, 5, (14, 6))
    data = panel.panel(treated=table[:, 0], others=table[:, 1:], number_before=9)
    yield lambda: differences.difference_of_changes(treated_changes=[1, 2], control_changes=[3, 5], chosen=chosen)
    yield lambda: relative_ratio.relative_rate_ratio(treated=((9, 1), (5, 1)), control=((9, 1), (8, 1)), chosen=chosen)
    yield lambda: panel.panel_difference(data=data, chosen=chosen)
    yield lambda: synthetic.synthetic_control(data=data, chosen=chosen)
    yield lambda: synthetic.synthetic_difference(data=data, chosen=chosen)


def test_a_comparison_chosen_after_seeing_the_data_is_refused():
    for method in every_comparison(Chosen.AFTER):
        with pytest.raises(NoEstimate, match="chosen after the data"):
            method()


def test_a_comparison_of_which_nobody_says_when_it_was_chosen_counts_as_level_two():
    for method in every_comparison(Chosen.UNSTATED):
        result = method()
        assert result.sms == 2
        assert "comparison-not-frozen" in [warning.code for warning in result.warnings]


def test_a_zero_among_four_counts_is_refused():
    with pytest.raises(NoEstimate, match="four counts is zero"):
        relative_ratio.relative_rate_ratio(treated=((9, 1), (0, 1)), control=((9, 1), (8, 1)))


@pytest.mark.parametrize("group", [[], [1.0], [1.0, np.nan]])
def test_a_group_too_small_to_differ_is_refused(group):
    with pytest.raises(NoEstimate):
        differences.difference_of_changes(treated_changes=group, control_changes=[1, 2])


def test_groups_without_any_spread_are_refused():
    with pytest.raises(NoEstimate, match="all alike"):
        differences.difference_of_changes(treated_changes=[1, 1], control_changes=[2, 2])


@pytest.mark.parametrize(
    ("treated", "others", "before"),
    [
        ([1, 2, 3, 4], [[1], [2], [3], [4]], 2),
        ([1, 2, 3, 4], [[1, 2], [2, 3], [3, np.nan], [4, 5]], 2),
        ([1, 2, 3, 4], [[1, 2], [2, 3], [3, 4]], 2),
        ([1, 2, 3, 4], [[1, 2], [2, 3], [3, 4], [4, 5]], 1),
        ([1, 2, 3, 4], [[1, 2], [2, 3], [3, 4], [4, 5]], 4),
    ],
)
def test_a_panel_with_gaps_or_without_two_sides_is_refused(treated, others, before):
    with pytest.raises(NoEstimate):
        panel.panel(treated=treated, others=others, number_before=before)


def test_areas_that_move_exactly_alike_are_refused():
    data = panel.panel(treated=[1, 2, 3, 4], others=[[1, 1], [2, 2], [3, 3], [4, 4]], number_before=2)
    with pytest.raises(NoEstimate, match="exactly alike"):
        panel.panel_difference(data=data)
