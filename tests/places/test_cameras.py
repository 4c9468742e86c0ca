"""A camera is its own organisation's: kept by the office, seen by nobody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from karlemose.foundation.refusals import NotAllowed
from karlemose.partners.signing import sign_rule
from karlemose.places import cameras
from karlemose.places.models import Camera
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.cast import PEOPLE
from tests.observations.conftest import estate, in_english, lay_out, place_ids  # noqa: F401 -- fixtures

KAM_08 = cameras.About(
    code="KAM-08",
    name="P-plads Syd",
    permit_from=date(2026, 9, 18),
    permit_until=date(2031, 9, 17),
    clock_offset=timedelta(minutes=-3, seconds=-40),
    clock_checked_on=date(2026, 10, 2),
)


@pytest.fixture
def manager(cast, estate, now):  # noqa: F811
    """Reads what the organisation holds, because the partnership's lawyer has signed D50."""
    sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")
    return cast.home.viewer("manager", at=now)


@pytest.fixture
def kam_08(manager, estate, now):  # noqa: F811
    return cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=KAM_08)


def seen(viewer, neighbourhood) -> list[str]:
    with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
        return [camera.code for camera in cameras.cameras(viewer, neighbourhood)]


def test_the_office_sees_its_cameras_in_order(manager, kam_08, estate, now):  # noqa: F811
    cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=replace(KAM_08, code="KAM-05"))
    assert seen(manager, estate) == ["KAM-05", "KAM-08"]
    assert (kam_08.clock_offset, kam_08.deletion_days) == (-220, 30)


def test_nobody_else_sees_that_there_are_cameras(cast, kam_08, estate, now):  # noqa: F811
    for name in set(PEOPLE) - {"manager", "office", "operations"}:
        assert seen(cast.home.viewer(name, at=now), estate) == [], name
    with acting_for(cast.home.partnership.id, read_only=True):
        assert not Camera.objects.unscoped("the channel is closed").exists()


def test_without_the_lawyers_signature_nobody_sees_one(cast, estate, now):  # noqa: F811
    manager, office = (cast.home.viewer(name, at=now) for name in ("manager", "office"))
    cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=KAM_08)
    assert seen(manager, estate) == seen(office, estate) == []
    sign_rule(by=cast.home.command, at=now, rule="D50", name="Rikke Thorsager")
    assert seen(cast.home.viewer("office", at=now), estate) == ["KAM-08"]


def test_whoever_is_not_the_office_adds_no_camera(cast, estate, now):  # noqa: F811
    for name in ("kindergarten_leader", "caretaker", "officer", "project_head", "operations"):
        with pytest.raises(NotAllowed):
            cameras.add_camera(by=cast.home.viewer(name, at=now), at=now, neighbourhood_id=estate.id, about=KAM_08)


def test_a_neighbourhood_where_one_does_not_work_gets_no_camera(cast, manager, now):
    elsewhere = lay_out(cast.elsewhere, at=now, slug="engby")
    with pytest.raises(NotAllowed, match="do not work"):
        cameras.add_camera(by=manager, at=now, neighbourhood_id=elsewhere.id, about=KAM_08)


def test_what_cannot_be_is_refused_with_its_field(manager, estate, now):  # noqa: F811
    for change, field in (
        ({"code": " "}, "code"),
        ({"name": "two\nlines"}, "name"),
        ({"name": "n" * 101}, "name"),
        ({"permit_until": None}, "permit_until"),
        ({"permit_until": date(2026, 9, 17)}, "permit_until"),
        ({"permit_until": date(2032, 9, 17)}, "permit_until"),
        ({"deletion_days": 31}, "deletion_days"),
        ({"deletion_days": 0}, "deletion_days"),
        ({"clock_offset": timedelta(days=-1)}, "clock_offset"),
        ({"place_id": 0}, "place"),
    ):
        with pytest.raises(cameras.NotACamera) as refusal:
            cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=replace(KAM_08, **change))
        assert refusal.value.field == field


def test_the_database_itself_refuses_to_keep_recordings_for_longer(kam_08):
    kam_08.deletion_days = 31
    with (
        pytest.raises(DatabaseError, match="deletes_in_time"),
        acting_for(kam_08.partnership_id, channels=[Channel.EVIDENCE]),
        transaction.atomic(),
    ):
        kam_08.save()


def test_a_code_is_given_once(manager, kam_08, estate, now):  # noqa: F811
    with pytest.raises(cameras.NotACamera, match="already"):
        cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=KAM_08)


def test_a_camera_is_changed_by_its_own_organisation_and_keeps_its_code(cast, manager, kam_08, now):
    about = replace(KAM_08, clock_offset=timedelta(0), clock_checked_on=date(2026, 11, 1))
    assert cameras.change_camera(by=manager, at=now, camera_id=kam_08.id, about=about).clock_offset == 0
    with pytest.raises(cameras.NotACamera, match="keeps its code"):
        cameras.change_camera(by=manager, at=now, camera_id=kam_08.id, about=replace(about, code="KAM-99"))
    with pytest.raises(cameras.NoSuchCamera):
        cameras.change_camera(by=cast.home.viewer("officer", at=now), at=now, camera_id=kam_08.id, about=about)


def test_a_permit_that_runs_out_is_seen_in_time():
    camera = Camera(permit_until=date(2031, 9, 17))
    days = (date(2031, 7, 18), date(2031, 7, 19), date(2031, 10, 1))
    assert [cameras.runs_out(camera, on=day) for day in days] == [False, True, True]
    assert not cameras.runs_out(Camera(), on=days[-1])
    assert not cameras.runs_out(Camera(permit_until=days[0], ended_on=days[0]), on=days[-1])


def test_a_camera_looks_at_a_place_of_its_neighbourhood(manager, estate, place_ids, now):  # noqa: F811
    about = replace(KAM_08, place_id=place_ids["torvet"])
    assert cameras.add_camera(by=manager, at=now, neighbourhood_id=estate.id, about=about).place.code == "torvet"
