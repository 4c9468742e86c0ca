"""CSV as people have it."""

import pytest

from karlemose.stats import columns
from karlemose.stats.columns import Column
from karlemose.stats.result import NoEstimate

WANTED = {"name": Column(read=columns.name), "count": Column(read=columns.whole, required=False, default=0)}


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        "name,count\nÅrhus,3\n".encode(),
        "\ufeffname,count\r\nÅrhus,3\r\n".encode(),
        "name;count\nÅrhus;3\n".encode("latin-1"),
        'count , name\n3,"Århus"\n\n'.encode(),
    ],
)
def test_comma_semicolon_mark_line_ends_and_latin_1_are_read_alike(file, content):
    table = columns.read(file=file(content), columns=WANTED)
    assert (table["name"], table["count"]) == (["Århus"], [3])


def test_columns_under_other_names_and_defaults_of_absent_ones(file):
    table = columns.read(file=file(b"who,n\na,1\n"), columns=WANTED, names={"name": "who"})
    assert table["name"] == ["a"]
    assert table["count"] == [0]
    assert not table.has("count")


def test_rows_without_the_value_are_counted_when_asked(file):
    table = columns.read(file=file(b"name,count\na,1\n,2\nb,\n"), columns=WANTED, skip_missing="name")
    assert (table["name"], table["count"], table.skipped) == (["a", "b"], [1, 0], 1)


def test_the_row_is_that_of_the_file_even_after_lines_in_quotes(file):
    with pytest.raises(NoEstimate, match="row 4, column count"):
        columns.read(file=file(b'name,count\n"a\nb",1\nc,x\n'), columns=WANTED)


def test_a_line_that_is_no_csv_is_named(file):
    with pytest.raises(NoEstimate, match="row"):
        columns.read(file=file(b"name,count\n" + b'"' + b"a" * 200_000), columns=WANTED)


@pytest.mark.parametrize(("text", "value"), [("2016-01-31", 735994.0), ("31", 31.0), ("2016-01-31T10:00", 735994.0)])
def test_days(text, value):
    assert columns.day(text) == value
