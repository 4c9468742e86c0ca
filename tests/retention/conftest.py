"""An estate whose records are entered at different times, and a look at everything that is left of them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from karlemose.observations import actions as observations
from karlemose.observations.enums import Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.partners.signing import sign_rule
from karlemose.places.models import Neighbourhood
from tests.made_once import made_once
from tests.observations.conftest import as_file, in_english, lay_out, place_ids, write  # noqa: F401 -- fixtures

CHANNELS = ("EVIDENCE",)


@pytest.fixture
def estate(cast, now) -> Neighbourhood:
    """Its lawyer has signed the rule by which the caretaker writes what points to a person."""

    def make() -> Neighbourhood:
        sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")
        return lay_out(cast.home, at=now.replace(year=2015))

    return made_once("estate of 2015, signed", make)


@pytest.fixture
def note(cast, estate, place_ids) -> Callable[..., observations.Noted]:  # noqa: F811 -- a fixture of observations
    """Note an act as the caretaker, entered at `at`."""

    def noted(
        at: datetime,
        *,
        text: str = "",
        kind: Kind = Kind.GRAFFITI,
        place: str | None = "1",
        occurred_at: datetime | None = None,
        particulars: NotedParticulars | None = None,
    ) -> observations.Noted:
        what = observations.Note(
            neighbourhood_id=estate.id,
            kind=kind,
            occurred_at=occurred_at or at,
            place_id=place_ids[place] if place else None,
            text=text,
            particulars=particulars,
        )
        return observations.note(by=cast.home.viewer("caretaker", at=at), at=at, what=what)

    return noted


@pytest.fixture
def take(cast, estate) -> Callable[..., None]:
    def taken(path: Path, *, at: datetime, **more: object) -> None:
        observations.take_in(by=cast.home.command, at=at, neighbourhood_id=estate.id, file=as_file(path), **more)

    return taken
