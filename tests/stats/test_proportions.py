"""Shares against Newcombe and Wilson, and the survey of a small population."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import proportions
from karlemose.stats.result import NoEstimate

SAMPLES = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_difference_newcombe_1998_method_10():
    result = proportions.difference(before=(48, 80), after=(56, 70))
    assert (result.estimate, *result.interval) == pytest.approx((0.20, 0.0524, 0.3339), abs=5e-5)


def test_proportion_wilson_1927():
    assert proportions.proportion(count=45, total=60).interval == pytest.approx((0.6277, 0.8422), abs=5e-5)


def test_margin_of_300_among_1550_law_and_method_3_3_m16():
    assert proportions.margin(answers=300, population=1550) == pytest.approx(0.051, abs=5e-4)
    low, high = proportions.proportion(count=150, total=300, population=1550).interval
    assert (high - low) / 2 == pytest.approx(0.051, abs=5e-4)


def test_survey_shares_national_safety_survey_2021():
    answers = [1] * 881 + [4] * 43 + [6] * 74 + [np.nan] * 2
    shares = proportions.survey_shares(answers=answers)
    found = [100 * shares[name].estimate for name in ("safe", "unsafe", "neither")]
    assert found == pytest.approx([88.1, 7.4, 4.3], abs=0.2)
    assert "2 of 1,000 gave no answer" in shares["safe"].warnings[1].en


@given(SAMPLES)
def test_the_interval_holds_the_share_and_mirrors(sample):
    count, total = sample
    one, other = (proportions.proportion(count=x, total=total) for x in (count, total - count))
    assert 0 <= one.low <= one.estimate <= one.high <= 1
    assert one.interval == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)


@given(SAMPLES, SAMPLES)
def test_swapping_the_samples_turns_the_difference(before, after):
    one, other = proportions.difference(before=before, after=after), proportions.difference(before=after, after=before)
    assert (one.estimate, one.low, one.high) == pytest.approx((-other.estimate, -other.high, -other.low), abs=1e-9)


@given(SAMPLES, st.integers(0, 1000))
def test_a_smaller_population_shortens_the_interval(sample, more):
    count, total = sample
    endless = proportions.proportion(count=count, total=total)
    small = proportions.proportion(count=count, total=total, population=total + more)
    assert small.high - small.low <= endless.high - endless.low + 1e-12


def test_when_everybody_answered_there_is_no_doubt():
    result = proportions.proportion(count=7, total=20, population=20)
    assert result.interval == (0.35, 0.35)
    assert proportions.margin(answers=1, population=1) == 0


@given(st.permutations([1] * 12 + [4] * 5 + [7] * 8))
def test_the_order_of_the_answers_does_not_matter(answers):
    shares = proportions.survey_shares(answers=answers)
    assert [shares[name].estimate for name in ("safe", "neither", "unsafe")] == pytest.approx([0.48, 0.20, 0.32])


def test_equal_weights_change_nothing_and_unequal_ones_widen():
    answers = [1] * 30 + [7] * 30
    plain = proportions.survey_shares(answers=answers)["safe"]
    same = proportions.survey_shares(answers=answers, weights=[3.0] * 60)["safe"]
    uneven = proportions.survey_shares(answers=answers, weights=[1.0, 5.0] * 30)["safe"]
    assert same.interval == pytest.approx(plain.interval)
    assert same.details["effective_n"] == pytest.approx(60)
    assert uneven.details["effective_n"] == pytest.approx(60 * 9 / 13)
    assert uneven.high - uneven.low > plain.high - plain.low


def test_everybody_of_a_small_estate_answered():
    shares = proportions.survey_shares(answers=[1] * 20 + [7] * 10, population=30)
    assert shares["safe"].interval == pytest.approx((2 / 3, 2 / 3))


def test_fewer_than_twenty_answers_show_no_share():
    with pytest.raises(NoEstimate, match="fewer than 20 answers"):
        proportions.survey_shares(answers=[1] * 19 + [np.nan] * 10)


@pytest.mark.parametrize("answers", [[0] * 30, [8] * 30, [1.5] * 30, [np.inf] * 30])
def test_answers_outside_the_scale_are_refused(answers):
    with pytest.raises(NoEstimate):
        proportions.survey_shares(answers=answers)


@pytest.mark.parametrize("weight", [0, -1, np.nan])
def test_weights_that_are_none_are_refused(weight):
    with pytest.raises(NoEstimate, match="weights"):
        proportions.survey_shares(answers=[1] * 30, weights=[1] * 29 + [weight])


@pytest.mark.parametrize("sample", [(1, 0), (5, 4), (-1, 4), (1.5, 4)])
def test_samples_that_cannot_be_are_refused(sample):
    with pytest.raises(NoEstimate):
        proportions.proportion(count=sample[0], total=sample[1])
    with pytest.raises(NoEstimate):
        proportions.difference(before=(1, 2), after=sample)


def test_more_answers_than_people_are_refused():
    with pytest.raises(NoEstimate):
        proportions.proportion(count=5, total=20, population=19)
