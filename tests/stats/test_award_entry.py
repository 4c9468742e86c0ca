"""The award entry, 85 reports before and 9 after, worked as law_and_method § 3.4 demands (all numbers from there)."""

import numpy as np
import pytest

from karlemose.stats import cuts, ratios, sensitivity
from karlemose.stats.result import NoEstimate

CUTS = {
    "A": ((85, 25), (9, 8)),
    "A-days": ((85, 762), (9, 242)),
    "B": ((85, 25), (9, 7)),
    "C": ((85, 26), (9, 7)),
    "D": ((85, 26), (9, 8)),
    "E": ((85, 25.5), (9, 7.5)),
    "F": ((85, 26), (9, 6)),
}
# ratio, exact, mid-p, p minlike, p central, p E-test, expected, change %
TABLE = {
    "A": (0.331, 0.146, 0.658, 0.157, 0.633, 4.22e-4, 5.03e-4, 1.53e-4, 27.20, -66.9),
    "A-days": (0.333, 0.147, 0.663, 0.158, 0.638, 6.20e-4, 5.60e-4, 1.71e-4, 26.99, -66.7),
    "B": (0.378, 0.167, 0.752, 0.179, 0.723, 2.55e-3, 2.90e-3, 9.73e-4, 23.80, -62.2),
    "C": (0.393, 0.174, 0.782, 0.186, 0.752, 5.05e-3, 4.60e-3, 1.51e-3, 22.88, -60.7),
    "D": (0.344, 0.152, 0.685, 0.163, 0.658, 8.86e-4, 8.67e-4, 2.69e-4, 26.15, -65.6),
    "E": (0.360, 0.159, 0.716, 0.170, 0.689, 1.28e-3, 1.57e-3, 5.02e-4, 25.00, -64.0),
    "F": (0.459, 0.203, 0.913, 0.217, 0.878, 2.37e-2, 2.27e-2, 8.10e-3, 19.62, -54.1),
}
ENTRY = {"before": (85, 25), "after": (9, 8)}


@pytest.fixture(scope="module")
def result():
    return cuts.rate_ratio_by_cut(cuts=CUTS)


@pytest.mark.parametrize("name", TABLE)
def test_law_and_method_3_4_table_of_cuts(result, name):
    row, published = result.details["cuts"][name], TABLE[name]
    columns = ("estimate", "low", "high", "mid_p_low", "mid_p_high")
    assert [row[column] for column in columns] == pytest.approx(published[:5], abs=5.1e-4)
    assert [row[p] for p in ("p_minlike", "p_central", "p_e_test")] == pytest.approx(published[5:8], rel=3e-3)
    assert (row["expected_after"], row["change_percent"]) == pytest.approx(published[8:], abs=0.051)


def test_the_sentence_of_law_and_method_3_4_in_both_languages(result):
    assert result.sentence == (
        "54–67 % fewer reports per month than before (rate ratio 0.33–0.46), depending on how the periods are cut. "
        "There is no comparison area; counts may be clustered; the cause is not established (SMS 2)."
    )
    assert result.sentence_da.startswith("54–67 % færre anmeldelser pr. måned end før (rateforhold 0,33–0,46)")
    assert result.sms == 2


def test_the_result_of_all_cuts_is_no_stronger_than_any_of_them(result):
    rows = result.details["cuts"].values()
    assert result.estimate == max(row["estimate"] for row in rows)
    assert result.low == min(row["low"] for row in rows)
    assert result.high == max(row["high"] for row in rows)
    assert result.p == max(row["p_central"] for row in rows)


def test_cuts_that_disagree_on_the_direction_say_so():
    result = cuts.rate_ratio_by_cut(cuts={"short": ((10, 10), (5, 4)), "long": ((10, 10), (5, 6))})
    assert "do not agree on a direction" in result.sentence


def test_cuts_that_show_a_rise_say_more():
    result = cuts.rate_ratio_by_cut(cuts={"one": ((10, 10), (30, 10)), "other": ((10, 10), (30, 12))})
    assert result.sentence.startswith("150–200 % more reports per month than before")


def test_cuts_without_events_before_have_no_finite_ratio_but_a_sentence():
    result = cuts.rate_ratio_by_cut(cuts={"one": ((0, 10), (5, 4)), "other": ((0, 10), (5, 6))})
    assert result.sentence.startswith("Depending on how the periods are cut, the rate after was ∞ to ∞ times")
    assert result.as_json()["estimate"] is None


