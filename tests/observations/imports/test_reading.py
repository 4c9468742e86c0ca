"""Every way in which a file may be packed, encoded, separated and broken."""

import contextlib
import gzip
import hashlib
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karlemose.observations.imports import reading, unpacking
from karlemose.observations.imports.problems import Reason, Unusable

TABLE = "when,what\n2015-01-01,Støj på gården\n"


@pytest.fixture
def file(tmp_path):
    def made(content: bytes | str, name: str = "reports.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return made


def records(path) -> list[reading.Record]:
    with reading.opened(reading.inspect(path)) as found:
        return list(found)


def cells(path) -> list[list[str]]:
    return [record.cells for record in records(path)]


EXPECTED = [["when", "what"], ["2015-01-01", "Støj på gården"]]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("latin-1"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace(",", ";").encode("latin-1"),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("\n", "\n\n").encode(),
        TABLE.strip().encode(),
        gzip.compress(TABLE.encode("latin-1")),
    ],
    ids=[
        "utf-8",
        "bom",
        "latin-1",
        "cp1252",
        "utf-16",
        "crlf",
        "cr",
        "semicolon",
        "tab",
        "blank lines",
        "no end",
        "gz",
    ],
)
def test_same_table_is_read_however_it_is_written(file, content):
    assert cells(file(content)) == EXPECTED


def test_typographic_signs_of_windows_are_read(file):
    assert cells(file("a,b\n1,»Støj« – 5 €\n".encode("cp1252"))) == [["a", "b"], ["1", "»Støj« – 5 €"]]


def test_zip_with_one_table_is_read(tmp_path):
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/", "")
        archive.writestr("export/reports.csv", TABLE)
        archive.writestr("__MACOSX/._reports.csv", "not a table")
    assert cells(path) == EXPECTED


def test_digest_is_that_of_the_file_as_it_lies_there(file):
    packed = gzip.compress(TABLE.encode(), mtime=0)
    source = reading.inspect(file(packed))
    assert (source.digest, source.size) == (hashlib.sha256(packed).hexdigest(), len(TABLE.encode()))


def test_separator_inside_quotation_marks_does_not_decide(file):
    assert cells(file('"a;b;c;d",e\n1,2\n')) == [["a;b;c;d", "e"], ["1", "2"]]


def test_text_over_several_lines_is_one_record_with_its_line(file):
    found = records(file('a,b\n1,"one\ntwo ""quoted""\n"\n3,4\n'))
    assert [(record.line, record.cells) for record in found] == [
        (1, ["a", "b"]),
        (2, ["1", 'one\ntwo "quoted"\n']),
        (5, ["3", "4"]),
    ]


def test_stray_quotation_mark_costs_its_own_row_alone(file):
    found = records(file('a,b\n1,"never closed\n2,x\n3,"y"\n4,z\n'))
    assert [(record.line, record.problem) for record in found] == [
        (1, None),
        (2, Reason.BROKEN_QUOTES),
        (3, None),
        (4, None),
        (5, None),
    ]
    assert found[1].cells == ['1,"never closed']


def test_quotation_mark_never_closed_to_the_end_costs_its_own_row_alone(file):
    lines = "".join(f"{number},x\n" for number in range(500))
    found = records(file(f'a,b\n1,"never closed\n{lines}'))
    assert [record.problem for record in found] == [None, Reason.BROKEN_QUOTES] + [None] * 500


def test_cell_longer_than_any_text_is_refused_as_that(file):
    found = records(file("a,b\n1," + "x" * 200_000 + "\n2,y\n"))
    assert [(record.line, record.problem) for record in found] == [(1, None), (2, Reason.TEXT_TOO_LONG), (3, None)]
    assert len(found[1].cells[0]) == 200_002


def test_broken_line_of_a_utf8_file_is_shown_alone(file):
    content = "a,b\nø,1\n".encode() + b"\xf8,2\n" + "å,3\næ,4\n".encode()
    assert [row[0] for row in cells(file(content))] == ["a", "ø", "\udcf8", "å", "æ"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (gzip.compress(b""), "is empty"),
        (gzip.compress(TABLE.encode() * 2000)[:-40], "broken or cut short"),
        (b"\x1f\x8b\x08 no gzip at all", "broken or cut short"),
        (b"PK\x03\x04 no zip at all", "broken or cut short"),
        (b"PK\x05\x06" + bytes(18), "the zip is empty"),
        (b"x" * (reading.MAX_LINE + 1), "a line is longer than"),
    ],
    ids=["empty", "empty gz", "cut gz", "broken gz", "broken zip", "empty zip", "one line"],
)
def test_file_that_cannot_be_used_says_why(file, content, message):
    with pytest.raises(Unusable, match=message):
        reading.inspect(file(content))


def test_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(Unusable, match="No such file"):
        reading.inspect(tmp_path / "none.csv")
    with pytest.raises(Unusable, match="Is a directory"):
        reading.inspect(tmp_path)


def test_zip_with_two_tables_names_them(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", TABLE)
        archive.writestr("two.csv", TABLE)
    with pytest.raises(Unusable, match=r"must hold one CSV; it holds one\.csv, two\.csv"):
        reading.inspect(path)


def test_locked_zip_asks_to_be_unpacked_first(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", TABLE)
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the bit that says "encrypted", in the local header and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(Unusable, match="locked with a password"):
        reading.inspect(path)


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_archive_that_unpacks_beyond_the_ceiling_is_stopped(tmp_path, kind):
    path = tmp_path / f"bomb.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(bytes(3_000_000)))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.csv", bytes(3_000_000))
    with pytest.raises(Unusable, match="larger than"), unpacking.unpacked(path, ceiling=2**20) as stream:
        stream.readall()


def test_error_of_the_caller_is_not_taken_for_one_of_the_file(file):
    with pytest.raises(RuntimeError, match="ours"), unpacking.unpacked(file(TABLE)):
        raise RuntimeError("ours")


def test_progress_hears_every_byte(file):
    heard: list[int] = []
    with reading.opened(reading.inspect(file(TABLE)), progress=heard.append) as found:
        list(found)
    assert heard[-1] == len(TABLE.encode())


@given(st.binary(max_size=400))
def test_no_bytes_whatever_are_more_than_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with contextlib.suppress(Unusable):
        assert all(record.cells for record in records(path))
