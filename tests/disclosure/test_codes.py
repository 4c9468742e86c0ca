"""The code that is read aloud."""

import random

import pytest

from karlemose.disclosure import codes


def test_eight_characters_that_nobody_mistakes():
    drawn = {codes.receipt_code(random.Random(seed)) for seed in range(500)}
    assert {len(code) for code in drawn} == {8}
    assert not set("".join(drawn)) & set("0OQ1I2Z5S8B")
    assert len(drawn) == 500


@pytest.mark.parametrize("typed", ["k7nm 9txa", "K7NM-9TXA", " K7NM9TXA ", "k 7 n m 9 t x a"])
def test_how_it_was_typed_does_not_matter(typed):
    assert codes.digest(typed, hand_over="A") == codes.digest("K7NM9TXA", hand_over="A")


def test_another_code_or_another_hand_over_is_another():
    assert codes.digest("K7NM9TXC", hand_over="A") != codes.digest("K7NM9TXA", hand_over="A")
    assert codes.digest("K7NM9TXA", hand_over="B") != codes.digest("K7NM9TXA", hand_over="A")


def test_it_is_shown_in_two_groups():
    assert codes.shown("K7NM9TXA") == "K7NM 9TXA"
