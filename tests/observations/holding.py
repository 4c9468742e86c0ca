"""An office that may hold what points to a person, with a report to hold it for."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from karlemose.observations import actions, photos
from karlemose.observations.clips import NotedClip
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.partners.signing import sign_rule
from karlemose.places import cameras
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.observations import pictures

MP4 = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + b"what a camera saw " * 99
MKV = b"\x1a\x45\xdf\xa3" + bytes(8) + MP4[12:]
AVI = b"RIFF\x10\0\0\0AVI " + MP4[12:]


def signed(world, *, at: datetime) -> None:
    """The lawyer has signed D50: the organisation reads its own particulars."""
    sign_rule(by=world.command, at=at, rule="D50", name="Rikke Thorsager")


def report(by, estate, *, at: datetime, kind: Kind = Kind.GRAFFITI, hours: int = 2) -> Observation:
    what = actions.Note(neighbourhood_id=estate.id, kind=kind, occurred_at=at - timedelta(hours=hours))
    return actions.note(by=by, at=at, what=what).observation


@cache
def photo(*, shows_nobody: bool = False, seed: int = 0) -> photos.NotedPhoto:
    """Each is judged once: that takes a process of its own."""
    return photos.judge(pictures.jpeg((90, 60), seed=seed), shows_nobody=shows_nobody)


def camera(by, estate, *, at: datetime, code: str = "KAM-08", **more):
    about = cameras.About(code=code, name="P-plads Syd", clock_offset=timedelta(seconds=-220))
    return cameras.add_camera(by=by, at=at, neighbourhood_id=estate.id, about=replace(about, **more))


def clip_of(observation, camera, *, at: datetime, days: int = 1, minutes: int = 15, **more) -> NotedClip:
    from_at = at - timedelta(days=days)
    until_at = from_at + timedelta(minutes=minutes)
    return NotedClip(
        observation_id=observation.public_id, camera_id=camera.id, from_at=from_at, until_at=until_at, **more
    )


def recording(content: bytes = MP4) -> io.BytesIO:
    return io.BytesIO(content)


def reading(viewer):
    """As the gate opens a page for somebody."""
    return acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True)


def writing(viewer):
    return acting_for(viewer.partnership_id, channels=[Channel.EVIDENCE])
