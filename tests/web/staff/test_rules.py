"""The rulebook, as a member of staff reads it."""

import html
import re

import pytest

from karlemose.partners.signing import sign_rule
from karlemose.policy.rulebook import in_force


def text(answer) -> str:
    without = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.unescape(without))


@pytest.mark.parametrize("who", ["caretaker", "officer", "board_member", "operations"])
def test_every_rule_is_there_with_its_paragraph_for_everybody_who_works_there(page, a_week, who):
    answer = page(who, "rules")
    assert answer.status_code == 200
    said = text(answer)
    assert [rule.id for rule in in_force().rules if f"{rule.id} ·" not in said] == []
    assert [rule.id for rule in in_force().rules if rule.basis.en not in said and rule.basis.da not in said] == []


def test_a_rule_that_is_off_says_so_until_it_is_signed(page, cast, a_week, now):
    before = text(page("manager", "rules"))
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Asta Lind")
    after = text(page("manager", "rules"))
    assert ("Asta Lind" in before, "Asta Lind" in after) == (False, True)
    assert after.count("Asta Lind") == 1


def test_a_signature_of_another_partnership_is_not_shown(page, cast, a_week, now):
    sign_rule(by=cast.elsewhere.command, at=now, rule="D46", name="Asta Lind")
    assert "Asta Lind" not in text(page("manager", "rules"))


def test_the_table_can_be_read_by_what_is_given(page, a_week):
    by_party, by_information = (page("manager", "rules", data=data) for data in ({}, {"by": "information"}))
    assert text(by_party) != text(by_information)
    for answer in (by_party, by_information):
        assert [rule.id for rule in in_force().rules if f"{rule.id} ·" not in text(answer)] == []
