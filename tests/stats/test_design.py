"""The Maryland scale (law_and_method § 3.2, Sherman et al. 1997)."""

import pytest

from karlemose.stats import design
from karlemose.stats.design import Chosen
from karlemose.stats.result import NoEstimate


@pytest.mark.parametrize(
    ("shape", "level"),
    [
        ({"before_and_after": False}, 1),
        ({"before_and_after": False, "comparison": True}, 1),
        ({"before_and_after": True}, 2),
        ({"before_and_after": True, "comparison": True}, 3),
        ({"before_and_after": True, "comparison": True, "several_units": True}, 4),
        ({"before_and_after": True, "comparison": True, "several_units": True, "randomised": True}, 5),
    ],
)
def test_maryland_scale_sherman_1997(shape, level):
    assert design.maryland(**shape) == level


def test_a_comparison_chosen_before_reaches_level_three():
    level, _, doubts = design.of_comparison(Chosen.BEFORE)
    assert (level, doubts) == (3, ())


def test_an_unstated_choice_is_capped_at_two():
    level, words, doubts = design.of_comparison(Chosen.UNSTATED)
    assert level == 2
    assert "not established" in words.en
    assert [doubt.code for doubt in doubts] == ["comparison-not-frozen"]


def test_a_choice_after_the_data_is_refused():
    with pytest.raises(NoEstimate, match="one always flatters"):
        design.of_comparison(Chosen.AFTER)


def test_an_unknown_choice_is_an_error():
    with pytest.raises(ValueError, match="sometimes"):
        design.of_comparison("sometimes")
