"""A small estate with a plan, one that is counted in squares, and files to take in."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import File
from karlemose.partners.signing import sign_rule
from karlemose.places import actions as places
from karlemose.places import plan
from karlemose.places.models import Neighbourhood, Place
from karlemose.tenancy.acting import acting_for
from tests.made_once import made_once

DATA = Path(__file__).parents[3] / "shared" / "data"
WEST, SOUTH = 12.3, 55.43
STEP = 0.00014  # degrees: nine metres east


def real_data(name: str) -> Path:
    """A file of the shared folder; the test is skipped where that folder is absent."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not there")
    return path


def together(texts: list[str], *, longest: int) -> list[str]:
    """All of them, line by line, in as few texts as have no more characters than may stand in one."""
    found = [""]
    for text in texts:
        if len(found[-1]) + len(text) >= longest:
            found.append("")
        found[-1] += f"{text}\n"
    return found


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared in the language they are written in, whether translations are compiled or not."""
    with translation.override("en"):
        yield


def _named(kind: str, code: str, **more: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": None, "properties": {"kind": kind, "code": code, "name": code, **more}}


def _block(code: str, section: str, first: int, south: float) -> list[dict[str, object]]:
    features = [_named("block", code, parent=section), _named("place_unit", f"unit {code}")]
    for number in range(3):
        west, east = WEST + number * STEP, WEST + (number + 1) * STEP
        ring = [[west, south], [east, south], [east, south + 0.0001], [west, south + 0.0001], [west, south]]
        properties = {"parent": code, "place_unit": f"unit {code}", "dwellings": 8}
        stairwell = _named("stairwell", str(first + number), **properties)
        features.append(stairwell | {"geometry": {"type": "Polygon", "coordinates": [ring]}})
    line = [[WEST, south - 0.00005], [WEST + 3 * STEP, south - 0.00005]]
    cellar = _named("cellar", f"K-{code}", parent=code) | {"geometry": {"type": "LineString", "coordinates": line}}
    return [*features, cellar]


def small_plan() -> plan.Plan:
    """Two sections with one block each (stairwells 1–3 and 4–6), and Torvet, which lies in neither."""
    torvet = _named("outdoor", "torvet") | {"geometry": {"type": "Point", "coordinates": [WEST, SOUTH + 0.002]}}
    features = [_named("section", "nord"), _named("section", "syd")]
    features += [*_block("A", "nord", 1, SOUTH), *_block("B", "syd", 4, SOUTH - 0.003), torvet]
    return plan.from_geojson({"type": "FeatureCollection", "name": "Moseby", "features": features}, source="test")


def lay_out(world, *, at, slug: str = "moseby", with_plan: bool = True) -> Neighbourhood:
    return places.add_neighbourhood(
        by=world.command,
        at=at,
        slug=slug,
        name=slug.capitalize(),
        timezone="Europe/Copenhagen",
        plan=small_plan() if with_plan else None,
    )


@pytest.fixture
def estate(cast, now) -> Neighbourhood:
    return made_once("estate", lambda: lay_out(cast.home, at=now))


@pytest.fixture
def squares(cast, now) -> Neighbourhood:
    return made_once("squares", lambda: lay_out(cast.home, at=now, slug="squares", with_plan=False))


@pytest.fixture
def place_ids(estate) -> dict[str, int]:
    with acting_for(estate.partnership_id, read_only=True):
        return dict(Place.objects.unscoped("for the test").values_list("code", "id"))


@pytest.fixture
def signed(cast, now) -> None:
    """The partnership's lawyer signed that whoever noted particulars, and their office, read them again (D50)."""
    sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")


@pytest.fixture
def caretaker(cast, estate, now):
    return cast.home.viewer("caretaker", at=now)


@pytest.fixture
def officer(cast, estate, now):
    return cast.home.viewer("officer", at=now)


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    """Writes rows as a CSV file and gives its path."""

    def written(*rows: list[str], name: str = "reports.csv", delimiter: str = ",") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows(rows)
        return path

    return written


def as_file(path: Path, *pairs: str, rejected: Path | None = None, **more) -> File:
    """A file as the command hands it over; its refused rows beside it unless said otherwise."""
    return File(
        source=reading.inspect(path),
        mapping=mapping.parse(pairs),
        rejected=rejected or path.with_name(path.name + ".rejected.csv"),
        **more,
    )
