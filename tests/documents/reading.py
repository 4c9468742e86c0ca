"""Reads back what a PDF says, and what it says it is."""

import io
from pathlib import Path

import pypdf

EXPECTED = Path(__file__).parent / "expected"


def text_of(pdf: bytes) -> str:
    """All pages as plain lines; no-break spaces plain, blanks at the ends of lines dropped."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    lines = [" ".join(line.replace("\u00a0", " ").split()) for page in pages for line in page.splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


def flow_of(pdf: bytes) -> str:
    """The same with lines joined, for sentences that may wrap."""
    return " ".join(text_of(pdf).split())


def ends_of(pdf: bytes) -> str:
    """The first and the last page alone, lines joined: reading a long paper takes longer than setting it."""
    first, *_, last = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(f"{first.extract_text()} {last.extract_text()}".replace("\u00a0", " ").split())


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def metadata_of(pdf: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data().decode()


def alternatives_of(pdf: bytes) -> list[str]:
    """Alternative texts of all figures, in reading order."""
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    found: list[str] = []
    branches = [root]
    while branches:
        branch = branches.pop(0).get_object()
        if isinstance(branch, list):
            branches = [*branch, *branches]
        elif hasattr(branch, "get"):
            found += [str(branch["/Alt"])] if "/Alt" in branch else []
            branches = [branch["/K"], *branches] if "/K" in branch else branches
    return found


def expected(name: str, found: str) -> str:
    """The text kept for a sample. What was found lies in build/documents, to be looked at and copied over."""
    actual = Path(__file__).parents[2] / "build/documents" / name
    actual.parent.mkdir(parents=True, exist_ok=True)
    actual.write_text(found, encoding="utf-8")
    return (EXPECTED / name).read_text(encoding="utf-8")
