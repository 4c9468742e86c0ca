"""What a correction may not become, and what goes with it: a time after the note, a clip of what is no incident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from karlemose.observations import actions, clips
from karlemose.observations.actions import Correction
from karlemose.observations.enums import Kind
from karlemose.observations.models import Clip, Observation, Revision
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.refusals import Refused
from karlemose.vault.models import StoredFile
from tests.observations.holding import MKV, camera, clip_of, reading, recording, report
from tests.observations.test_noting import ledger


@pytest.fixture
def office(signed, cast, estate, now):
    return cast.home.viewer("office", at=now)


@pytest.fixture
def filmed(office, caretaker, estate, now):
    """A noise that the caretaker says was an act after all, with two clips of the office; one is numbered and kept."""
    noted = report(caretaker, estate, at=now, kind=Kind.NOISE)
    said = Correction(kind=Kind.NOISE, occurred_at=noted.occurred_at)
    told = replace(said, particulars=NotedParticulars(description="Sparkede til døren"))
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=told)
    kam_08 = camera(office, estate, at=now)
    for content, more in ((recording(), {}), (recording(MKV), {"request_number": "POL-2026-118"})):
        clips.add_clip(by=office, at=now, what=clip_of(noted, kam_08, at=now, **more), content=content)
    return noted, said


def kept(office) -> tuple[int, int]:
    with reading(office):
        return Clip.objects.unscoped("for the test").count(), StoredFile.objects.unscoped("for the test").count()


def test_a_clip_goes_when_its_incident_is_none_any_more(filmed, office, caretaker, estate, now):
    noted, said = filmed
    for still in (said, replace(said, particulars=NotedParticulars(description="Slog på ruden"))):
        actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=still)
        assert kept(office) == (2, 2)
    corrected = actions.correct(
        by=caretaker, at=now, public_id=noted.public_id, what=replace(said, particulars=NotedParticulars())
    )
    assert not corrected.observation.is_incident
    assert kept(office) == (0, 0)
    assert ledger(estate)[-1]["detail"]["clips"] == 2


def test_a_clip_stays_when_the_act_becomes_another_offence(filmed, office, caretaker, now):
    noted, said = filmed
    damage = replace(said, kind=Kind.DAMAGE, particulars=NotedParticulars())
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=damage)
    assert kept(office) == (2, 2)


def test_a_clip_goes_with_a_note_that_is_taken_back(filmed, office, caretaker, estate, now):
    noted, _said = filmed
    actions.withdraw(by=caretaker, at=now, public_id=noted.public_id)
    assert kept(office) == (0, 0)
    assert ledger(estate)[-1]["detail"]["clips"] == 2


def test_nothing_is_corrected_to_after_it_was_written_down(caretaker, estate, now):
    noted, later = report(caretaker, estate, at=now), now + timedelta(days=2)
    for minutes, words in ((1, "wrote it down before that"), (60 * 24 * 3, "still to come")):
        what = Correction(kind=Kind.GRAFFITI, occurred_at=now + timedelta(minutes=minutes))
        with pytest.raises(Refused, match=words) as refusal:
            actions.correct(by=caretaker, at=later, public_id=noted.public_id, what=what)
        assert refusal.value.field == "occurred_at"
    with reading(caretaker):
        assert Observation.objects.unscoped("for the test").get().occurred_at == noted.occurred_at
        assert not Revision.objects.unscoped("for the test").exists()
    just_then = Correction(kind=Kind.GRAFFITI, occurred_at=now)
    assert (
        actions.correct(by=caretaker, at=later, public_id=noted.public_id, what=just_then).observation.occurred_at
        == now
    )
