"""A table as a file: comma-separated values as Danish spreadsheets open them.

UTF-8 with its mark, semicolons, lines ended as Windows ends them. What a spreadsheet would run as a formula is kept
from it by an apostrophe.
"""

import csv
import io
from collections.abc import Iterable

MARK = "\ufeff"
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide signs too: spreadsheets read them alike


def written(lines: Iterable[Iterable[str]]) -> bytes:
    """The file, its heading the first of the lines."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return (MARK + out.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
