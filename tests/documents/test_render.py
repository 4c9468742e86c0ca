"""Every sample is set and says what it should, as PDF/A-2b and PDF/UA-1, in the same bytes everywhere."""

import dataclasses
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import cache

import pytest

from karlemose.documents import render
from karlemose.documents.content import BoardBriefing, Briefing, Comparison, Language, Month, Row, Turn
from tests.documents import samples
from tests.documents.reading import alternatives_of, expected, flow_of, metadata_of, pages_of, text_of

SAMPLES = {
    "full.da": lambda: samples.full(12),
    "full.en": lambda: samples.full(12, Language.ENGLISH),
    "so-far.da": lambda: samples.full(3, cover=samples.cover(is_so_far=True, is_invented=False)),
    "empty.da": samples.empty,
    "empty.en": lambda: samples.empty(Language.ENGLISH),
    "board.da": samples.board,
    "board.en": lambda: samples.board(Language.ENGLISH),
}


@cache
def printed(name: str) -> bytes:
    """Each sample is set once."""
    return render.briefing(SAMPLES[name]())


def said(name: str) -> str:
    return text_of(printed(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_says_what_it_should(name):
    found = said(name)
    assert found == expected(f"{name}.txt", found)


@pytest.mark.parametrize("name", ["full.da", "board.en"])
def test_sample_is_pdf_a_and_pdf_ua(name):
    metadata = metadata_of(printed(name))
    marks = ["<pdfaid:part>2<", "<pdfaid:conformance>B<", "<pdfuaid:part>1<", f"<rdf:li>{name[-2:]}</rdf:li>"]
    assert [mark for mark in marks if mark not in metadata] == []


def test_each_page_carries_channel_marks_receiver_week_and_number():
    pages = pages_of(render.briefing(samples.full(60)))
    for number, page in enumerate(pages, start=1):
        assert page.startswith("Fælles Læses af alle partnere opfundet · invented")
        foot = f"Udskrevet for Lokalpolitiet · uge 35, 2017 · Karlemoseparken · opfundet · invented side {number}/"
        assert foot + str(len(pages)) in page
    assert len(pages) > 3


def test_figures_have_alternative_text():
    assert alternatives_of(printed("full.da")) == [
        "Varmekort over time og ugedag. 12 observationer.",
        "Kort over områdeenhederne. Flest: Torvet (9), G 2 (5) og Tunnelen (4).",
    ]


def test_board_has_no_field_in_which_a_record_could_lie():
    assert {field.name for field in dataclasses.fields(BoardBriefing)} == {"cover", "months"}


def test_board_prints_no_count_below_five():
    counts = {word for line in said("board.da").splitlines() for word in line.split()[-1:] if word.isdigit()}
    assert counts == {"31", "27", "40", "52", "61", "48", "22", "12", "9", "6", "5"}  # 5 of "færre end 5"


def test_board_without_months_says_so():
    content = BoardBriefing(cover=samples.cover())
    assert "Der er endnu ingen måneder at vise." in flow_of(render.briefing(content))


def test_a_week_that_has_ended_is_not_marked():
    assert "så vidt" not in said("full.da")


def test_a_real_week_is_not_called_invented():
    assert "opfundet" not in said("so-far.da")


def test_empty_week_tells_silence_from_calm():
    assert (
        "Ingen meldinger i denne uge. 3 af 4 dele af bebyggelsen har sagt »intet at melde«. "
        "Fra Syd har vi intet hørt; det er ikke det samme som ro."
    ) in " ".join(said("empty.da").split())


def test_a_briefing_of_nothing_at_all_is_set():
    assert "Ingen meldinger i denne uge." in flow_of(render.briefing(Briefing(cover=samples.cover())))


def test_an_infinite_limit_is_set():
    change = dataclasses.replace(
        samples.CHANGES[2], comparison=Comparison(count=2, usual=0.1, ratio=20, ratio_low=1.1, ratio_high=float("inf"))
    )
    assert "20,0 (1,1–∞)" in flow_of(render.briefing(samples.full(1, changes=(change,))))


def test_a_long_group_ends_with_how_many_are_left_out():
    changes = tuple(
        dataclasses.replace(samples.CHANGES[4], place=f"Sted {number}", turn=Turn.RECURRING) for number in range(30)
    )
    assert "… og 5 linjer mere" in flow_of(render.briefing(samples.full(1, changes=changes)))


def test_headings_of_columns_and_days_come_back_on_each_page_of_the_list():
    observed = tuple(dataclasses.replace(row, seen_at=samples.rows(1)[0].seen_at) for row in samples.rows(90))
    pages = pages_of(render.briefing(samples.full(1, rows=observed, changes=(), hours=(), plan=None)))
    heads = [page for page in pages if "Kl. Handling og sted Hvad de gjorde" in page and "august 90" in page]
    assert len(heads) == len(pages) > 3


def test_the_same_content_is_the_same_bytes():
    assert render.briefing(samples.full(12)) == printed("full.da")


def test_other_content_is_other_bytes():
    assert render.briefing(samples.full(13)) != printed("full.da")


PRINT_DIGESTS = """
import hashlib, os, time
from karlemose.documents import render
from tests.documents import samples
for os.environ["TZ"] in ("Pacific/Auckland", "America/New_York"):
    time.tzset()
    print(hashlib.sha256(render.briefing(samples.full(12))).hexdigest())
"""


def test_the_bytes_are_the_same_in_other_zones_another_locale_and_another_process(tmp_path):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-W", "error", "-c", PRINT_DIGESTS]
    told = subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert told.split() == [hashlib.sha256(printed("full.da")).hexdigest()] * 2


def test_typst_has_no_complaints(caplog):
    for name in ("full.en", "board.da"):
        render.briefing(SAMPLES[name]())
    assert caplog.messages == []


def test_missing_fonts_are_named_with_the_command_that_helps(tmp_path):
    with pytest.raises(render.FontsMissing, match="make setup"):
        render.briefing(samples.empty(), fonts=tmp_path)


def test_a_moment_without_zone_is_refused():
    naive = datetime(2017, 9, 4, 6, 0)
    with pytest.raises(ValueError, match="time zone"):
        samples.cover(made_at=naive)
    with pytest.raises(ValueError, match="time zone"):
        Row(seen_at=naive, kind="støj", place="Torvet")


@pytest.mark.parametrize("count", [0, 4])
def test_a_small_month_is_refused_for_the_board(count):
    with pytest.raises(ValueError, match="fewer than five"):
        Month(starts_on=date(2017, 8, 1), count=count)


def test_several_threads_set_the_same_bytes():
    content = samples.full(12)
    with ThreadPoolExecutor(max_workers=4) as threads:
        assert set(threads.map(render.briefing, [content] * 4)) == {printed("full.da")}


def test_hours_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="seven days"):
        Briefing(cover=samples.cover(), hours=((1, 2, 3),))


def test_a_late_entry_keeps_both_days_and_their_years():
    row = Row(
        seen_at=datetime(2016, 12, 31, 7, 40, tzinfo=samples.COPENHAGEN),
        kind="våben",
        place="K-G syd",
        written_down_on=date(2017, 1, 2),
    )
    assert "Skrevet ned 2. januar 2017, set 31. december 2016." in flow_of(
        render.briefing(Briefing(cover=samples.cover(), rows=(row,)))
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_words_that_nobody_filled_never_reach_the_paper(name):
    found = said(name)
    assert [gap for gap in ("{", "}", "None", "nan") if gap in found] == []
