"""Karlemoseparken as an invented plan: 12 blocks, 74 doors, 640 dwellings, drawn out at sea.

Everything is in metres east and north of an origin where nobody lives; blocks are 12 m deep and 9 m wide at each
stairwell. The plan is written as GeoJSON and read by `places.plan` like anybody else's, so the demo's estate passes
the same refusals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from karlemose.places.projection import LocalMetres

ORIGIN = LocalMetres(latitude=55.43, longitude=12.30)
NAME = "Karlemoseparken"
DEPTH = 12  # metres
DOOR = 9  # metres of house to a stairwell

Box = tuple[float, float, float, float]  # west, south, width, height


@dataclass(frozen=True)
class Block:
    """`units` gives the last stairwell of each place unit; `cellars` their names and on which side they are drawn."""

    section: str
    letter: str
    name: str
    doors: range
    dwellings: int  # to a stairwell
    units: tuple[int, ...]
    cellars: tuple[str, ...]
    west: float
    north: float  # the row's y; houses running south begin here
    runs_south: bool = False


SECTIONS = {"nord": "Nord", "oest": "Øst", "syd": "Syd", "vest": "Vest"}

BLOCKS = (
    Block("nord", "A", "Sivhuset", range(1, 8), 8, (4, 7), ("K-A",), 0, 300),
    Block("nord", "B", "Starhuset", range(8, 14), 8, (10, 13), ("K-B",), 90, 300),
    Block("nord", "C", "Porshuset", range(14, 20), 8, (16, 19), ("K-C",), 170, 300),
    Block("oest", "D", "Pilehuset", range(20, 28), 8, (23, 27), ("K-D",), 330, 280, runs_south=True),
    Block("oest", "E", "Ellehuset", range(28, 36), 8, (31, 35), ("K-E",), 330, 190, runs_south=True),
    Block("oest", "F", "Frøgården", range(36, 39), 8, (38,), (), 330, 95),
    Block("syd", "G", "Lynghuset", range(39, 46), 8, (42, 45), ("K-G nord", "K-G syd"), 0, 0),
    Block("syd", "H", "Birkehuset", range(46, 53), 8, (49, 52), ("K-H nord", "K-H syd"), 90, 0),
    Block("syd", "J", "Tranehuset", range(53, 59), 8, (55, 58), ("K-J",), 180, 0),
    Block("vest", "K", "Klokkehuset", range(59, 65), 10, (61, 64), ("K-K",), -90, 280, runs_south=True),
    Block("vest", "L", "Lærkehuset", range(65, 71), 10, (67, 70), ("K-L",), -90, 210, runs_south=True),
    Block("vest", "M", "Mosebo", range(71, 75), 14, (72, 74), (), -90, 130, runs_south=True),
)

TERRACES = "F"  # three rows of eight small houses instead of stairwells
TERRACE_LENGTH, TERRACE_DEPTH, TERRACE_STEP = 48, 8, 20  # metres

OUTDOOR: tuple[tuple[str, str, Box], ...] = (
    ("torvet", "Torvet", (130, 165, 32, 24)),
    ("beboerhuset", "Beboerhuset", (90, 172, 22, 14)),
    ("ejendomskontoret", "Ejendomskontoret", (52, 176, 14, 10)),
    ("boernehaven", "Børnehaven Mosehuset", (200, 182, 26, 16)),
    ("legepladsen", "Legepladsen Frøen", (200, 158, 26, 20)),
    ("boldburet", "Boldburet", (60, 85, 26, 14)),
    ("baenkene-h", "Bænkene ved H", (112, 26, 20, 8)),
    ("tunnelen", "Tunnelen", (268, 26, 24, 6)),
    ("stien", "Stien langs mosen", (-60, -52, 360, 4)),
    ("vaskeriet", "Vaskeriet", (240, 236, 16, 10)),
    ("miljoegaarden", "Miljøgården", (-36, 52, 20, 16)),
    ("p-nord", "P-plads Nord", (92, 330, 60, 18)),
    ("p-oest", "P-plads Øst", (362, 190, 18, 60)),
    ("p-syd", "P-plads Syd", (84, -36, 60, 16)),
    ("p-vest", "P-plads Vest", (-124, 180, 18, 60)),
)


def plan() -> dict[str, Any]:
    """The estate as a GeoJSON FeatureCollection in the format of docs/plan-format.md."""
    return {"type": "FeatureCollection", "name": NAME, "features": [*_sections(), *_blocks(), *_outdoor()]}


def _sections() -> Iterator[dict[str, Any]]:
    for code, name in SECTIONS.items():
        yield _feature("section", code, name)


def _blocks() -> Iterator[dict[str, Any]]:
    for block in BLOCKS:
        yield _feature("block", block.letter, f"{block.letter} {block.name}", parent=block.section)
        yield from _doors(block)
        for number, code in enumerate(block.cellars):
            yield _feature("cellar", code, f"Kælder {code}", parent=block.letter, box=_cellar(block, number))


def _doors(block: Block) -> Iterator[dict[str, Any]]:
    word = "Række" if block.letter == TERRACES else "Opgang"
    first = block.doors[0]
    for last in block.units:
        code = f"{block.letter} {first}–{last}"
        yield _feature("place_unit", code, code)
        for door in range(first, last + 1):
            links = {"parent": block.letter, "place_unit": code, "dwellings": block.dwellings}
            yield _feature("stairwell", str(door), f"{word} {door}", box=_door(block, door), **links)
        first = last + 1


def _outdoor() -> Iterator[dict[str, Any]]:
    for code, name, box in OUTDOOR:
        yield _feature("outdoor", code, name, box=box)


def _door(block: Block, door: int) -> Box:
    step = door - block.doors[0]
    if block.letter == TERRACES:
        return (block.west, block.north - step * TERRACE_STEP - TERRACE_DEPTH, TERRACE_LENGTH, TERRACE_DEPTH)
    if block.runs_south:
        return (block.west, block.north - (step + 1) * DOOR, DEPTH, DOOR)
    return (block.west + step * DOOR, block.north, DOOR, DEPTH)


def _cellar(block: Block, number: int) -> Box:
    """A strip beside the house, so that the map can colour it: the courtyard's side, the second one on the other."""
    length, gap, width = len(block.doors) * DOOR, 2, 4
    if block.runs_south:
        east = block.west + DEPTH + gap if block.section == "vest" else block.west - gap - width
        return (east, block.north - length, width, length)
    on_the_north = len(block.cellars) > 1 and number == 0
    south = block.north + DEPTH + gap if on_the_north else block.north - gap - width
    return (block.west, south, length, width)


def _feature(kind: str, code: str, name: str, *, box: Box | None = None, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "code": code, "name": name, **properties},
        "geometry": None if box is None else _polygon(box),
    }


def _polygon(box: Box) -> dict[str, Any]:
    west, south, width, height = box
    corners = [(west, south), (west + width, south), (west + width, south + height), (west, south + height)]
    ring = [ORIGIN.to_degrees(*corner) for corner in [*corners, corners[0]]]
    return {"type": "Polygon", "coordinates": [[[round(x, 7), round(y, 7)] for x, y in ring]]}
