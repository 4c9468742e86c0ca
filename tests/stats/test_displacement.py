"""Displacement against Wheeler & Ratcliffe, ptools and the POP guide."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import displacement, displacement_quotient
from karlemose.stats.design import Chosen
from karlemose.stats.displacement import Areas, Weights
from karlemose.stats.result import NoEstimate

PAPER = Areas(treated=(207, 110), control=(308, 318), displaced=(178, 157), displaced_control=(150, 140))
PAIR = st.tuples(st.integers(0, 500), st.integers(1, 500))


def difference(areas, **options):
    return displacement.weighted_displacement_difference(areas=areas, **options)


def quotient(areas, **options):
    options = {"rng": np.random.default_rng(20180901), "draws": 20_000} | options
    return displacement_quotient.weighted_displacement_quotient(areas=areas, **options)


def test_wdd_cases_of_the_shared_file_ptools_and_paper(shared):
    for case in json.loads(shared("displacement/displacement_cases_dev.json").read_text()):
        if "treated" not in case:
            continue
        names = {
            "treated": "treated",
            "control": "control",
            "displaced": "disp_treated",
            "displaced_control": "disp_control",
        }
        areas = Areas(**{ours: tuple(case[theirs]) for ours, theirs in names.items() if theirs in case})
        result = difference(areas)
        if "est_local" in case:
            assert result.details["local"] == case["est_local"]
        if "est_displace" in case:
            assert result.details["displacement"] == case["est_displace"]
        if "est_total" in case:
            assert (result.estimate, result.details["se"]) == pytest.approx((case["est_total"], case["se_total"]))
            assert result.details["z"] == pytest.approx(case["z"], abs=5e-3)
            assert result.interval == pytest.approx(case["ci"], abs=0.5)


def test_wdd_wheeler_ratcliffe_2018_crime_science():
    result = difference(PAPER, chosen=Chosen.BEFORE)
    assert (result.estimate, result.details["variance"], result.n) == (-118, pytest.approx(1568), 1568)
    assert (result.details["se"], result.details["z"]) == pytest.approx((39.598, -2.98), abs=1e-3)
    assert result.sms == 3


def test_wdd_time_weights_ptools():
    result = difference(Areas(treated=(80, 20), control=(100, 50)), weights=Weights(before=2, after=1))
    assert (result.estimate, result.details["se"]) == pytest.approx((-20, np.sqrt(115)))


def test_wdd_area_weights_ptools():
    result = difference(PAPER, weights=Weights(areas=(1.2, 0.9, 1.5, 1.6)))
    found = (result.estimate, result.details["se"], result.details["z"], *result.interval)
    assert found == pytest.approx((-99.69444444, 35.42807550, -2.813995483, -169.1321965, -30.25669241), abs=5e-8)


def test_wdd_harm_weights_wheeler_2020_ptools():
    crimes = [
        ((130, 74), (133, 91)),
        ((327, 202), (388, 305)),
        ((398, 190), (148, 97)),
        ((144, 92), (86, 64)),
        ((183, 96), (94, 67)),
    ]
    parts = [difference(Areas(treated=treated, control=control)) for treated, control in crimes]
    result = displacement.harm_weighted_difference(results=parts, harms=[3, 2, 5, 7, 10])
    found = (result.estimate, result.details["se"], result.details["z"], *result.interval)
    assert found == pytest.approx((-1721, 304.10360077, -5.65925558, -2317.03210507, -1124.96789493), abs=5e-6)


def test_wdq_guerette_2009_formulas_on_the_papers_counts():
    result = quotient(PAPER, draws=200_000)
    found = result.details
    assert result.estimate == pytest.approx(0.258186, abs=5e-7)
    assert (found["gross_effect"], found["net_effect"], found["total_net_effect"]) == pytest.approx(
        (97, 0.326166, 130.5), abs=5e-7
    )
    assert result.interval == pytest.approx((-0.21, 0.69), abs=0.01)


def test_the_same_seed_gives_the_same_quotient():
    assert quotient(PAPER) == quotient(PAPER)


@given(PAIR, PAIR, PAIR, PAIR)
def test_swapping_treated_and_control_turns_the_sign(treated, control, displaced, beside):
    one = difference(Areas(treated=treated, control=control, displaced=displaced, displaced_control=beside))
    other = difference(Areas(treated=control, control=treated, displaced=beside, displaced_control=displaced))
    assert (one.estimate, one.low, one.high) == pytest.approx((-other.estimate, -other.high, -other.low))


@given(PAIR, PAIR, st.floats(0.1, 10))
def test_longer_periods_and_larger_areas_divide_the_difference(treated, control, factor):
    areas = Areas(treated=treated, control=control)
    whole, divided = difference(areas), difference(areas, weights=Weights(before=factor, after=factor))
    assert (divided.estimate, divided.low) == pytest.approx((whole.estimate / factor, whole.low / factor))


@pytest.mark.parametrize(
    ("areas", "reason"),
    [
        (Areas(treated=(100, 100), control=(100, 100), displaced=(50, 40)), "did not fall relative to the control"),
        (Areas(treated=(100, 120), control=(100, 100), displaced=(50, 40)), "did not fall relative to the control"),
        (Areas(treated=(100, 50), control=(0, 100), displaced=(50, 40)), "divides by zero"),
        (Areas(treated=(100, 50), control=(100, 0), displaced=(50, 40)), "divides by zero"),
    ],
)
def test_wdq_gives_no_number_where_its_denominator_forbids_it(areas, reason):
    with pytest.raises(NoEstimate, match=reason):
        quotient(areas)


def test_wdq_has_no_bounds_where_the_success_is_unsure():
    result = quotient(Areas(treated=(20, 18), control=(20, 20), displaced=(20, 20)))
    assert result.interval == (-np.inf, np.inf)
    assert "unsure-success" in [warning.code for warning in result.warnings]
    assert (result.as_json()["low"], result.as_json()["high"]) == (None, None)


@pytest.mark.parametrize(("displaced", "reading"), [((100, 60), "gained too"), ((100, 800), "more moved next door")])
def test_wdq_says_what_it_means(displaced, reading):
    result = quotient(Areas(treated=(900, 400), control=(900, 900), displaced=displaced))
    assert reading in result.sentence


def test_nothing_anywhere_is_refused():
    with pytest.raises(NoEstimate, match="not one event"):
        difference(Areas(treated=(0, 0), control=(0, 0)))


@pytest.mark.parametrize("counts", [(-1, 3), (1.5, 3), (np.nan, 3)])
def test_counts_that_are_none_are_refused(counts):
    with pytest.raises(NoEstimate):
        difference(Areas(treated=counts, control=(3, 3)))


@pytest.mark.parametrize("weights", [Weights(before=0), Weights(after=-1), Weights(areas=(1, 1, 0, 1))])
def test_zero_or_negative_time_and_area_are_refused(weights):
    with pytest.raises(NoEstimate):
        difference(PAPER, weights=weights)


def test_a_control_chosen_after_seeing_the_data_is_refused():
    for method in (difference, quotient):
        with pytest.raises(NoEstimate, match="chosen after the data"):
            method(PAPER, chosen=Chosen.AFTER)


@pytest.mark.parametrize("harms", [[], [1, 2], [0], [np.nan]])
def test_harm_weights_that_do_not_fit_are_refused(harms):
    with pytest.raises(NoEstimate):
        displacement.harm_weighted_difference(results=[difference(PAPER)], harms=harms)
