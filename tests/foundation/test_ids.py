"""Public numbers tell nothing."""

from karlemose.foundation.ids import ALPHABET, LENGTH, public_id


def test_numbers_are_short_and_can_be_read_aloud():
    found = public_id()
    assert len(found) == LENGTH
    assert set(found) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_numbers_do_not_repeat_and_have_no_order():
    found = [public_id() for _ in range(2000)]
    assert len(set(found)) == len(found)
    assert found != sorted(found)
