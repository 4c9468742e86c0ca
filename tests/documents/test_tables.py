"""A table as spreadsheets open it: nothing in it calculates, and a cell stays a cell."""

import csv
import io

import pytest

from karlemose.documents import tables


@pytest.mark.parametrize("text", ["=1+1", "+45", "-2", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1"])
def test_no_cell_is_run_as_a_formula(text):
    assert tables.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "To mænd løb = væk", "5–10 personer", "'=1"])
def test_other_cells_are_left_as_they_are(text):
    assert tables.harmless(text) == text


def test_a_semicolon_a_quote_and_a_new_line_stay_in_their_cell():
    lines = [["Sted", "Ord"], ["Torvet", 'a;b"c\r\nd'], ["Foden", "æøå"]]
    content = tables.written(lines)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")) == lines
    assert tables.written([["=1"]]).endswith(b"'=1\r\n")
