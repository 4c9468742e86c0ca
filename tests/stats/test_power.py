"""Power of the exact test against simulation and statsmodels; months until a ratio could be seen."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from karlemose.stats import power, rates
from karlemose.stats.result import NoEstimate

BASE = {"rate_before": 3.4, "months_before": 25}


def test_exact_power_agrees_with_the_test_it_speaks_of():
    """Enumerated over all pairs of counts that have a chance to come."""
    means, share = (12.0, 4.0), 8 / 20
    total = 0.0
    for b in range(45):
        for a in range(25):
            chance = stats.poisson.pmf(b, means[0]) * stats.poisson.pmf(a, means[1])
            if a + b and rates.rate_ratio(before=(b, 12), after=(a, 8)).p < 0.05:
                total += chance
    found = power.exact_power(mean_before=means[0], mean_after=means[1], share_after=share)
    assert found == pytest.approx(total, abs=1e-6)


def test_under_no_change_the_exact_test_rejects_at_most_alpha():
    for mean in (3, 30, 300):
        assert power.exact_power(mean_before=mean, mean_after=mean, share_after=0.5) <= 0.05


@given(st.floats(5, 60), st.floats(0.1, 0.6))
def test_more_months_and_larger_changes_are_seen_more_often(mean, ratio):
    powers = [
        power.exact_power(mean_before=10 * mean, mean_after=mean * ratio * months, share_after=months / (10 + months))
        for months in (1, 8)
    ]
    assert powers[0] <= powers[1] + 1e-9
    assert 0 <= min(powers) <= max(powers) <= 1 + 1e-9


def test_months_of_the_award_entry():
    result = power.months_to_see(**BASE, ratio=0.5)
    curve = result.details["power_by_month"]
    month = int(result.estimate)
    assert np.all(curve[month - 1 :] >= 0.8)
    assert curve[month - 2] < 0.8
    assert result.low <= result.estimate <= result.high
    assert f"could be seen after {month} months" in result.sentence


def test_clustered_counts_need_longer_gu_2008_by_statsmodels():
    plain, clustered = (power.months_to_see(**BASE, ratio=0.4, phi=phi) for phi in (1, 2))
    assert clustered.estimate > plain.estimate
    assert "quasi-Poisson" in clustered.method


def test_what_cannot_be_seen_in_ten_years_is_said_to_be_so():
    result = power.months_to_see(rate_before=0.3, months_before=12, ratio=0.9)
    assert result.estimate == math.inf
    assert "could not be seen within ten years" in result.sentence
    assert result.as_json()["estimate"] is None


@pytest.mark.parametrize(
    "wrong", [{"ratio": 1}, {"ratio": 0}, {"ratio": -1}, {"ratio": 0.5, "phi": 0.5}, {"ratio": 0.5, "power": 1}]
)
def test_plans_that_cannot_be_are_refused(wrong):
    with pytest.raises(NoEstimate):
        power.months_to_see(**BASE, **wrong)


@pytest.mark.parametrize("wrong", [{"rate_before": 0}, {"months_before": 0}, {"months_before": -3}])
def test_no_baseline_is_refused(wrong):
    with pytest.raises(NoEstimate):
        power.months_to_see(**(BASE | wrong), ratio=0.5)
