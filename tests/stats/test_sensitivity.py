"""Global sensitivity against the Ishigami function."""

import numpy as np
import pytest
from scipy import stats

from karlemose.stats import sensitivity
from karlemose.stats.result import NoEstimate

ANGLES = {name: stats.uniform(-np.pi, 2 * np.pi) for name in ("first", "second", "third")}


def ishigami(x):
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_sobol_ishigami_homma_1990_exact_indices():
    found = sensitivity.sobol(model=ishigami, inputs=ANGLES, rng=np.random.default_rng(1))
    first, total = zip(*found.values(), strict=True)
    assert first == pytest.approx((0.3139, 0.4424, 0), abs=0.01)
    assert total == pytest.approx((0.5576, 0.4424, 0.2437), abs=0.01)


@pytest.mark.parametrize("draws", [0, 1, 1000])
def test_sobol_needs_a_power_of_two(draws):
    with pytest.raises(NoEstimate, match="power of two"):
        sensitivity.sobol(model=ishigami, inputs=ANGLES, draws=draws, rng=np.random.default_rng(1))


def test_dispersion_of_an_empty_side_is_refused():
    with pytest.raises(NoEstimate):
        sensitivity.to_dispersion(before=(85, 25), after=(0, 8))


def test_bursts_that_are_none_are_refused():
    with pytest.raises(NoEstimate):
        sensitivity.to_bursts(before=(85, 25), after=(9, 8), alphas=(-1,))
