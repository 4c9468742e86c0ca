"""Wald, quasi-Poisson, negative binomial, E-test and Jeffreys against published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import rates, ratios
from karlemose.stats.result import NoEstimate

POSITIVE = st.tuples(st.integers(1, 5000), st.floats(0.1, 1000))
ALL_RATIOS = [ratios.wald_rate_ratio, ratios.jeffreys_rate_ratio, ratios.e_test_rate_ratio]


@pytest.mark.parametrize(("counts", "p"), [((0, 3), 0.0884), ((6, 2), 0.1749)])
def test_e_test_krishnamoorthy_thomson_2004(counts, p):
    assert ratios.e_test_rate_ratio(before=(counts[1], 1), after=(counts[0], 1)).p == pytest.approx(p, abs=5e-5)


def test_e_test_stands_beside_the_score_interval_of_gu_2008():
    result = ratios.e_test_rate_ratio(before=(85, 25), after=(9, 8))
    assert result.interval == pytest.approx((0.1686, 0.6493), abs=5e-5)


def test_e_test_refuses_counts_it_would_sum_over_for_hours():
    with pytest.raises(NoEstimate, match="20,000"):
        ratios.e_test_rate_ratio(before=(10**6, 1), after=(10**6, 1))


def test_wald_mccullagh_nelder_widened_by_phi():
    plain, wide = (ratios.wald_rate_ratio(before=(85, 25), after=(9, 8), phi=phi) for phi in (1, 4))
    assert plain.details["se_log_ratio"] == pytest.approx(0.350536, abs=5e-7)
    assert wide.details["se_log_ratio"] == pytest.approx(2 * 0.350536, abs=1e-6)


def test_jeffreys_posterior_of_the_award_entry():
    result = ratios.jeffreys_rate_ratio(before=(85, 25), after=(9, 8))
    assert (result.estimate, *result.interval) == pytest.approx((0.3364, 0.1591, 0.6284), abs=5e-5)
    assert result.details["p_below_one"] == pytest.approx(0.99986, abs=5e-6)
    assert result.details["p_below_half"] == pytest.approx(0.886, abs=5e-4)


def test_jeffreys_answers_where_one_side_is_empty():
    result = ratios.jeffreys_rate_ratio(before=(12, 12), after=(0, 6))
    assert 0 < result.low < result.estimate < result.high < 1


@pytest.mark.parametrize("method", [ratios.wald_rate_ratio, ratios.quasi_poisson_rate_ratio])
def test_a_logarithm_of_zero_is_refused(method):
    data = (
        {"before": (12, 12), "after": (0, 6)}
        if method is ratios.wald_rate_ratio
        else {"before": [3, 2, 1], "after": [0] * 3}
    )
    with pytest.raises(NoEstimate, match="log ratio does not exist"):
        method(**data)


@given(POSITIVE, POSITIVE)
def test_every_road_gives_nearly_one_answer(before, after):
    exact = rates.rate_ratio(before=before, after=after)
    for method in ALL_RATIOS:
        result = method(before=before, after=after)
        assert result.low <= result.estimate <= result.high
        assert exact.low / 3 <= result.estimate <= exact.high * 3


@given(POSITIVE, POSITIVE)
def test_swapping_the_periods_inverts_wald_and_jeffreys(before, after):
    for method in (ratios.wald_rate_ratio, ratios.jeffreys_rate_ratio):
        one, other = method(before=before, after=after), method(before=after, after=before)
        assert (one.low, one.high) == pytest.approx((1 / other.high, 1 / other.low), rel=1e-5)


def test_quasi_poisson_is_wald_with_pearsons_phi_by_hand():
    before, after = [4, 0, 9, 2, 5, 10, 0, 6], [1, 0, 4, 2]
    y, mean = np.array(before + after, float), np.repeat([4.5, 1.75], [8, 4])
    phi = float(np.sum((y - mean) ** 2 / mean) / 10)
    result = ratios.quasi_poisson_rate_ratio(before=before, after=after)
    by_hand = ratios.wald_rate_ratio(before=(36, 8), after=(7, 4), phi=phi)
    assert result.details["phi"] == pytest.approx(phi, rel=1e-9)
    assert result.interval == pytest.approx(by_hand.interval, rel=1e-9)


def test_quasi_poisson_never_shortens_what_poisson_gives():
    result = ratios.quasi_poisson_rate_ratio(before=[5, 5, 5, 5], after=[4, 4, 4])
    poisson = ratios.wald_rate_ratio(before=(20, 4), after=(12, 3))
    assert result.interval == pytest.approx(poisson.interval)
    assert "underdispersed" in [warning.code for warning in result.warnings]


def test_negative_binomial_hilbe_widens_for_bursts():
    before, after = [0, 9, 1, 14, 0, 3, 12, 0, 1, 8], [2, 0, 5, 0, 1, 0, 3, 0]
    result = ratios.negative_binomial_rate_ratio(before=before, after=after)
    poisson = ratios.wald_rate_ratio(before=(48, 10), after=(11, 8))
    assert result.estimate == pytest.approx(poisson.estimate, rel=1e-4)
    assert result.details["alpha"] > 0
    assert result.low < poisson.low
    assert result.high > poisson.high


def test_negative_binomial_says_when_there_is_nothing_to_add():
    result = ratios.negative_binomial_rate_ratio(before=[5, 5, 5, 5], after=[4, 4, 4])
    assert "no-overdispersion" in [warning.code for warning in result.warnings]


@given(st.permutations([4, 0, 9, 2, 5]))
def test_the_order_of_the_months_does_not_matter_to_quasi_poisson(before):
    result = ratios.quasi_poisson_rate_ratio(before=before, after=[1, 2, 0, 3])
    again = ratios.quasi_poisson_rate_ratio(before=[4, 0, 9, 2, 5], after=[1, 2, 0, 3])
    assert result.interval == pytest.approx(again.interval, rel=1e-9)


@pytest.mark.parametrize("method", [ratios.quasi_poisson_rate_ratio, ratios.negative_binomial_rate_ratio])
@pytest.mark.parametrize("series", [[1, 2], [1, 2, -3], [1, 2, 0.5], [1, 2, float("nan")], ["a", "b", "c"]])
def test_a_series_that_is_none_is_refused(method, series):
    with pytest.raises(NoEstimate):
        method(before=series, after=[1, 2, 3])


@pytest.mark.parametrize("phi", [0, -1, float("nan"), float("inf")])
def test_a_dispersion_that_is_none_is_refused(phi):
    with pytest.raises(NoEstimate, match="dispersion"):
        ratios.wald_rate_ratio(before=(3, 1), after=(3, 1), phi=phi)
