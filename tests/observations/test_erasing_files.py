"""What was promised to go goes on its day, with its file, and nothing else does."""

from datetime import timedelta
from pathlib import Path

import pytest

from karlemose.observations import clips, photo_actions
from karlemose.observations.enums import Kind
from karlemose.observations.erasing import due_clips, due_photos, erase_clips, erase_photos
from karlemose.observations.erasing_files import forget_files
from karlemose.observations.models import Clip, Photo, ProtectedPhoto
from karlemose.vault import files
from karlemose.vault.models import StoredFile
from tests.observations.conftest import lay_out
from tests.observations.holding import MKV, camera, clip_of, photo, recording, report, signed, writing


@pytest.fixture
def home(cast, estate, now):
    """An incident and a noise, each with a protected photo; the incident with an open one and two clips besides."""
    signed(cast.home, at=now)
    office = cast.home.viewer("office", at=now)
    incident = report(office, estate, at=now, kind=Kind.GRAFFITI)
    noise = report(office, estate, at=now, kind=Kind.NOISE)
    for number, (observation, is_open) in enumerate([(incident, True), (incident, False), (noise, False)]):
        noted = photo(shows_nobody=is_open, seed=number + 1)
        photo_actions.add_photo(by=office, at=now, observation_id=observation.public_id, photo=noted)
    kam_08 = camera(office, estate, at=now)
    old, young = clip_of(incident, kam_08, at=now, days=20), clip_of(incident, kam_08, at=now, days=1)
    clips.add_clip(by=office, at=now, what=old, content=recording())
    clips.add_clip(by=office, at=now, what=young, content=recording(MKV))
    return office, incident, noise


def numbers(office) -> dict[str, int]:
    with writing(office):
        models = (Photo, ProtectedPhoto, Clip, StoredFile)
        return {model.__name__: model.objects.unscoped("for the test").count() for model in models}


ALL = {"Photo": 1, "ProtectedPhoto": 2, "Clip": 2, "StoredFile": 8}


def sweep(office, at) -> tuple[int, int]:
    with writing(office):
        return erase_photos(partnership_id=office.partnership_id, at=at), erase_clips(
            partnership_id=office.partnership_id, at=at
        )


def test_nothing_goes_before_its_day(home, now):
    office, *_ = home
    assert numbers(office) == ALL
    assert sweep(office, now + timedelta(days=9)) == (0, 0)
    assert numbers(office) == ALL


def test_each_goes_on_its_day(home, now):
    office, *_ = home
    assert sweep(office, now + timedelta(days=10)) == (0, 1)
    assert sweep(office, now + timedelta(days=30)) == (1, 1)
    assert numbers(office) == {"Photo": 1, "ProtectedPhoto": 1, "Clip": 0, "StoredFile": 4}
    assert sweep(office, now + timedelta(days=364)) == (0, 0)
    assert sweep(office, now + timedelta(days=365)) == (1, 0)


def test_a_day_begins_on_the_clock_of_the_neighbourhood(home, now):
    office, *_ = home
    late = now.replace(hour=22, minute=59) + timedelta(days=9)  # 23.59 in Copenhagen
    assert sweep(office, late) == (0, 0)
    assert sweep(office, late + timedelta(minutes=1)) == (0, 1)


def test_a_rehearsal_counts_and_erases_nothing(home, now):
    office, *_ = home
    later = now + timedelta(days=400)
    with writing(office):
        assert due_photos(at=later).count() == 2
        assert due_clips(at=later).count() == 2
    assert numbers(office) == ALL


def test_a_preserved_clip_stays_until_the_day_it_was_preserved_to(home, now):
    office, incident, _noise = home
    with writing(office):
        old = clips.clips_of(office, incident)[0].public_id
    until = now.date() + timedelta(days=60)
    clips.preserve_clip(by=office, at=now, clip_id=old, because="Sagen venter på retten", until=until)
    assert sweep(office, now + timedelta(days=59))[1] == 1
    assert numbers(office)["Clip"] == 1
    assert sweep(office, now + timedelta(days=60))[1] == 1


def test_everything_of_an_observation_goes_with_it(home, now):
    office, incident, _noise = home
    with writing(office):
        assert forget_files([incident.id]) == 4
        assert forget_files([incident.id]) == forget_files([]) == 0
    assert numbers(office) == {"Photo": 0, "ProtectedPhoto": 1, "Clip": 0, "StoredFile": 2}


def test_another_partnership_loses_nothing(cast, home, now):
    office, *_ = home
    stranger = cast.elsewhere.viewer("office", at=now)
    lay_out(cast.elsewhere, at=now, slug="engby")
    assert sweep(stranger, now + timedelta(days=400)) == (0, 0)
    assert numbers(office) == ALL


def test_what_the_sweep_leaves_on_the_disk_is_tidied_behind_it(home, now, settings):
    """A test's transaction is never committed, so what commits removes is here left to `tidy`."""
    office, incident, noise = home
    with writing(office):
        forget_files([incident.id, noise.id])
    assert files.tidy(partnership_id=office.partnership_id) == 8
    assert [path for path in Path(settings.VAULT_FOLDER).rglob("*") if path.is_file()] == []
