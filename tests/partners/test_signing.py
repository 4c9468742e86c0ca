"""`karlemose rules sign …`: the lawyer's yes, kept by the partnership."""

import json
from functools import partial

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.db.utils import ProgrammingError

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.partners.models import Signature
from karlemose.partners.signing import sign, sign_rule
from karlemose.policy.rulebook import in_force
from karlemose.tenancy.acting import acting_for


@pytest.fixture(autouse=True)
def another_partnership(cast):
    """A second one is there before the test begins: a command must say which is meant."""
    return cast.elsewhere


@pytest.fixture
def type_in(cast):
    def run(*words):
        return CliRunner().invoke(sign, list(words))

    return run


def signatures(world):
    with acting_for(world.partnership.id, read_only=True):
        return list(Signature.objects.visible_to(world.command).order_by("id"))


def test_a_signature_is_kept_with_rule_text_and_name(cast, type_in):
    result = type_in("D46", "--partnership", "moseby", "--by", "Advokat Asta Lind")
    assert (result.exit_code, result.output) == (
        0,
        f"D46 is signed by Advokat Asta Lind for moseby, in the text {in_force().version[:12]}.\n",
    )
    (kept,) = signatures(cast.home)
    assert (kept.rule, kept.version, kept.signed_by) == ("D46", in_force().version, "Advokat Asta Lind")
    assert signatures(cast.elsewhere) == []


def test_the_ledger_says_which_rule_in_which_text_and_no_name(cast, now):
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Advokat Asta Lind")
    with acting_for(cast.home.partnership.id, read_only=True):
        entries = Entry.objects.unscoped("a test reads the log").order_by("-id")
        body = json.loads(entries.first().body)
    assert body["event"] == "partners.rule.signed"
    assert body["detail"] == {"rule": "D46", "version": in_force().version}
    assert "Lind" not in json.dumps(body)


def test_a_mistake_is_one_sentence_and_keeps_nothing(cast, type_in):
    for words, sentence in (
        (["D04", "--partnership", "moseby", "--by", "A"], "D04: no rule that waits for a signature (these do: D46,"),
        (["D99", "--partnership", "moseby", "--by", "A"], "D99: no rule that waits for a signature"),
        (["D46", "--partnership", "nowhere", "--by", "A"], "no partnership 'nowhere' (known: engby, moseby)"),
        (["D46", "--partnership", "moseby", "--by", " "], "give the lawyer's name in one line"),
        (["D46", "--partnership", "moseby", "--by", "A\nB"], "give the lawyer's name in one line"),
        (["D46", "--by", "A"], "Missing option '--partnership'"),
    ):
        result = type_in(*words)
        assert (result.exit_code, sentence in result.output) == (2, True), result.output
    assert signatures(cast.home) == []


def test_nobody_at_a_desk_signs_for_the_lawyer(cast, now):
    for name in ("manager", "officer", "contact", "data_protection"):
        with pytest.raises(NotAllowed):
            sign_rule(by=cast.home.viewer(name), at=now, rule="D46", name="Advokat Asta Lind")
    assert signatures(cast.home) == []


def test_the_same_rule_is_signed_once_in_a_text(cast, type_in):
    type_in("D46", "--partnership", "moseby", "--by", "A")
    result = type_in("D46", "--partnership", "moseby", "--by", "B")
    assert (result.exit_code, "D46 is signed already" in result.output) == (2, True)
    assert [kept.signed_by for kept in signatures(cast.home)] == ["A"]
    assert type_in("D46", "--partnership", "engby", "--by", "B").exit_code == 0


def test_a_signature_can_be_neither_changed_nor_taken_away(cast, now):
    sign_rule(by=cast.home.command, at=now, rule="D46", name="A")
    with acting_for(cast.home.partnership.id):
        rows = Signature.objects.visible_to(cast.home.command)
        for change in (partial(rows.update, signed_by="B"), rows.delete):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change()
