"""The result type, its words and its refusal."""

import json
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.stats import (
    cost_benefit,
    cuts,
    interrupted,
    power,
    proportions,
    rates,
    ratios,
    relative_ratio,
    segmented,
    sensitivity,
)
from karlemose.stats.result import NoEstimate, finite
from karlemose.stats.words import danish, number, say

ENTRY = {"before": (85, 25), "after": (9, 8)}
CLAIMS = re.compile(
    r"\b(proved?|proven|caused|causes|because of|due to|thanks to|led to|effect of|worked|averted|prevented|"
    r"bevist|beviser|forårsage[rdt]*|skyldes|på grund af|takket være|førte til|effekten af|virkede|forhindrede)\b",
    re.IGNORECASE,
)


def every_result_below_level_three():
    rng = np.random.default_rng(1)
    series = rng.poisson(9, 30)
    line = cost_benefit.Line(name="x", side=cost_benefit.Side.BENEFIT, amount=1, basis=cost_benefit.Basis.PER_EVENT)
    yield rates.rate(count=9, exposure=8)
    yield rates.rate_ratio(**ENTRY)
    yield rates.rate_ratio(before=(9, 8), after=(85, 25))
    yield rates.rate_ratio(before=(0, 8), after=(5, 8))
    yield rates.mid_p_rate_ratio(**ENTRY)
    yield ratios.jeffreys_rate_ratio(**ENTRY)
    yield ratios.negative_binomial_rate_ratio(before=series[:15], after=series[15:])
    yield cuts.rate_ratio_by_cut(cuts={"one": ((85, 25), (9, 8))})
    yield sensitivity.averted(**ENTRY, rng=rng, draws=1000)
    yield sensitivity.to_crisis(**ENTRY, calm_exposure=15, calm_counts=[20])
    yield interrupted.interrupted_series(counts=series, number_before=15)
    yield segmented.segmented_regression(values=series, number_before=15)
    yield proportions.difference(before=(48, 80), after=(56, 70))
    yield relative_ratio.relative_rate_ratio(treated=((9, 1), (5, 1)), control=((9, 1), (8, 1)))
    yield power.months_to_see(rate_before=3.4, months_before=25, ratio=0.5)
    yield cost_benefit.cost_benefit(lines=[line], uncertainty=cost_benefit.Uncertainty(rng=rng, **ENTRY))


def test_below_level_three_no_sentence_claims_a_cause():
    for result in every_result_below_level_three():
        assert result.sms < 3
        assert not CLAIMS.search(result.sentence), result.sentence
        assert not CLAIMS.search(result.sentence_da), result.sentence_da


def test_every_result_says_all_that_the_contract_asks_for():
    for result in every_result_below_level_three():
        answer = json.loads(json.dumps(result.as_json(), allow_nan=False))
        assert {"estimate", "low", "high", "p", "method", "warnings", "sms", "sentence", "sentence_da"} <= set(answer)
        assert answer["method"]
        assert answer["reference"]
        assert answer["sentence"] != answer["sentence_da"]
        assert 0 < result.level < 1


def test_a_bound_that_does_not_exist_is_null_and_said_to_be():
    answer = rates.rate_ratio(before=(0, 8), after=(5, 8)).as_json()
    assert answer["high"] is None
    assert [text for text in answer["warnings"] if "null" in text] == [
        "The estimate is not a finite number and is given as null.",
        "The upper limit is not a finite number and is given as null.",
    ]
    assert len(answer["warnings"]) == len(answer["warnings_da"])


def test_an_interval_that_holds_one_says_that_nothing_is_shown():
    result = rates.rate_ratio(before=(20, 10), after=(19, 10))
    assert "a fall as well as with a rise" in result.sentence


def test_a_low_level_is_no_evidence():
    result = rates.rate_ratio(before=(20, 10), after=(15, 10), level=0.3)
    assert result.high < 1
    assert "only because its level is low" in result.sentence


def test_a_refusal_speaks_both_languages():
    with pytest.raises(NoEstimate) as refusal:
        rates.rate_ratio(before=(3, 0), after=(3, 1))
    assert "without exposure there is no rate" in refusal.value.words.en
    assert "uden eksponering er der ingen rate" in refusal.value.words.da


@given(
    st.recursive(
        st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_whatever_the_details_hold_json_stays_strict(details):
    json.dumps(finite(details), allow_nan=False)


def test_arrays_become_lists():
    assert finite({"a": np.array([1.0, math.nan]), 2: (np.int64(3), True)}) == {"a": [1.0, None], "2": [3, True]}


@pytest.mark.parametrize(
    ("value", "english", "in_danish"),
    [
        (0.33088, "0.33", "0,33"),
        (27.2, "27.2", "27,2"),
        (1234.5, "1,234", "1.234"),
        (-118, "−118", "−118"),
        (0.0042, "0.0042", "0,0042"),
        (0.0, "0.0", "0,0"),
        (math.inf, "∞", "∞"),
        (-math.inf, "−∞", "−∞"),
        (1e-9, "1e−09", "1e−09"),
    ],
)
def test_numbers_as_people_write_them(value, english, in_danish):
    assert number(value) == english
    assert danish(number(value)) == in_danish


def test_both_languages_carry_the_same_numbers():
    words = say("{a} of {b}", "{a} af {b}", a=1.5, b=1200)
    assert (words.en, words.da) == ("1.50 of 1,200", "1,50 af 1.200")
