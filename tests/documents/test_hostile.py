"""Whatever people type: the briefing is set, no text is taken for source, and what was replaced is counted."""

import dataclasses
import json
from pathlib import Path

import pytest

from karlemose.documents import render
from karlemose.documents.content import Briefing, Heard, Label, Voice
from karlemose.documents.text import CARRIED_BY_TYPST
from tests.documents import samples
from tests.documents.reading import ends_of, flow_of, pages_of

NAUGHTY = Path(__file__).parents[3] / "shared/data/hostile/blns.json"

LONG = {
    "no-break-point": "W" * 10_000,
    "ten-thousand-characters": "ord og " * 1_430,
    "lines": "\n" * 10_000,
    "many-lines": "x\n" * 500,
    "emoji": "🔥" * 500,
    "pile-of-marks": "e" + "\u0301" * 2_000,
    "address": "https://example.org/" + "a/" * 2_000,
    "dashes": "-" * 3_000,
    "no-break-spaces": "a\u00a0" * 3_000,
    "surrogates": "\ud800 x \udfff",
    "overrides": "\u202e" + "abc " * 50,
    "hebrew": "שלום עולם " * 40,
    "arabic": "يقفون في المدخل مساءً ويطلبون من ابني " * 40,
    "source": '#sys.inputs #{panic("x")} $ \\ #import "paper.typ": * `raw` </text>]]>',
}


def week_of(*texts: str) -> Briefing:
    row = samples.rows(1)[0]
    return Briefing(cover=samples.cover(), rows=tuple(dataclasses.replace(row, text=text) for text in texts))


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the naughty strings lie in ../shared, which is not here")
def test_all_naughty_strings_are_set_in_one_briefing():
    naughty = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    found = ends_of(render.briefing(week_of(*naughty)))
    assert f"{len(naughty)} observationer" in found
    assert "tekster er tegn, som skriften ikke har, skrevet med deres kode, fx [U+1F525]:" in found


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the naughty strings lie in ../shared, which is not here")
def test_naughty_strings_as_every_name_are_set():
    naughty = json.loads(NAUGHTY.read_text(encoding="utf-8"))[40:120]
    row, change = samples.rows(1)[0], samples.CHANGES[0]
    content = samples.full(
        1,
        rows=tuple(dataclasses.replace(row, kind=text, place=text, reported_by=text) for text in naughty),
        changes=tuple(dataclasses.replace(change, kind=text, place=text) for text in naughty),
        sections=tuple(Heard(name=text, voice=Voice.SILENT) for text in naughty),
        plan=dataclasses.replace(samples.plan({}), labels=tuple(Label(text=text, at=(9, 9)) for text in naughty)),
    )
    assert render.briefing(content).startswith(b"%PDF-")


def test_long_and_strange_texts_are_set():
    found = ends_of(render.briefing(week_of(*LONG.values())))
    assert f"{len(LONG)} observationer" in found
    assert "Kontrolkode" in found


@pytest.mark.parametrize("name", LONG)
def test_long_and_strange_names_on_the_cover_leave_the_foot_alone(name):
    names = {"receiver": LONG[name], "neighbourhood": LONG[name], "partnership": LONG[name]}
    pages = pages_of(render.briefing(Briefing(cover=samples.cover(**names))))
    assert [page for number, page in enumerate(pages, start=1) if f"side {number}/{len(pages)}" not in page] == []


def test_source_stays_text():
    found = flow_of(render.briefing(week_of(LONG["source"])))
    assert "".join(LONG["source"].split()) in "".join(found.split())


def test_every_letter_left_to_typst_can_be_set():
    letters = " ".join(map(chr, sorted(CARRIED_BY_TYPST)))
    found = flow_of(render.briefing(week_of(letters)))
    assert "[U+" not in found


def test_replaced_characters_are_counted_on_the_page():
    found = flow_of(render.briefing(week_of("🔥 og 🔥", "中", "rolig")))
    assert "I 2 tekster er tegn, som skriften ikke har, skrevet med deres kode, fx [U+1F525]: 3 i alt." in found
    assert "[U+1F525] og [U+1F525]" in found


def test_nothing_is_said_about_characters_when_none_was_replaced():
    assert "skriften ikke har" not in flow_of(render.briefing(week_of("Nyt tag ved døren.")))
