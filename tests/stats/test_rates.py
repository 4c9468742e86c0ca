"""Exact rates and rate ratios against published numbers, their properties and their refusals."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from karlemose.stats import rates
from karlemose.stats.result import NoEstimate

COUNTS = st.integers(0, 10_000)
EXPOSURES = st.floats(1e-3, 1e6)
PAIRS = st.tuples(COUNTS, EXPOSURES)
LEVELS = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("count", "limits"),
    [(0, (0, 3.6889)), (1, (0.0253, 5.5716)), (5, (1.6235, 11.6683)), (9, (4.1154, 17.0848))],
)
def test_garwood_1936_central_limits(count, limits):
    assert rates.garwood(count) == pytest.approx(limits, abs=5e-5)


def test_garwood_r_help_poisson_test_welsh_nickel():
    result = rates.rate(count=137, exposure=24.19893)
    assert (result.estimate, *result.interval) == pytest.approx((5.661407, 4.753125, 6.692709), abs=5e-7)


def test_rate_ratio_r_help_poisson_test_eba1977():
    result = rates.rate_ratio(before=(21, 3011), after=(11, 800))
    assert (result.estimate, *result.interval) == pytest.approx((1.971488, 0.8584264, 4.2772659), abs=5e-7)
    assert result.p == pytest.approx(0.1120173, abs=5e-8)
    assert result.details["p_minlike"] == pytest.approx(0.0796686, abs=5e-8)


def test_rate_ratio_exactci_vignette_fay_2010_keeps_p_and_interval_together():
    result = rates.rate_ratio(before=(10, 20000), after=(2, 17877))
    assert (result.estimate, *result.interval) == pytest.approx((0.2237512, 0.02383738, 1.04995468), abs=5e-8)
    assert result.p == pytest.approx(0.06056, abs=5e-6)


def test_mid_p_rate_ratio_lancaster_on_eba1977():
    result = rates.mid_p_rate_ratio(before=(21, 3011), after=(11, 800))
    assert result.interval == pytest.approx((0.9166021, 4.0584043), abs=5e-7)
    assert result.p == pytest.approx(0.0800768, abs=5e-8)


@given(PAIRS, PAIRS, LEVELS)
def test_p_is_below_alpha_exactly_when_one_lies_outside(before, after, level):
    if before[0] + after[0] == 0:
        return
    result = rates.rate_ratio(before=before, after=after, level=level)
    if result.p != pytest.approx(1 - level, rel=1e-6):
        assert (result.p < 1 - level) == (not result.low <= 1 <= result.high)


@given(PAIRS, PAIRS)
def test_swapping_the_periods_inverts_the_ratio(before, after):
    if not before[0] or not after[0]:
        return
    one, other = (rates.rate_ratio(before=b, after=a) for b, a in ((before, after), (after, before)))
    inverted = (1 / other.estimate, 1 / other.high, 1 / other.low, other.p)
    assert (one.estimate, one.low, one.high, one.p) == pytest.approx(inverted, rel=1e-6)


@given(PAIRS, PAIRS, st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(before, after, factor):
    if before[0] + after[0] == 0:
        return
    one = rates.rate_ratio(before=before, after=after)
    other = rates.rate_ratio(before=(before[0], before[1] * factor), after=(after[0], after[1] * factor))
    assert (other.estimate, other.low, other.high) == pytest.approx((one.estimate, one.low, one.high), rel=1e-6)


@given(st.integers(0, 500), st.integers(1, 500), EXPOSURES, EXPOSURES)
def test_more_events_after_raise_estimate_and_both_limits(a, b, t0, t1):
    fewer, more = (rates.rate_ratio(before=(b, t0), after=(count, t1)) for count in (a, a + 1))
    assert fewer.estimate < more.estimate
    assert fewer.low < more.low
    assert fewer.high < more.high


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.5, 0.99), st.floats(0.001, 0.009))
def test_a_higher_level_widens_the_interval_and_mid_p_lies_inside_the_exact_one(a, b, level, more):
    if a + b == 0:
        return
    narrow, wide = (rates.rate_ratio(before=(b, 2.0), after=(a, 3.0), level=step) for step in (level, level + more))
    mid = rates.mid_p_rate_ratio(before=(b, 2.0), after=(a, 3.0), level=level)
    assert wide.low <= narrow.low <= mid.low
    assert mid.high <= narrow.high <= wide.high


def test_none_after_gives_zero_and_a_finite_upper_limit():
    result = rates.rate_ratio(before=(12, 12), after=(0, 6))
    assert (result.estimate, result.low) == (0, 0)
    assert 0 < result.high < 1


def test_none_before_gives_an_unbounded_ratio_that_json_carries_as_null_with_a_warning():
    answer = rates.rate_ratio(before=(0, 12), after=(4, 6)).as_json()
    assert (answer["estimate"], answer["high"]) == (None, None)
    assert "The upper limit is not a finite number and is given as null." in answer["warnings"]
    assert answer["low"] > 0


def test_huge_counts_stay_exact():
    result = rates.rate_ratio(before=(10**12, 1.0), after=(10**12, 1.0))
    half = 1.959964 * math.sqrt(2e-12)
    assert result.interval == pytest.approx((1 - half, 1 + half), abs=1e-10)


@pytest.mark.parametrize("count", [-1, 1.5, math.nan, math.inf, "9", None, True, 10**16])
def test_a_count_that_is_no_count_is_refused(count):
    with pytest.raises(NoEstimate):
        rates.rate_ratio(before=(count, 1), after=(3, 1))
    with pytest.raises(NoEstimate):
        rates.garwood(count)


@pytest.mark.parametrize("exposure", [0, -1, math.nan, math.inf, "8", None])
def test_an_exposure_that_is_none_is_refused(exposure):
    with pytest.raises(NoEstimate):
        rates.rate_ratio(before=(3, 1), after=(3, exposure))


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, math.nan, "0.95"])
def test_a_level_outside_zero_and_one_is_refused(level):
    with pytest.raises(NoEstimate):
        rates.rate_ratio(before=(3, 1), after=(3, 1), level=level)


def test_no_events_at_all_is_refused():
    with pytest.raises(NoEstimate, match="not one event in either period"):
        rates.rate_ratio(before=(0, 25), after=(0, 8))


def test_published_cases_of_the_shared_file_exactci_r_help_garwood(shared):
    for case in json.loads(shared("rates/rate_ratio_cases_dev.json").read_text()):
        if "ci_central" in case:
            result = rates.rate_ratio(before=(case["x2"], case["t2"]), after=(case["x1"], case["t1"]))
            assert (result.estimate, *result.interval) == pytest.approx(
                (case["rate_ratio"], *case["ci_central"]), abs=1e-6
            )
            assert result.p == pytest.approx(case["p_central"], abs=5e-6)
            assert result.details["p_minlike"] == pytest.approx(case["p_minlike"], abs=5e-6)
        for count, limits in case.get("cases", {}).items():
            assert rates.garwood(int(count)) == pytest.approx(limits, abs=5e-5)


def test_a_rate_is_its_count_over_its_exposure():
    result = rates.rate(count=9, exposure=8)
    assert (result.estimate, result.n) == (1.125, 9)
    assert result.interval == pytest.approx((4.1154 / 8, 17.0848 / 8), abs=1e-5)


@given(COUNTS, LEVELS)
def test_garwood_limits_hold_the_count_and_miss_it_by_half_alpha_each(count, level):
    low, high = rates.garwood(count, level=level)
    assert low <= count <= high
    assert stats.poisson.cdf(count, high) == pytest.approx((1 - level) / 2, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, low) == pytest.approx((1 - level) / 2, rel=1e-6)


def test_exposures_in_different_worlds_are_refused():
    with pytest.raises(NoEstimate, match="too far apart"):
        rates.rate_ratio(before=(3, 1e-200), after=(3, 1e200))


def test_no_events_at_all_is_refused_by_mid_p_too():
    with pytest.raises(NoEstimate):
        rates.mid_p_rate_ratio(before=(0, 25), after=(0, 8))
