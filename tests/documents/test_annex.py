"""The annex: every rule in words, what is off and who signed, and the record of processing."""

from datetime import UTC, date, datetime
from functools import cache

import pytest
from click.testing import CliRunner

from karlemose.documents import render
from karlemose.documents.annex import Annex
from karlemose.documents.commands import annex
from karlemose.documents.content import Language
from karlemose.partners.signing import sign_rule
from karlemose.policy.rule import Language as Spoken
from karlemose.policy.rule import Verdict
from karlemose.policy.rulebook import in_force
from tests.documents.reading import flow_of, metadata_of

MADE_AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@cache
def printed(language, *signed, partnership="Moseby"):
    """Once for each; `signed` are pairs of a rule and who signed it when."""
    return render.rulebook(
        Annex(law=in_force(), language=language, partnership=partnership, made_at=MADE_AT, signed=dict(signed))
    )


@pytest.mark.parametrize("language", Language)
def test_every_rule_stands_in_it_in_words(language):
    said = "".join(flow_of(printed(language)).split())
    spoken = Spoken(language.value)
    wanted = {rule.id: "".join(rule.words.said(spoken).split()) for rule in in_force().rules}
    assert [code for code, words in wanted.items() if words not in said] == []
    assert in_force().version in said


def test_it_is_pdf_a_and_pdf_ua_and_the_same_bytes():
    first = printed(Language.DANISH)
    assert first == printed.__wrapped__(Language.DANISH)
    assert 'pdfuaid:part="1"' in metadata_of(first) or "<pdfuaid:part>1" in metadata_of(first)


def test_what_is_off_says_so_and_what_is_signed_says_by_whom():
    unsigned = flow_of(printed(Language.ENGLISH))
    signed = flow_of(printed(Language.ENGLISH, ("D46", ("Asta Lind", date(2026, 2, 3)))))
    waiting = [rule.id for rule in in_force().rules if rule.needs_signature]
    assert unsigned.count("Off until the partnership's lawyer has signed it.") == len(waiting)
    assert signed.count("Off until the partnership's lawyer has signed it.") == len(waiting) - 1
    assert "Signed by Asta Lind, 2026-02-03." in signed


def test_the_record_of_processing_holds_what_may_be_passed_on_and_is_on():
    _, _, record = flow_of(printed(Language.ENGLISH)).rpartition("Record of processing (art. 30)")
    listed = [rule.id for rule in in_force().rules if f"{rule.id} ·" in record]
    expected = [rule.id for rule in in_force().rules if rule.verdict != Verdict.DENY and not rule.needs_signature]
    assert listed == expected


def test_names_are_text_and_never_markup():
    assert "#pagebreak() $x$ <b>" in flow_of(printed(Language.DANISH, partnership="#pagebreak() $x$ <b>"))


def test_it_is_printed_at_the_command_line(cast, now, tmp_path):
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Asta Lind")
    words = ["--partnership", "moseby", "--lang", "en", "-o", str(tmp_path / "annex.pdf")]
    result = CliRunner().invoke(annex, words)
    assert (result.exit_code, "53 rules, 1 signed" in result.output) == (0, True)
    assert "Signed by Asta Lind" in flow_of((tmp_path / "annex.pdf").read_bytes())


def test_a_mistake_is_one_sentence(cast):
    for words, sentence in (
        (["--partnership", "nowhere", "-o", "x.pdf"], "no partnership 'nowhere'"),
        (["--partnership", "moseby", "-o", "nowhere/x.pdf"], "nowhere/x.pdf cannot be written"),
        (["--partnership", "moseby"], "Missing option '--output'"),
    ):
        result = CliRunner().invoke(annex, words)
        assert (result.exit_code, sentence in result.output) == (2, True)
