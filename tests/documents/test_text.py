import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.documents import text
from karlemose.documents.render import FONTS
from karlemose.documents.text import BREAK, CARRIED_BY_TYPST, LONGEST_IN_NAMES, LONGEST_IN_TEXT, Cleaner

GLYPHS = text.glyphs(FONTS / text.REGULAR)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("Nyt tag, 1 m, til højre for døren.", "Nyt tag, 1 m, til højre for døren."),
        ("a\nb\n\nc", "a\nb\n\nc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\tb", "a b"),
        ("\x00a\x07\x1b[31mb\x85\x7f", "a[31mb"),
        ("ma\u030al", "mål"),
        ("2\u2009500\u3000kr.", "2 500 kr."),
        ("2\u00a0500", "2\u00a0500"),
        ("*_#let $x$ \\u{41} `#sys`", "*_#let $x$ \\u{41} `#sys`"),
    ],
)
def test_clean_keeps_what_can_be_set_and_drops_what_cannot_be_seen(raw, safe):
    assert text.clean(raw, GLYPHS) == (safe, 0)


@pytest.mark.parametrize(
    ("raw", "safe", "replaced"),
    [
        ("🔥", "[U+1F525]", 1),
        ("中 og 中", "[U+4E2D] og [U+4E2D]", 2),
        ("\ud800", "[U+D800]", 1),
        ("\u202eabc", "[U+202E]abc", 1),
        ("a\u200bb", "a[U+200B]b", 1),
        ("e" + "\u0301" * 7, "é" + "\u0301" * 4 + "[U+0301]" * 2, 2),
    ],
)
def test_clean_writes_what_no_font_draws_as_its_code(raw, safe, replaced):
    assert _unbroken(text.clean(raw, GLYPHS)) == (safe, replaced)


def test_clean_leaves_arabic_to_the_font_that_typst_carries():
    arabic = "يقفون في المدخل مساءً"
    assert text.clean(arabic, GLYPHS) == (arabic, 0)


def test_clean_name_stands_on_one_line():
    assert text.clean_name("K-G\n syd \t", GLYPHS) == ("K-G syd", 0)


@pytest.mark.parametrize("word", ["ejendomsfunktionærerne", "afdelingsbestyrelsen"])
def test_ordinary_long_words_stay_whole_in_text(word):
    assert text.clean(word, GLYPHS) == (word, 0)


@given(st.text())
def test_cleaned_text_can_be_drawn_and_broken(raw):
    safe, _ = text.clean(raw, GLYPHS)
    assert [character for character in safe if character not in "\n" + BREAK and not GLYPHS.can_draw(character)] == []
    assert max(map(GLYPHS.width, _pieces(safe)), default=0) <= LONGEST_IN_TEXT


@given(st.text(alphabet="Wå- .🔥", min_size=8))
def test_no_piece_of_a_name_is_wider_than_its_column(raw):
    safe, _ = text.clean_name(raw, GLYPHS)
    assert max(map(GLYPHS.width, _pieces(safe)), default=0) <= LONGEST_IN_NAMES


@given(st.text())
def test_cleaned_text_travels_as_json(raw):
    safe, _ = text.clean(raw, GLYPHS)
    assert json.loads(json.dumps(safe).encode()) == safe


@given(st.text())
def test_nothing_visible_is_lost(raw):
    """What a reader could see is there as itself or as its code: as many characters as before, spaces aside."""
    safe, replaced = _unbroken(text.clean(raw, GLYPHS))
    assert safe.count("[U+") >= replaced


def test_cleaner_counts_texts_and_characters_and_each_name_once():
    cleaner = Cleaner(GLYPHS)
    cleaner.text("🔥🔥")
    cleaner.text("rolig")
    cleaner.name("中")
    cleaner.name("中")
    assert (cleaner.texts, cleaner.characters) == (2, 3)


@pytest.mark.parametrize(("raw", "expected"), [("שלום", True), ("12 يقف", True), ("ro يقف", False), ("12", False)])
def test_direction_follows_the_first_letter(raw, expected):
    assert text.runs_right_to_left(raw) is expected


def test_clipped_shows_that_there_was_more():
    assert (text.clipped("Syd", 3), text.clipped("Sydvest", 3)) == ("Syd", "Syd…")


def test_carried_letters_are_not_in_our_font():
    assert CARRIED_BY_TYPST & GLYPHS.widths.keys() == frozenset()


def _unbroken(cleaned: tuple[str, int]) -> tuple[str, int]:
    return cleaned[0].replace(BREAK, ""), cleaned[1]


def _pieces(safe: str) -> list[str]:
    return re.split(f"[ \n{BREAK}]", safe)  # a line does not break at a no-break space
