"""The paper of a hand-over: what it says, in both languages, whatever was typed."""

import pytest

from karlemose.documents import handover_page, render
from karlemose.documents.content import Language
from karlemose.documents.handover import Label
from karlemose.documents.handover_words import LABELS, WORDS, label
from tests.disclosure import samples
from tests.documents.reading import EXPECTED, ends_of, text_of


def said(*items, **more) -> str:
    return text_of(render.hand_over(samples.paper(*items, **more)))


def test_the_same_content_is_the_same_bytes():
    first = render.hand_over(samples.paper())
    assert first == render.hand_over(samples.paper())
    assert first != render.hand_over(samples.paper(receipt="AAAA CCCC"))


def test_it_says_what_it_is_for_whom_and_how_to_answer():
    paper = said()
    for words in (
        "Beskyttet · til politiet",
        "Læses af kontoret, og af politiet når det er afleveret",
        "opfundet · invented",
        "Aflevering til Lokalpolitiet",
        "Uge 37 i Karlemoseparken",
        "K7NM 9TXA",
        "Lone Fabricius, Boligorganisationen Siv",
        "Yasmin Toft",
        "sha256sum -c manifest-sha256.txt",
        "1204-7F3A",
    ):
        assert words in paper


@pytest.mark.parametrize("language", list(Language))
def test_it_reads_as_it_should(language):
    """`expected/handover.da.txt`: look at it before it is changed."""
    expected = (EXPECTED / f"handover.{language.value}.txt").read_text(encoding="utf-8")
    assert (
        text_of(render.hand_over(samples.paper(samples.item(), samples.description(), language=language))) == expected
    )


def test_its_edge_stands_on_every_page():
    items = [samples.description(number) for number in range(1, 30)]
    paper = said(*items)
    assert paper.count("Beskyttet · til politiet") >= 6


def test_a_real_one_says_nothing_of_invented():
    assert "invented" not in said(is_invented=False)


@pytest.mark.parametrize(
    ("precision", "words"),
    [("hour", "tirsdag 12. september 2017, 22.10"), ("day", "tirsdag 12. september 2017"), ("month", "september 2017")],
)
def test_a_time_is_said_as_closely_as_it_is_known(precision, words):
    paper = samples.paper()
    told = dict(handover_page.lines(samples.item(precision=precision), paper))
    assert told["Hvornår"] == words


def test_seen_and_thought_stand_in_two_lines():
    told = dict(handover_page.lines(samples.description(), samples.paper()))
    assert told["Set"] == "Mand i sort dynejakke med hvid stribe på ærmet"
    assert told["Vurdering (ikke fakta)"] == "Det ligner sidste uge"


def test_what_is_not_known_has_no_line():
    told = [name for name, _ in handover_page.lines(samples.item(place=""), samples.paper())]
    assert "Sted" not in told
    assert "Vurdering (ikke fakta)" not in told


def test_english_is_english():
    paper = said(language=Language.ENGLISH)
    assert "Protected · for the police" in paper
    assert "Receipt code" in paper
    assert "Number plate" in paper
    assert "Nummerplade" not in paper


@pytest.mark.parametrize("language", list(Language))
def test_every_word_and_label_is_there(language):
    assert {label(one, language) for one in Label} == {LABELS[one][list(Language).index(language)] for one in Label}
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())


HOSTILE = ["🔥 tag 🔥", "a\x00b\x1bc", "#let x = 1 $y$ [z]", "x" * 1900, "نص بالعربية", "\u202eevil"]


def test_no_text_stops_it():
    hostile = [
        samples.description(number, facts=((Label.DESCRIPTION, text),), assessment=text)
        for number, text in enumerate(HOSTILE, start=1)
    ]
    assert f"Post {len(HOSTILE)}" in said(*hostile)


def test_a_long_week_is_numbered_to_its_end():
    items = [samples.item(number) for number in range(1, 201)]
    assert "Post 200" in ends_of(render.hand_over(samples.paper(*items)))