def test_counts_too_large_for_the_e_test_have_everything_else():
    row = cuts.rate_ratio_by_cut(cuts={"one": ((10**6, 10), (10**6, 9))}).details["cuts"]["one"]
    assert (row["p_e_test"], row["estimate"]) == (None, pytest.approx(10 / 9))


def test_no_cut_is_refused():
    with pytest.raises(NoEstimate):
        cuts.rate_ratio_by_cut(cuts={})


def test_law_and_method_3_4_full_precision_of_option_a():
    wald = ratios.wald_rate_ratio(**ENTRY)
    assert wald.interval == pytest.approx((0.1665, 0.6577), abs=5e-5)
    assert (wald.details["log_ratio"], wald.details["se_log_ratio"]) == pytest.approx((-1.105992, 0.350536), abs=5e-7)


@pytest.mark.parametrize(("phi", "interval"), [(1.5, (0.143, 0.768)), (2, (0.125, 0.874)), (3, (0.101, 1.088))])
def test_law_and_method_3_4_sensitivity_to_dispersion(phi, interval):
    found = sensitivity.to_dispersion(**ENTRY, phis=(phi,))
    assert found.details["by_phi"][f"{phi:g}"] == pytest.approx(interval, abs=5e-4)


def test_law_and_method_3_4_significance_is_lost_at_phi_2_59():
    assert sensitivity.to_dispersion(**ENTRY).details["phi_to_one"] == pytest.approx(2.59, abs=5e-3)


@pytest.mark.parametrize(("alpha", "interval"), [(0.5, (0.136, 0.804)), (1, (0.116, 0.947)), (2, (0.089, 1.237))])
def test_law_and_method_3_4_sensitivity_to_bursts(alpha, interval):
    found = sensitivity.to_bursts(**ENTRY, alphas=(alpha,)).details["by_alpha"][f"{alpha:g}"]
    assert found == pytest.approx(interval, abs=1e-3)


def test_law_and_method_3_4_regression_to_the_mean():
    found = sensitivity.to_crisis(**ENTRY, calm_exposure=15, calm_counts=[15, 17, 20, 25, 30, 40])
    rows = found.details["by_calm_count"]
    assert [row["estimate"] for row in rows.values()] == pytest.approx([1.13, 0.99, 0.84, 0.68, 0.56, 0.42], abs=6e-3)
    assert [rows[x]["p_minlike"] for x in ("25", "30", "40")] == pytest.approx([0.37, 0.13, 0.016], abs=6e-3)
    assert found.details["back_to_normal_at"] == pytest.approx(16.9, abs=0.05)
    below = found.details["below_normal_from"]
    around = sensitivity.to_crisis(**ENTRY, calm_exposure=15, calm_counts=[below - 1, below]).details["by_calm_count"]
    assert 30 < below <= 40
    assert around[str(below - 1)]["high"] >= 1 > around[str(below)]["high"]


def test_the_invented_series_of_the_story_is_back_to_normal_not_below_it():
    found = sensitivity.to_crisis(**ENTRY, calm_exposure=15, calm_counts=[20])
    assert found.details["by_calm_count"]["20"]["estimate"] == pytest.approx(0.84, abs=5e-3)
    assert found.details["by_calm_count"]["20"]["high"] > 1


@pytest.mark.parametrize(("calm", "counts"), [(25, [10]), (30, [10]), (15, [86]), (15, [-1])])
def test_a_calm_time_that_cannot_be_is_refused(calm, counts):
    with pytest.raises(NoEstimate):
        sensitivity.to_crisis(**ENTRY, calm_exposure=calm, calm_counts=counts)


def test_law_and_method_3_4_events_fewer_by_wald_and_by_gammas():
    found = sensitivity.averted(**ENTRY, rng=np.random.default_rng(1))
    assert found.estimate == pytest.approx(18.2)
    assert found.details["wald"] == pytest.approx((9.3, 22.7), abs=0.05)
    assert (found.details["median"], *found.interval) == pytest.approx((18.0, 9.1, 26.0), abs=0.15)


def test_the_same_seed_gives_the_same_events_fewer():
    one, other = (sensitivity.averted(**ENTRY, rng=np.random.default_rng(7), draws=2000) for _ in range(2))
    assert one == other


def test_law_and_method_3_4_largest_count_that_would_still_be_a_fall():
    assert sensitivity.largest_significant_count(before=(85, 25), exposure_after=8) == 15


def test_too_few_events_before_leave_no_count_that_would_be_a_fall():
    assert sensitivity.largest_significant_count(before=(2, 25), exposure_after=8) is None
