"""The table a benchmark prints: what was measured, our time, the floor's in the same run, their ratio, the bound."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measurement. `is_kept` is None where architecture.md sets no bound."""

    what: str
    ours: str
    floor: str = ""
    ratio: float | None = None
    bound: str = ""
    is_kept: bool | None = None


def beside(what: str, *, ours: float, floor: float, floor_is: str, most: float | None = None) -> Line:
    """Our seconds beside the floor's; `most` is how many times the floor's they may be."""
    ratio = ours / floor
    return Line(
        what=what,
        ours=in_words(ours),
        floor=f"{in_words(floor)} {floor_is}",
        ratio=ratio,
        bound="" if most is None else f"≤ {most:g} ×",
        is_kept=None if most is None else ratio <= most,
    )


def within(what: str, *, ours: float, most: float) -> Line:
    """Our seconds, and how many they may be."""
    return Line(what=what, ours=in_words(ours), bound=f"≤ {in_words(most)}", is_kept=ours <= most)


def in_words(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1_000:.2f} ms" if seconds >= 0.001 else f"{seconds * 1_000_000:.0f} µs"


def show(title: str, lines: Iterable[Line]) -> None:
    table = Table(title=title, title_justify="left")
    for name in ("what", "ours", "the floor", "ratio", "must be", ""):
        table.add_column(name, justify="right" if name == "ratio" else "left")
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        kept = {None: "", True: "kept", False: "MISSED"}[line.is_kept]
        table.add_row(line.what, line.ours, line.floor, ratio, line.bound, kept)
    console = Console()
    Console(width=max(console.width, 150)).print(table)
