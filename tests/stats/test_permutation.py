"""Ranks among shuffles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import permutation
from karlemose.stats.permutation import Shuffling
from karlemose.stats.result import NoEstimate


def steps(counts, before, number=199, seed=1):
    shuffling = Shuffling(rng=np.random.default_rng(seed), number=number)
    return permutation.steps(counts=counts, number_before=before, shuffling=shuffling)


@pytest.mark.parametrize(("observed", "p"), [(10, 1 / 5), (3, 3 / 5), (0, 1)])
def test_permutation_p_phipson_smyth_2010_ties_count_against_us(observed, p):
    assert permutation.permutation_p(observed, [1, 2, 3, 4]) == pytest.approx(p)


@given(st.floats(-5, 5), st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_permutation_p_is_never_below_one_in_r_plus_one(observed, simulated):
    p = permutation.permutation_p(observed, simulated)
    assert 1 / (len(simulated) + 1) <= p <= 1


def test_one_area_with_a_step_is_found_among_many_without():
    counts = np.random.default_rng(2).poisson(5, (50, 40))
    counts[7, 25:] += 12
    found = steps(counts, 25)
    assert found.p[7] == found.p.min() == 1 / 200
    assert found.p_any[7] < 0.05 < np.sort(found.p_any)[1]
    assert found.change[7] == pytest.approx(counts[7, 25:].mean() - counts[7, :25].mean())


def test_without_a_step_few_areas_look_special():
    found = steps(np.random.default_rng(2).poisson(5, (400, 36)), 20)
    assert 0.02 < np.mean(found.p < 0.05) < 0.09
    assert np.all(found.p_any >= found.p - 1e-12)


def test_an_area_that_never_changes_has_no_step():
    found = steps(np.vstack([np.full(20, 3), np.arange(20)]), 10)
    assert (found.change[0], found.p[0]) == (pytest.approx(0), 1)


def test_progress_is_told_and_the_seed_repeats():
    told = []
    counts = np.random.default_rng(2).poisson(5, (4, 20))
    shuffling = Shuffling(rng=np.random.default_rng(1), number=199, progress=told.append)
    one = permutation.steps(counts=counts, number_before=10, shuffling=shuffling)
    assert sum(told) == 199
    assert one.p.tolist() == steps(counts, 10).p.tolist()


@pytest.mark.parametrize(("counts", "before"), [([], 1), ([1, 2], 1), ([[1, np.nan]], 1), ([[1, 2]], 0), ([[1, 2]], 2)])
def test_tables_without_two_sides_are_refused(counts, before):
    with pytest.raises(NoEstimate):
        steps(counts, before)
