"""The few things that a printed page is made of."""

from collections.abc import Iterable, Sequence

MARK = "<!-- Printed by `python tools/docs.py write`: change the code, not this page. -->"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([MARK, f"# {title}", *parts]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in lines
    )


def code(text: str) -> str:
    return f"`{text}`"
