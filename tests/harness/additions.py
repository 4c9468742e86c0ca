"""What is added to a partnership between one look at its pages and the next."""

from datetime import datetime, timedelta

from karlemose.observations import actions, clips, parts, photo_actions
from karlemose.observations.answer_actions import WeekAnswers, answer_week
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.models import Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.replies import Reply
from karlemose.tenancy.acting import acting_for
from tests.furnished import ZONE, Furnished
from tests.observations import holding

GIVEN = NotedParticulars(
    plate="QX 55 555",
    act_at_vehicle=ActAtVehicle.HANDED_OVER,
    description="the only such words",
    names="Nobody",
)


def note_more(furnished: Furnished, now: datetime) -> None:
    """Three notes of the caretaker's, two of this week."""
    for days in (0, 1, 8):
        _note(furnished, at=now, on=now - timedelta(days=days, hours=1), text="one more")


def note_in_the_week(furnished: Furnished, now: datetime) -> Observation:
    """One of the week before, to which nobody has added or answered anything."""
    return _note(furnished, at=now, on=furnished.week.start(ZONE) + timedelta(hours=46), text="Larm ved bænkene")


def answer(furnished: Furnished, note: Observation, now: datetime) -> None:
    exceptions = {note.public_id: Reply.USEFUL}
    what = WeekAnswers(neighbourhood_id=furnished.estate.id, week=furnished.week, exceptions=exceptions)
    answer_week(by=furnished.world.viewer("officer"), at=now, what=what)


def protect(furnished: Furnished, noted: Observation, now: datetime) -> None:
    """Particulars, a protected photo and a clip, and so an incident.

    The rows themselves: a correction would leave its own mark in the open part.
    """
    office = furnished.world.viewer("manager", at=now)
    with acting_for(furnished.world.partnership.id, channels=("EVIDENCE",)):
        Observation.objects.unscoped("it has become an incident").filter(id=noted.id).update(is_incident=True)
        noted.is_incident = True
        parts.as_row(parts.settle(GIVEN), noted, at=now, on=now.date()).save(force_insert=True)
    photo_actions.add_photo(by=office, at=now, observation_id=noted.public_id, photo=holding.photo(seed=7))
    camera = holding.camera(office, furnished.estate, at=now, code="KAM-77")
    content = holding.recording(holding.MP4 + b"another")
    clips.add_clip(by=office, at=now, what=holding.clip_of(noted, camera, at=now), content=content)


def _note(furnished: Furnished, *, at: datetime, on: datetime, text: str) -> Observation:
    what = actions.Note(neighbourhood_id=furnished.estate.id, kind=Kind.NOISE, occurred_at=on, text=text)
    return actions.note(by=furnished.world.viewer("caretaker"), at=at, what=what).observation
