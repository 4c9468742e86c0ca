"""A clip belongs to one incident, is as short as it can be, and goes on its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from karlemose.foundation.refusals import NotAllowed
from karlemose.observations import clips
from karlemose.observations.enums import Kind
from karlemose.observations.models import Clip
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.places import cameras
from karlemose.vault.models import StoredFile
from tests.observations.conftest import lay_out
from tests.observations.holding import AVI, MKV, MP4, camera, clip_of, reading, recording, report, signed, writing

TODAY = date(2026, 11, 17)


@pytest.fixture
def office(cast, estate, now):
    signed(cast.home, at=now)
    return cast.home.viewer("office", at=now)


@pytest.fixture
def dealing(cast, office, estate, now):
    return report(cast.home.viewer("caretaker", at=now), estate, at=now, kind=Kind.DRUG_DEALING, hours=25)


@pytest.fixture
def kam_08(office, estate, now):
    return camera(office, estate, at=now)


@pytest.fixture
def add(office, dealing, kam_08, now):
    def added(content: bytes = MP4, *, by=office, observation=dealing, of=kam_08, change=None, **more) -> Clip:
        what = replace(clip_of(observation, of, at=now, **more), **(change or {}))
        return clips.add_clip(by=by, at=now, what=what, content=recording(content))

    return added


def seen(viewer, observation) -> list[str]:
    with reading(viewer):
        return [clip.public_id for clip in clips.clips_of(viewer, observation)]


def test_a_clip_is_kept_with_the_offset_of_its_camera_and_its_day(add, office, kam_08, now):
    clip = add(request_number="POL-2026-118")
    assert clip.clock_offset == -220
    assert clip.happened_from == clip.from_at + timedelta(seconds=220)
    assert clip.happened_until - clip.happened_from == timedelta(minutes=15)
    assert clip.delete_on == TODAY + timedelta(days=29)
    assert clip.media_type == "video/mp4"
    with reading(office):
        assert b"".join(clips.pieces(clips.one(office, clip.public_id))) == MP4


def test_the_offset_stays_when_the_clock_is_set_right(add, office, kam_08, now):
    clip = add()
    about = cameras.About(code="KAM-08", name="P-plads Syd")
    cameras.change_camera(by=office, at=now, camera_id=kam_08.id, about=about)
    with reading(office):
        assert clips.one(office, clip.public_id).clock_offset == -220


def test_the_office_sees_a_clip_and_nobody_else_learns_that_there_is_one(cast, add, dealing, now):
    clip = add()
    for name in ("manager", "office"):
        assert seen(cast.home.viewer(name, at=now), dealing) == [clip.public_id], name
    for name in (
        "caretaker",
        "officer",
        "investigator",
        "kindergarten_leader",
        "project_head",
        "chief",
        "board_member",
    ):
        viewer = cast.home.viewer(name, at=now)
        assert seen(viewer, dealing) == [], name
        with reading(viewer):
            assert clips.one(viewer, clip.public_id) is None, name


def test_a_recording_is_known_by_what_it_is(add):
    kinds = [add(content).media_type for content in (MP4, MKV, AVI)]
    assert kinds == ["video/mp4", "video/x-matroska", "video/x-msvideo"]


def test_what_is_no_recording_is_refused(add):
    for content in (
        b"",
        b"MZ" + bytes(99),
        b"\xff\xd8\xff" + bytes(99),
        b"<html>",
        b"PK\3\4" + bytes(99),
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypheic" + bytes(99),
        b"\0\0\0\x18ftypavif" + bytes(99),
    ):
        with pytest.raises(Refused, match="not a recording") as refusal:
            add(content)
        assert refusal.value.field == "file"


def test_a_recording_that_is_too_large_is_refused_before_it_is_read(add, monkeypatch):
    monkeypatch.setattr(clips, "MOST_BYTES", len(MP4) - 1)
    with pytest.raises(Refused, match="too large"):
        add()


def test_what_cannot_be_is_refused(add):
    for more, words in (
        ({"minutes": 61}, "an hour at most"),
        ({"minutes": 0}, "ends before it begins"),
        ({"minutes": -5}, "ends before it begins"),
        ({"days": -2}, "still to come"),
        ({"days": 31}, "should be gone by now"),
        ({"change": {"request_number": "<script>"}}, "as the police gave it"),
        ({"change": {"report_number": "1"}}, "as the police gave it"),
        ({"days": 31, "change": {"preserved_because": "two\nlines"}}, "on one line"),
        ({"days": 31, "change": {"preserved_because": "b" * 301}}, "300 characters"),
    ):
        with pytest.raises(Refused, match=words):
            add(**more)


def test_a_cpr_number_stands_nowhere(add):
    for change in ({"report_number": "010203-1234"}, {"preserved_because": "den sigtede 010203-1234"}):
        with pytest.raises(PointsToPerson):
            add(change=change)


def test_a_clip_without_an_offset_of_time_is_an_error(add, now):
    with pytest.raises(ValueError, match="offset"):
        add(change={"from_at": now.replace(tzinfo=None)})


def test_a_recording_is_taken_out_for_an_incident_alone(cast, add, estate, now):
    noise = report(cast.home.viewer("caretaker", at=now), estate, at=now, kind=Kind.NOISE)
    with pytest.raises(Refused, match="for an incident alone"):
        add(observation=noise)


def test_an_older_recording_is_kept_when_it_was_preserved_for_a_reason(add):
    clip = add(days=45, change={"preserved_because": "Politiet bad om den den 12. oktober"})
    assert clip.delete_on == TODAY + timedelta(days=30)
    assert clip.preserved_at is not None


def permit(first: int, last: int) -> dict[str, date]:
    """From so many days before today until so many days after."""
    return {"permit_from": TODAY - timedelta(days=first), "permit_until": TODAY + timedelta(days=last)}


@pytest.mark.parametrize(("first", "last"), [(0, 100), (100, -2), (9, -9)])
def test_what_was_recorded_without_a_permit_is_not_kept(add, office, estate, now, first, last):
    kept = camera(office, estate, at=now, code="KAM-10", **permit(first, last))
    with pytest.raises(Refused, match="no permit on that day") as refusal:
        add(of=kept)  # of yesterday
    assert refusal.value.field == "from_at"
    with pytest.raises(Refused, match="no permit on that day"):
        add(of=kept, days=200, change={"preserved_because": "Sagen venter på retten"})


@pytest.mark.parametrize(("first", "last"), [(1, 100), (100, -1), (1, -1)])
def test_the_first_and_the_last_day_of_a_permit_belong_to_it(add, office, estate, now, first, last):
    assert add(of=camera(office, estate, at=now, code="KAM-10", **permit(first, last))).delete_on > TODAY


def test_a_permit_that_was_renewed_covers_the_days_before(add, office, estate, now):
    kept = camera(office, estate, at=now, code="KAM-10", **permit(100, 9))
    renewed = cameras.About(code="KAM-10", name="Torvet", **permit(-10, 1000))
    cameras.change_camera(by=office, at=now, camera_id=kept.id, about=renewed)
    clock_read = replace(renewed, clock_offset=timedelta(seconds=4))
    cameras.change_camera(by=office, at=now, camera_id=kept.id, about=clock_read)
    assert add(of=kept, days=2).clock_offset == 4


@pytest.mark.parametrize("renewed", [permit(0, 1000), permit(-12, 1000), permit(0, 9)])
def test_a_gap_between_permits_and_a_mistyped_day_cover_nothing_before(add, office, estate, now, renewed):
    kept = camera(office, estate, at=now, code="KAM-10", **permit(100, 9 if renewed["permit_from"] != TODAY else -2))
    cameras.change_camera(
        by=office, at=now, camera_id=kept.id, about=cameras.About(code="KAM-10", name="Torvet", **renewed)
    )
    with pytest.raises(Refused, match="no permit"):
        add(of=kept)


def test_a_camera_that_was_taken_down_recorded_nothing_afterwards(add, office, estate, now):
    kept = camera(office, estate, at=now, code="KAM-10", ended_on=TODAY - timedelta(days=2))
    with pytest.raises(Refused, match="taken down"):
        add(of=kept)
    assert add(of=kept, days=2)


def test_whoever_is_not_the_office_keeps_no_clip(cast, add, now):
    for name in ("caretaker", "officer", "kindergarten_leader", "project_head", "investigator"):
        with pytest.raises((NotAllowed, LookupError)):
            add(by=cast.home.viewer(name, at=now))


def test_without_the_lawyers_signature_nobody_keeps_a_clip(cast, estate, now):
    manager = cast.home.viewer("manager", at=now)
    kept, observation = camera(manager, estate, at=now), report(manager, estate, at=now, kind=Kind.THREAT)
    with pytest.raises(NotAllowed, match="office"):
        clips.add_clip(by=manager, at=now, what=clip_of(observation, kept, at=now), content=recording())


def test_a_camera_of_another_neighbourhood_is_not_there(cast, add, office, now):
    other = lay_out(cast.home, at=now, slug="other")
    elsewhere = camera(cast.home.viewer("office", at=now), other, at=now)
    with pytest.raises(LookupError):
        add(by=cast.home.viewer("office", at=now), of=elsewhere)


def test_the_same_clip_twice_is_refused_and_held_once(add, office):
    add()
    with pytest.raises(Refused, match="there already"):
        add()
    with reading(office):
        assert [one.holders for one in StoredFile.objects.unscoped("for the test")] == [1]


def test_numbers_come_later(add, office, now):
    clip = add()
    clips.number_clip(by=office, at=now, clip_id=clip.public_id, request_number="POL-2026-118")
    numbered = clips.number_clip(by=office, at=now, clip_id=clip.public_id, report_number="4200-73112-00012-17")
    assert (numbered.request_number, numbered.report_number) == ("POL-2026-118", "4200-73112-00012-17")
    for field in ("request_number", "report_number"):
        with pytest.raises(Refused) as refusal:
            clips.number_clip(by=office, at=now, clip_id=clip.public_id, **{field: "?"})
        assert refusal.value.field == field


def test_a_clip_is_preserved_for_a_reason_and_to_a_day(add, office, now):
    clip, until = add(), TODAY + timedelta(days=90)
    kept = clips.preserve_clip(by=office, at=now, clip_id=clip.public_id, because="Sagen venter på retten", until=until)
    assert (kept.delete_on, kept.preserved_because) == (until, "Sagen venter på retten")


def test_a_clip_is_not_preserved_without_a_reason_or_for_ever(add, office, now):
    clip = add()
    for because, days in (("", 90), ("Sagen venter", 0), ("Sagen venter", 366)):
        until = TODAY + timedelta(days=days)
        with pytest.raises(Refused):
            clips.preserve_clip(by=office, at=now, clip_id=clip.public_id, because=because, until=until)


def test_the_database_itself_asks_for_the_reason(add):
    clip = add()
    clip.preserved_because = "uden en dag"
    with pytest.raises(DatabaseError, match="preserved_with_a_reason"), writing(clip), transaction.atomic():
        clip.save()


def test_nobody_else_numbers_preserves_or_withdraws(cast, add, now):
    clip_id, until = add().public_id, TODAY + timedelta(days=90)
    for name in ("caretaker", "officer", "investigator"):
        by = cast.home.viewer(name, at=now)
        with pytest.raises(LookupError):
            clips.number_clip(by=by, at=now, clip_id=clip_id, report_number="4200-1")
        with pytest.raises(LookupError):
            clips.preserve_clip(by=by, at=now, clip_id=clip_id, because="Sagen venter på retten", until=until)
        with pytest.raises(LookupError):
            clips.withdraw_clip(by=by, at=now, clip_id=clip_id)


def test_a_clip_that_shows_too_much_is_withdrawn_with_its_file(add, office, dealing, now):
    clips.withdraw_clip(by=office, at=now, clip_id=add().public_id)
    assert seen(office, dealing) == []
    with reading(office):
        assert not StoredFile.objects.unscoped("for the test").exists()


def test_clips_that_run_out_are_seen_in_time(add, office, estate):
    soon, later = add(days=25), add(MKV, days=2)

    def running_out(on: date) -> list[str]:
        with reading(office):
            return [clip.public_id for clip in clips.clips_running_out(office, estate, on=on)]

    assert running_out(TODAY - timedelta(days=5)) == []
    assert running_out(TODAY) == [soon.public_id]
    assert running_out(TODAY + timedelta(days=30)) == [soon.public_id, later.public_id]
