"""Do counts vary more than Poisson's?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from karlemose.stats import dispersion
from karlemose.stats.result import NoEstimate

SERIES = st.lists(st.integers(0, 60), min_size=3, max_size=30).filter(any)


def test_index_of_dispersion_fisher_1950_by_hand():
    counts = [0, 3, 5, 1, 9, 2]
    result = dispersion.dispersion(counts=counts)
    assert result.estimate == pytest.approx(np.var(counts, ddof=1) / np.mean(counts))
    assert result.p == pytest.approx(2 * stats.chi2.sf(5 * result.estimate, 5))


def test_frequencies_ptools_check_pois():
    rows = dispersion.dispersion(counts=[0, 1, 2]).details["frequencies"]
    assert [row["observed"] for row in rows] == [1, 1, 1]
    assert [row["poisson"] / 3 for row in rows] == pytest.approx(stats.poisson.pmf([0, 1, 2], 1))


def test_bursts_call_for_quasi_poisson_law_and_method_m17():
    result = dispersion.dispersion(counts=[0, 0, 20, 0, 0, 19, 0, 1])
    assert result.sentence.endswith("Use quasi-Poisson or negative binomial.")
    assert [warning.code for warning in result.warnings] == ["clusters"]


def test_regular_counts_allow_poisson():
    result = dispersion.dispersion(counts=[3, 4, 3, 4, 3, 4])
    assert result.sentence.endswith("Poisson methods may be used.")
    assert result.warnings == ()


@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_the_months_does_not_matter(counts, chance):
    shuffled = chance.sample(counts, len(counts))
    one, other = dispersion.dispersion(counts=counts), dispersion.dispersion(counts=shuffled)
    assert one.estimate == pytest.approx(other.estimate)


@pytest.mark.parametrize("counts", [[], [1, 2], [0, 0, 0], [1, 2, -1], [1, 2, 0.5], [1, 2, np.nan]])
def test_what_cannot_vary_is_refused(counts):
    with pytest.raises(NoEstimate):
        dispersion.dispersion(counts=counts)
