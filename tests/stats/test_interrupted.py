"""Interrupted series against the Sicilian smoking ban, with their refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import interrupted, segmented
from karlemose.stats.interrupted import Model
from karlemose.stats.result import NoEstimate
from karlemose.stats.series_design import Terms

STEADY = np.random.default_rng(3).poisson(20, 30)


@pytest.fixture
def sicily(rows):
    found = rows("its/sicily_ace_smokingban.csv")
    return {
        "counts": [int(row["aces"]) for row in found],
        "exposure": [float(row["stdpop"]) for row in found],
        "number_before": 36,
    }


@pytest.fixture
def season(rows):
    return {"months": [int(row["month"]) for row in rows("its/sicily_ace_smokingban.csv")], "harmonics": 2}


def test_sicily_poisson_step_lopez_bernal_2017(sicily, expected):
    published = expected["sicily"]["computed"]["poisson"]
    result = interrupted.interrupted_series(**sicily, model=Model.POISSON)
    assert (result.estimate, *result.interval) == pytest.approx((published["rr"], *published["ci"]), abs=5e-5)
    assert (result.details["coefficients"]["step"], result.details["errors"]["step"]) == pytest.approx(
        (-0.111628, 0.017225), abs=5e-7
    )
    assert np.exp(result.details["coefficients"]["trend"]) == pytest.approx(1.0050, abs=5e-5)
    assert result.n == 59


def test_sicily_quasi_poisson_lopez_bernal_2017(sicily, expected):
    published = expected["sicily"]["computed"]["quasipoisson"]
    result = interrupted.interrupted_series(**sicily)
    assert (result.estimate, *result.interval) == pytest.approx((published["rr"], *published["ci"]), abs=5e-5)
    assert result.details["phi"] == pytest.approx(published["dispersion"], abs=5e-5)


def test_sicily_two_harmonics_lopez_bernal_2017(sicily, season, expected):
    published = expected["sicily"]["computed"]["quasipoisson_harmonic2"]
    result = interrupted.interrupted_series(**sicily, terms=Terms(**season))
    assert (result.estimate, *result.interval) == pytest.approx((published["rr"], *published["ci"]), abs=5e-5)
    assert result.details["phi"] == pytest.approx(published["dispersion"], abs=5e-5)
    assert result.details["trend_per_year"] == pytest.approx(published["trend_per_year"], abs=5e-5)


def test_sicily_slope_change_lopez_bernal_2017(sicily, season, expected):
    published = expected["sicily"]["computed"]["plus_slope_change"]
    result = interrupted.interrupted_series(**sicily, terms=Terms(**season, slope_change=True))
    assert (result.estimate, *result.interval) == pytest.approx((published["rr_step"], 0.8268, 0.9292), abs=5e-5)
    found = [result.details[name] for name in ("slope_ratio", "slope_low", "slope_high", "slope_p")]
    assert found == pytest.approx([published["slope_ratio"], 0.9978, 1.0051, published["p_slope"]], abs=5e-5)
    assert interrupted.slope_test(**sicily, terms=Terms(**season)) == pytest.approx(0.428, abs=5e-4)


def test_sicily_negative_binomial_hilbe(sicily, season):
    result = interrupted.interrupted_series(**sicily, terms=Terms(**season), model=Model.NEGATIVE_BINOMIAL)
    assert (result.estimate, *result.interval) == pytest.approx((0.884, 0.841, 0.929), abs=6e-4)
    assert result.details["coefficients"]["step"] == pytest.approx(-0.1231, abs=5e-5)
    assert result.details["alpha"] == pytest.approx(0.0012, abs=5e-5)


def test_sicily_trap_the_raw_mean_rises_while_the_ratio_falls(sicily, expected):
    result = interrupted.interrupted_series(**sicily)
    assert result.details["mean_before"] == pytest.approx(expected["sicily"]["computed"]["mean_pre"], abs=5e-4)
    assert result.details["mean_after"] == pytest.approx(expected["sicily"]["computed"]["mean_post"], abs=5e-4)
    assert result.details["mean_before"] < result.details["mean_after"]
    assert result.high < 1


def test_sicily_segmented_ols_newey_west_wagner_2002(sicily):
    rate = [count / size * 1e5 for count, size in zip(sicily["counts"], sicily["exposure"], strict=True)]
    result = segmented.segmented_regression(values=rate, number_before=36)
    found = result.details
    assert list(found["coefficients"].values()) == pytest.approx([194.10874, 1.03585, -24.84436, 0.12722], abs=5e-6)
    assert list(found["errors_ols"].values()) == pytest.approx([4.85032, 0.22860, 7.70462, 0.50287], abs=5e-6)
    assert list(found["errors"].values()) == pytest.approx([4.21792, 0.18475, 7.60888, 0.44082], abs=5e-6)
    assert (found["durbin_watson"], found["lags"]) == (pytest.approx(1.594, abs=5e-4), 3)


def test_overdispersed_poisson_is_warned_of(sicily):
    result = interrupted.interrupted_series(**sicily, model=Model.POISSON)
    assert "overdispersed" in [warning.code for warning in result.warnings]


@given(st.integers(2, 50))
def test_the_unit_of_exposure_does_not_change_the_step(factor):
    one = interrupted.interrupted_series(counts=STEADY, number_before=18)
    other = interrupted.interrupted_series(counts=STEADY, number_before=18, exposure=np.full(30, float(factor)))
    assert (one.estimate, one.low, one.high) == pytest.approx((other.estimate, other.low, other.high), rel=1e-6)


@given(st.integers(8, 22), st.integers(0, 5))
def test_the_step_lies_in_its_interval(before, seed):
    counts = np.random.default_rng(seed).poisson(9, 30)
    result = interrupted.interrupted_series(counts=counts, number_before=before)
    assert result.low < result.estimate < result.high
    assert 0 <= result.p <= 1


def test_halved_counts_after_show_as_a_half():
    counts = [40] * 20 + [20] * 20
    assert interrupted.interrupted_series(counts=counts, number_before=20).estimate == pytest.approx(0.5)


@pytest.mark.parametrize("before", [0, 7, 23, 30])
def test_too_few_points_on_a_side_are_refused(before):
    for method, data in ((interrupted.interrupted_series, "counts"), (segmented.segmented_regression, "values")):
        with pytest.raises(NoEstimate, match="at least 8 points on each side"):
            method(**{data: STEADY}, number_before=before)


def test_a_short_and_sparse_series_is_warned_of():
    counts = np.random.default_rng(1).poisson(3, 20)
    result = interrupted.interrupted_series(counts=counts, number_before=11)
    assert {"short-series", "sparse-counts", "no-comparison"} <= {warning.code for warning in result.warnings}


def test_a_side_without_events_is_refused():
    with pytest.raises(NoEstimate, match="no event at all"):
        interrupted.interrupted_series(counts=[3] * 10 + [0] * 10, number_before=10)


@pytest.mark.parametrize("exposure", [0, -1, np.nan])
def test_zero_or_negative_time_is_refused(exposure):
    with pytest.raises(NoEstimate, match="exposure"):
        interrupted.interrupted_series(counts=STEADY, number_before=15, exposure=[1.0] * 29 + [exposure])


def test_a_season_without_months_is_refused():
    with pytest.raises(NoEstimate, match="need the month"):
        interrupted.interrupted_series(counts=STEADY, number_before=15, terms=Terms(harmonics=1))


def test_more_terms_than_the_series_can_carry_are_refused():
    terms = Terms(harmonics=5, slope_change=True, months=[*range(1, 13), 1, 2, 3, 4])
    with pytest.raises(NoEstimate, match="too few points"):
        interrupted.interrupted_series(counts=STEADY[:16], number_before=8, terms=terms)


def test_a_series_on_its_lines_has_no_uncertainty_to_estimate():
    with pytest.raises(NoEstimate, match="without any spread"):
        segmented.segmented_regression(values=[1.0] * 10 + [2.0] * 10, number_before=10)
