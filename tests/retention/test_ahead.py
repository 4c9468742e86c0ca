"""Who can still keep something is told a week ahead, and only of what they read."""

from datetime import timedelta

import pytest

from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.retention import queries
from karlemose.tenancy.acting import acting_for

LOOSE_PLATE = NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.OTHER)


@pytest.fixture
def ahead(cast, estate, now):
    def told(name: str, *, at, **more) -> dict[str, int]:
        viewer = cast.home.viewer(name, at=now)
        with acting_for(cast.home.partnership.id, channels=viewer.opens(), read_only=True):
            return {one.code: one.number for one in queries.ahead(viewer, estate, at=at, **more)}

    return told


def test_manager_is_told_a_week_before_plates_go(note, ahead, now):
    note(now, kind=Kind.CAR, particulars=LOOSE_PLATE)
    assert ahead("manager", at=now + timedelta(days=22)) == {}
    assert ahead("manager", at=now + timedelta(days=23)) == {"plates": 1, "particulars": 1}
    assert ahead("manager", at=now + timedelta(days=22), days=8) == {"plates": 1, "particulars": 1}


def test_reports_that_become_counts_are_told_to_whoever_reads_them(note, ahead, now):
    note(now)
    assert ahead("officer", at=now + timedelta(days=359)) == {"observations": 1}


def test_nobody_hears_of_plates_that_they_do_not_read_and_the_board_of_nothing(note, ahead, now):
    note(now, kind=Kind.CAR, particulars=LOOSE_PLATE)
    assert ahead("manager", at=now + timedelta(days=29))["plates"] == 1
    for name in ("officer", "kindergarten_leader", "project_head", "investigator"):
        assert ahead(name, at=now + timedelta(days=29)) == {}
    assert ahead("board_member", at=now + timedelta(days=360)) == {}
