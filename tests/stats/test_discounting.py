"""Present values against the sums of law_and_method § 3.7."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import discounting
from karlemose.stats.result import NoEstimate

FLOWS = st.lists(st.tuples(st.floats(0, 80), st.floats(-1e6, 1e6)), min_size=1, max_size=8)


@pytest.mark.parametrize(("first", "value"), [(0, 8607.69), (1, 8316.61)])
def test_present_value_law_and_method_3_7_start_and_end_of_year(first, value):
    flows = [(first + year, 1000) for year in range(10)]
    assert discounting.present_value(flows=flows, schedule=discounting.flat(0.035)) == pytest.approx(value, abs=5e-3)


def test_the_danish_schedule_falls_after_35_and_70_years():
    factor = discounting.DANISH.factor
    assert factor(35) == pytest.approx(1.035**-35)
    assert factor(36) == pytest.approx(1.035**-35 / 1.025)
    assert factor(71) == pytest.approx(1.035**-35 * 1.025**-35 / 1.015)


@given(FLOWS, st.floats(-100, 100))
def test_present_value_scales(flows, factor):
    scaled = [(year, amount * factor) for year, amount in flows]
    one = discounting.present_value(flows=flows)
    assert discounting.present_value(flows=scaled) == pytest.approx(one * factor, rel=1e-9, abs=1e-3)


@given(st.floats(0, 100), st.floats(0.01, 20))
def test_later_is_worth_less(year, more):
    assert discounting.DANISH.factor(year + more) < discounting.DANISH.factor(year) <= 1


def test_benefit_cost_ratio_and_payback():
    costs, benefits = [(0, 100.0)], [(year, 40.0) for year in range(1, 5)]
    assert discounting.benefit_cost_ratio(benefits=benefits, costs=costs, schedule=discounting.flat(0)) == 1.6
    flows = [(0, -100.0), *benefits]
    assert discounting.payback(flows=flows, schedule=discounting.flat(0)) == 3
    assert discounting.payback(flows=flows[:2]) is None
    assert discounting.payback(flows=[(0, -1.0), (1, 2.0), (2, -5.0)]) is None


def test_conversions_are_explicit():
    assert discounting.converted(amount=5930, exchange_rate=9.0, price_index=1.2) == pytest.approx(64044)
    assert discounting.market_price(amount=100) == pytest.approx(138)
    assert discounting.market_price(amount=100, public=False) == pytest.approx(128)


def test_what_cannot_be_discounted_is_refused():
    for wrong in (
        lambda: discounting.present_value(flows=[(-1, 5)]),
        lambda: discounting.present_value(flows=[(1, float("nan"))]),
        lambda: discounting.flat(-1),
        lambda: discounting.benefit_cost_ratio(benefits=[(0, 5)], costs=[]),
        lambda: discounting.converted(amount=5, exchange_rate=0, price_index=1),
    ):
        with pytest.raises(NoEstimate):
            wrong()
