"""A week with something in it for the police: plates, descriptions, photos and clips, lawful and not."""

import hashlib
import io
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from karlemose.disclosure import actions, queries, releasing
from karlemose.disclosure.drafting import Draft, Line
from karlemose.disclosure.enums import Sort
from karlemose.disclosure.models import HandOver
from karlemose.foundation.clock import Week
from karlemose.observations import actions as observations
from karlemose.observations import clips, photo_actions, photos
from karlemose.observations.actions import Note
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind
from karlemose.observations.models import Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.partners.signing import sign_rule
from karlemose.places import cameras
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.cast import Cast
from tests.made_once import made_once
from tests.observations import pictures
from tests.observations.conftest import lay_out

ZONE = ZoneInfo("Europe/Copenhagen")
PLATE, DESCRIPTION = "AB 12 345", "Mand i sort jakke med hvid stribe"
NAME = "Jonas Testmand"
ASSESSMENT = "Det ligner den samme handel som før"
REPORT = "0700-83971-00412-26"


@pytest.fixture
def own_vault(settings) -> Path:
    """Where the files of this test lie."""
    return settings.VAULT_FOLDER


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared in the language they are written in; papers have a language of their own."""
    with translation.override("en"):
        yield


@dataclass
class Office:
    """The estate with its people: who puts together, who approves, who receives."""

    cast: Cast
    estate: Neighbourhood
    week: Week
    now: datetime

    def viewer(self, name: str) -> Viewer:
        return self.cast.home.viewer(name, at=self.now)

    @property
    def manager(self) -> Viewer:
        return self.viewer("manager")

    @property
    def office(self) -> Viewer:
        return self.viewer("office")

    @property
    def police(self) -> int:
        return self.cast.home.organisations[OrganisationKind.POLICE].id

    def on(self, *, day: int = 1, hour: int = 20) -> datetime:
        return self.week.start(ZONE) + timedelta(days=day, hours=hour)

    def note(
        self, *, kind: Kind = Kind.DRUG_DEALING, text: str = "", on: datetime | None = None, **told
    ) -> Observation:
        particulars = NotedParticulars(**told) if told else None
        what = Note(
            neighbourhood_id=self.estate.id,
            kind=kind,
            occurred_at=on or self.on(),
            place_id=self.place("torvet"),
            how_known=HowKnown.SAW,
            text=text,
            particulars=particulars,
        )
        return observations.note(by=self.viewer("caretaker"), at=self.now, what=what).observation

    def photo(self, seen: Observation, *, seed: int = 1) -> bytes:
        """A protected photo of it; its bytes."""
        content = pictures.jpeg((80, 60), seed=seed)
        photo_actions.add_photo(
            by=self.manager, at=self.now, observation_id=seen.public_id, photo=photos.judge(content)
        )
        return content

    def clip(self, seen: Observation, *, days_ago: int = 3, report: str = REPORT, preserved: str = "", seed: int = 1):
        """A clip of a camera whose clock is 3 min 40 s slow."""
        first = self.now - timedelta(days=days_ago)
        what = clips.NotedClip(
            observation_id=seen.public_id,
            camera_id=self.camera(),
            from_at=first,
            until_at=first + timedelta(minutes=15),
            report_number=report,
            preserved_because=preserved,
        )
        return clips.add_clip(by=self.manager, at=self.now, what=what, content=io.BytesIO(recording(seed)))

    def camera(self) -> int:
        code = f"KAM-{secrets.token_hex(3)}"
        about = cameras.About(code=code, name="Torvet", clock_offset=-timedelta(minutes=3, seconds=40))
        made = cameras.add_camera(by=self.manager, at=self.now, neighbourhood_id=self.estate.id, about=about)
        return made.id

    def place(self, code: str) -> int:
        with acting_for(self.estate.partnership_id, read_only=True):
            return Place.objects.unscoped("for the test").get(neighbourhood=self.estate, code=code).id

    def assemble(self, *, by: Viewer | None = None, week: Week | None = None, receiver: int | None = None) -> HandOver:
        return actions.assemble(
            by=by or self.manager,
            at=self.now,
            neighbourhood_id=self.estate.id,
            week=week or self.week,
            receiver_id=receiver or self.police,
        )

    def draft(self, row: HandOver, *, by: Viewer | None = None, at: datetime | None = None) -> Draft:
        viewer = by or self.office
        with acting_for(self.estate.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
            found = queries.draft(viewer, row.public_id, at=at or self.now)
        assert found is not None
        return found

    def line(self, row: HandOver, sort: Sort) -> Line:
        (found,) = (line for line in self.draft(row).lines if line.item.sort == sort)
        return found

    def approve(self, row: HandOver, *, by: Viewer | None = None, at: datetime | None = None) -> HandOver:
        seen = self.draft(row, at=at).digest
        return actions.approve(by=by or self.office, at=at or self.now, hand_over=row.public_id, seen=seen)

    def release(self, row: HandOver, *, at: datetime | None = None, **more) -> HandOver:
        return releasing.release(by=self.manager, at=at or self.now, hand_over=row.public_id, **more)

    def handed_over(self) -> HandOver:
        """Assembled, approved, released."""
        row = self.assemble()
        self.approve(row)
        return self.release(row)

    def fetched(self, viewer: Viewer, public_id: str) -> queries.Fetched | None:
        """The parcel's bytes, as its page gives them to this viewer."""

        def given(by: Viewer) -> queries.Fetched | None:
            found = queries.released(by, public_id)
            return found and queries.fetched(found.hand_over, found.parcel)

        return self.read(given, viewer)

    def read(self, query: Callable, viewer: Viewer, *args, **kwargs):
        """As a page reads: the viewer's own channels opened, nothing written."""
        with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
            return query(viewer, *args, **kwargs)


@pytest.fixture
def office(cast, now) -> Office:
    def make() -> Neighbourhood:
        sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")
        return lay_out(cast.home, at=now, slug="moseparken")

    estate = made_once("moseparken, signed", make)
    return Office(cast, estate, Week.of(now, ZONE).previous(), now)


@pytest.fixture
def seen(office) -> Observation:
    """A deal with a plate and a description."""

    def note() -> Observation:
        return office.note(
            text="Bil holdt to minutter, noget blev rakt ind.",
            plate=PLATE,
            act_at_vehicle=ActAtVehicle.HANDED_OVER,
            description=DESCRIPTION,
            assessment=ASSESSMENT,
        )

    return made_once("a deal, seen in moseparken", note)


def recording(seed: int = 1) -> bytes:
    return b"\0\0\0\x18ftypisom" + bytes([seed]) * 500


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
