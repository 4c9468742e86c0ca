"""Whether a report has a protected part shows nowhere to those who do not read it: pages before and after are alike.

One ordinary report of the week gets particulars, a protected photo and a clip, and so becomes an incident. Its open
part is the same, and so must be every page, list, count and file of everybody who reads that part alone.
"""

from datetime import timedelta

import pytest

from karlemose.observations import actions, clips, parts, photo_actions
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.models import Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.tenancy.acting import acting_for
from tests.furnished import ZONE
from tests.harness.test_leaks import changed, holding, pytestmark, seen_by  # noqa: F401 -- of one group
from tests.observations import holding as held

OPEN_PART_ALONE = ["kindergarten_leader", "officer", "project_head", "board_member"]
GIVEN = NotedParticulars(
    plate="QX 55 555",
    act_at_vehicle=ActAtVehicle.HANDED_OVER,
    description="the only such words",
    names="Nobody",
)


@pytest.fixture
def home(both, now):
    """The first partnership, looking at a report that nobody added anything to."""
    furnished, _elsewhere = both
    what = actions.Note(
        neighbourhood_id=furnished.estate.id,
        kind=Kind.NOISE,
        occurred_at=furnished.week.start(ZONE) + timedelta(days=1, hours=22),
        text="Larm ved bænkene",
    )
    furnished.observation = actions.note(by=furnished.world.viewer("caretaker"), at=now, what=what).observation
    return furnished


def protect(home, now) -> None:
    """The rows themselves: a correction would leave its own mark in the open part."""
    noted, office = home.observation, home.world.viewer("manager", at=now)
    with acting_for(home.world.partnership.id, channels=("EVIDENCE",)):
        Observation.objects.unscoped("it has become an incident").filter(id=noted.id).update(is_incident=True)
        noted.is_incident = True
        parts.as_row(parts.settle(GIVEN), noted, at=now, on=now.date()).save(force_insert=True)
    photo_actions.add_photo(by=office, at=now, observation_id=noted.public_id, photo=held.photo(seed=7))
    camera = held.camera(office, home.estate, at=now, code="KAM-77")
    content = held.recording(held.MP4 + b"another")
    clips.add_clip(by=office, at=now, what=held.clip_of(noted, camera, at=now), content=content)


def all_of(home, names: list[str]) -> dict[str, dict[str, tuple[int, bytes]]]:
    return {name: seen_by(home.world.user(name), home) for name in names}


def test_a_protected_part_changes_no_page_of_whoever_reads_the_open_part_alone(home, now):
    before = all_of(home, OPEN_PART_ALONE)
    assert {name for name, pages in before.items() if holding(pages, home.observation.public_id)} >= {
        "kindergarten_leader",
        "officer",
        "project_head",
    }
    protect(home, now)
    after = all_of(home, OPEN_PART_ALONE)
    assert {name: pages for name in before if (pages := changed(before[name], after[name]))} == {}


def test_whoever_reads_the_protected_part_does_see_it(home, now):
    before = all_of(home, ["manager", "caretaker"])
    protect(home, now)
    after = all_of(home, ["manager", "caretaker"])
    assert all(holding(after[name], GIVEN.description) and changed(before[name], after[name]) for name in before)
