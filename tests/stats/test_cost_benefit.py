"""Cost and benefit: the deterministic check of § 3.7, and what a ledger must be."""

import numpy as np
import pytest

from karlemose.stats import cost_benefit
from karlemose.stats.cost_benefit import Basis, Kind, Line, Side, Uncertainty
from karlemose.stats.result import NoEstimate

STAFF = Line(name="staff", side=Side.COST, amount=200_000, bearer="municipality")
THREATS = Line(
    name="threats", side=Side.BENEFIT, amount=50_000, basis=Basis.PER_EVENT, kind=Kind.SOCIAL, bearer="residents"
)


def uncertainty(**changes):
    given = {"rng": np.random.default_rng(20180901), "before": (85, 25), "after": (9, 8)}
    return Uncertainty(**(given | changes))


def test_events_fewer_law_and_method_3_7_deterministic_check():
    drawn = cost_benefit.events_fewer(uncertainty=uncertainty(draws=50_000), baseline=27.2)
    assert np.quantile(drawn, [0.025, 0.5, 0.975]) == pytest.approx([9.3, 18.2, 22.7], rel=0.02)


def test_without_uncertainty_the_answer_is_arithmetic():
    lines = [
        STAFF,
        Line(name="saved", side=Side.BENEFIT, amount=103_500, year=1),
        Line(name="late", side=Side.COST, amount=0),
    ]
    result = cost_benefit.cost_benefit(lines=lines, uncertainty=uncertainty(ledger_spread=0))
    assert (result.estimate, result.low, result.high) == pytest.approx((-100_000,) * 3)
    assert result.details["benefit_cost_ratio"] == pytest.approx(0.5)
    assert result.details["p_positive"] == 0


def test_a_whole_analysis_says_its_doubts():
    result = cost_benefit.cost_benefit(lines=[STAFF, THREATS], uncertainty=uncertainty())
    found = result.details
    assert result.low < result.estimate < result.high
    assert 0.9 < found["p_positive"] <= 1
    assert set(found["by_bearer"]) == {"municipality", "residents"}
    assert set(found["by_kind"]) == {"fiscal", "social"}
    assert list(found["tornado"])[-1] == "cost 1: staff"
    assert found["tornado"]["events fewer"] > 0.5
    assert [warning.code for warning in result.warnings] == ["attribution-assumed"]
    assert "assumed, not established" in result.sentence


def test_counting_half_of_the_fall_halves_the_benefit_and_is_said():
    whole = cost_benefit.cost_benefit(lines=[THREATS], uncertainty=uncertainty())
    half = cost_benefit.cost_benefit(lines=[THREATS], uncertainty=uncertainty(attribution=(200, 200)))
    assert half.estimate == pytest.approx(whole.estimate / 2, rel=0.05)
    assert [warning.code for warning in half.warnings] == ["attribution-stated"]


def test_optimism_of_weak_evidence_gmca_2014():
    fixed = {"ledger_spread": 0}
    line = Line(name="saved", side=Side.BENEFIT, amount=1000)
    for grade, (cost, benefit) in {1: (1, 1), 3: (1.1, 0.9), 6: (1.4, 0.6)}.items():
        result = cost_benefit.cost_benefit(lines=[STAFF, line], uncertainty=uncertainty(grade=grade, **fixed))
        assert result.estimate == pytest.approx(1000 * benefit - 200_000 * cost)


def test_dispersion_widens_the_answer():
    calm, bursty = (cost_benefit.cost_benefit(lines=[THREATS], uncertainty=uncertainty(phi=phi)) for phi in (1, 4))
    assert bursty.high - bursty.low > calm.high - calm.low


def test_none_after_still_has_an_answer():
    drawn = cost_benefit.events_fewer(uncertainty=uncertainty(after=(0, 8)))
    assert 20 < np.median(drawn) < 35


def test_the_same_seed_gives_the_same_answer():
    one, other = (cost_benefit.cost_benefit(lines=[STAFF, THREATS], uncertainty=uncertainty()) for _ in range(2))
    assert one.as_json() == other.as_json()


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        ([], {}),
        ([THREATS], {"before": None}),
        ([THREATS], {"after": (9, 0)}),
        ([THREATS], {"before": (0, 25), "after": (0, 8)}),
        ([STAFF], {"draws": 100}),
        ([STAFF], {"grade": 7}),
        ([STAFF], {"ledger_spread": 2}),
        ([THREATS], {"attribution": (0, 1)}),
        ([THREATS], {"phi": 0}),
        ([Line(name="x", side=Side.COST, amount=float("nan"))], {}),
        ([Line(name="x", side=Side.COST, amount=1, year=-1)], {}),
    ],
)
def test_ledgers_that_cannot_be_computed_are_refused(lines, changes):
    with pytest.raises(NoEstimate):
        cost_benefit.cost_benefit(lines=lines, uncertainty=uncertainty(**changes))
