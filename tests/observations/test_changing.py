"""Correcting and taking back one's own note, putting duplicates together and apart: nothing is lost, nothing shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.observations import actions, arrivals, counts, photo_actions, queries
from karlemose.observations.actions import Correction, Note
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, Precision
from karlemose.observations.models import Observation, Particulars
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.photo_actions import Removal
from karlemose.observations.photo_models import Photo, ProtectedPhoto
from karlemose.observations.queries import Filters
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.observations import holding
from tests.observations.test_noting import ledger

CAR = NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.HANDED_OVER, description="Sort kasket")


@pytest.fixture
def what(estate, now) -> Note:
    return Note(
        neighbourhood_id=estate.id, kind=Kind.CAR, occurred_at=now - timedelta(hours=1), text="En bil holdt stille."
    )


@pytest.fixture
def note(signed, caretaker, what, now):
    def noted(*, by=caretaker, **change) -> Observation:
        return actions.note(by=by, at=now, what=replace(what, **change)).observation

    return noted


@pytest.fixture
def better(now) -> Correction:
    return Correction(kind=Kind.NOISE, occurred_at=now - timedelta(hours=3), text="En bil larmede.")


def particulars(estate) -> list[Particulars]:
    with acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        return list(Particulars.objects.unscoped("what the test made").order_by("id"))


def listed(viewer, estate) -> list[str]:
    with acting_for(viewer.partnership_id, read_only=True):
        return [row.public_id for row in queries.page(viewer, estate, filters=Filters()).rows]


def test_a_correction_keeps_the_earlier_words(note, caretaker, officer, estate, better, now):
    noted = note()
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better)
    with acting_for(officer.partnership_id, read_only=True):
        row = queries.one(officer, noted.public_id)
        before = list(queries.revisions(officer, row))
    assert (row.text, row.kind, row.occurred_at, row.noted_at) == (better.text, "noise", better.occurred_at, now)
    assert [(one.text, one.kind, one.replaced_at) for one in before] == [("En bil holdt stille.", "car", now)]
    assert ledger(estate)[-1]["event"] == "observations.observation.corrected"
    assert ledger(estate)[-1]["subjects"] == [f"observation:{noted.public_id}"]


def test_the_guard_judges_a_correction_too(note, caretaker, estate, better, now):
    noted = note()
    with pytest.raises(PointsToPerson):
        actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=replace(better, text="QX 12 345"))
    with acting_for(estate.partnership_id, read_only=True):
        assert Observation.objects.unscoped("untouched").get().text == "En bil holdt stille."


def test_particulars_stay_are_replaced_or_go_with_a_correction(note, caretaker, estate, better, now):
    noted = note(particulars=CAR)
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better)
    assert [row.plate for row in particulars(estate)] == ["QX12345"]
    other = replace(better, particulars=replace(CAR, plate="QX 12 346"))
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=other)
    assert [row.plate for row in particulars(estate)] == ["QX12346"]
    actions.correct(
        by=caretaker, at=now, public_id=noted.public_id, what=replace(better, particulars=NotedParticulars())
    )
    assert particulars(estate) == []


def test_a_plate_that_lost_its_incident_goes_after_thirty_days(note, caretaker, estate, better, now):
    vague = NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.OTHER)
    noted = note(kind=Kind.DAMAGE, particulars=vague)
    (kept,) = particulars(estate)
    assert kept.erase_on == (now + timedelta(days=365)).date()
    actions.correct(by=caretaker, at=now + timedelta(days=2), public_id=noted.public_id, what=better)
    (kept,) = particulars(estate)
    assert kept.erase_on == (now + timedelta(days=30)).date()  # of its entry, not of the correction


def test_other_particulars_stay_no_longer_than_the_first_would_have(note, caretaker, estate, better, now):
    noted = note(particulars=CAR)
    later, other = now + timedelta(days=20), replace(better, particulars=replace(CAR, plate="QX 12 346"))
    actions.correct(by=caretaker, at=later, public_id=noted.public_id, what=other)
    (kept,) = particulars(estate)
    assert (kept.plate, kept.noted_at, kept.erase_on) == ("QX12346", now, (now + timedelta(days=365)).date())
    vague = NotedParticulars(plate="QX 12 346", act_at_vehicle=ActAtVehicle.OTHER)
    actions.correct(by=caretaker, at=later, public_id=noted.public_id, what=replace(better, particulars=vague))
    (kept,) = particulars(estate)
    assert kept.erase_on == (now + timedelta(days=30)).date()


def test_particulars_that_come_with_a_correction_are_counted_from_its_day(note, caretaker, estate, better, now):
    noted, later = note(), now + timedelta(days=20)
    actions.correct(by=caretaker, at=later, public_id=noted.public_id, what=replace(better, particulars=CAR))
    (kept,) = particulars(estate)
    assert (kept.noted_at, kept.erase_on) == (later, (later + timedelta(days=365)).date())


def photos_of(estate) -> list[ProtectedPhoto | Photo]:
    with acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        rows = [model.objects.unscoped("what the test made") for model in (Photo, ProtectedPhoto)]
        return [photo for every in rows for photo in every.order_by("id")]


def test_a_protected_photo_stays_as_long_as_what_the_note_has_become(note, caretaker, estate, better, now):
    noted = note(kind=Kind.DAMAGE, photos=(holding.photo(),))
    year, month = ((now + timedelta(days=days)).date() for days in (365, 30))
    assert [photo.erase_on for photo in photos_of(estate)] == [year]
    corrected_at = now + timedelta(days=3)
    for what, until in (
        (better, month),
        (replace(better, particulars=NotedParticulars(description="Sparkede til døren")), year),
        (better, year),  # the particulars still say what happened
        (replace(better, particulars=NotedParticulars()), month),
        (replace(better, kind=Kind.THREAT), year),
    ):
        actions.correct(by=caretaker, at=corrected_at, public_id=noted.public_id, what=what)
        assert [photo.erase_on for photo in photos_of(estate)] == [until]


def test_an_open_photo_goes_before_its_note_becomes_another_kind(note, caretaker, officer, estate, better, now):
    noted = note(kind=Kind.GRAFFITI, photos=(holding.photo(shows_nobody=True),))
    (photo,) = photos_of(estate)
    with pytest.raises(Refused, match="Withdraw the photo first") as refusal:
        actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better)
    assert refusal.value.field == "kind"
    assert listed(officer, estate) == [noted.public_id]
    damage = replace(better, kind=Kind.DAMAGE)
    assert actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=damage).observation.kind == "damage"
    photo_actions.withdraw_photo(by=caretaker, at=now, photo_id=photo.public_id)
    assert actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better).observation.kind == "noise"


def test_what_is_written_down_as_removed_stays_a_damage(note, caretaker, better, now):
    noted = note(kind=Kind.GRAFFITI)
    gone = Removal(removed_on=now.date(), names_or_threatens=True)
    photo_actions.mark_removed(by=caretaker, at=now, observation_id=noted.public_id, removal=gone)
    with pytest.raises(Refused, match="removed") as refusal:
        actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better)
    assert refusal.value.field == "kind"


def test_only_its_writer_corrects_or_takes_back_a_note(cast, note, officer, estate, better, now):
    noted = note()
    for viewer in (officer, cast.home.viewer("manager"), cast.home.command, cast.elsewhere.viewer("caretaker")):
        with pytest.raises(NotAllowed, match="Only whoever noted it"):
            actions.correct(by=viewer, at=now, public_id=noted.public_id, what=better)
        with pytest.raises(NotAllowed, match="Only whoever noted it"):
            actions.withdraw(by=viewer, at=now, public_id=noted.public_id)
    assert listed(officer, estate) == [noted.public_id]


def test_whoever_reads_no_records_takes_back_what_they_noted(cast, note, officer, estate, now):
    board = cast.home.viewer("board_member")
    noted = note(by=board)
    actions.withdraw(by=board, at=now, public_id=noted.public_id)
    assert listed(officer, estate) == []


def test_what_was_taken_back_leaves_lists_counts_and_weeks_and_its_particulars(note, caretaker, officer, estate, now):
    noted, other = note(kind=Kind.GRAFFITI, particulars=CAR), note(kind=Kind.NOISE)
    actions.withdraw(by=caretaker, at=now, public_id=noted.public_id)
    week = Week.of(now, arrivals.ZoneInfo(estate.timezone))
    with acting_for(officer.partnership_id, read_only=True):
        assert queries.one(officer, noted.public_id) is None
        assert [row.kind for row in counts.by_week(officer, estate, first=week, last=week)] == ["noise"]
        assert [row.public_id for row in queries.of_week(officer, estate, week)] == [other.public_id]
        assert [one.kind for one in queries.kinds_found(officer, estate)] == [Kind.NOISE]
    assert listed(officer, estate) == [other.public_id]
    assert particulars(estate) == []
    line = ledger(estate)[-1]
    assert (line["event"], line["detail"]["particulars"]) == ("observations.observation.withdrawn", 1)


def test_what_was_taken_back_stays_so(note, caretaker, better, now):
    noted = note()
    actions.withdraw(by=caretaker, at=now, public_id=noted.public_id)
    with pytest.raises(Refused, match="taken back"):
        actions.withdraw(by=caretaker, at=now, public_id=noted.public_id)
    with pytest.raises(Refused, match="taken back"):
        actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=better)


def test_duplicates_are_one_and_each_source_is_kept(note, caretaker, officer, estate, now):
    first, second, third = note(), note(by=officer, text="Samme bil."), note(kind=Kind.NOISE)
    actions.merge(by=officer, at=now, into=first.public_id, duplicates=[second.public_id])
    assert sorted(listed(officer, estate)) == sorted([first.public_id, third.public_id])
    with acting_for(officer.partnership_id, read_only=True):
        (source,) = queries.sources(officer, first)
        assert (source.text, source.noted_by_id) == ("Samme bil.", officer.user_id)
        assert queries.one(officer, second.public_id).merged_into_id == first.id
    actions.part(by=officer, at=now, public_id=second.public_id)
    assert sorted(listed(officer, estate)) == sorted([first.public_id, second.public_id, third.public_id])
    events = [line["event"] for line in ledger(estate)][-2:]
    assert events == ["observations.observation.merged", "observations.observation.parted"]


def test_duplicates_of_a_note_that_is_taken_back_stand_for_themselves_again(note, caretaker, officer, estate, now):
    first, second = note(), note(by=officer)
    actions.merge(by=officer, at=now, into=first.public_id, duplicates=[second.public_id])
    actions.withdraw(by=caretaker, at=now, public_id=first.public_id)
    assert listed(officer, estate) == [second.public_id]


def test_what_cannot_be_merged_is_refused(cast, note, caretaker, officer, estate, place_ids, now):
    first, second, third = note(), note(), note()
    silent = note(kind=Kind.NOTHING, place_id=place_ids["nord"])
    gone = note()
    actions.withdraw(by=caretaker, at=now, public_id=gone.public_id)
    actions.merge(by=officer, at=now, into=first.public_id, duplicates=[second.public_id])
    for into, duplicates in (
        (first.public_id, []),
        (first.public_id, [first.public_id]),
        (third.public_id, [second.public_id]),
        (second.public_id, [third.public_id]),
        (first.public_id, [silent.public_id]),
        (first.public_id, [gone.public_id]),
        (first.public_id, ["0000000000"]),
    ):
        with pytest.raises(Refused):
            actions.merge(by=officer, at=now, into=into, duplicates=duplicates)
    with pytest.raises(Refused):
        actions.part(by=officer, at=now, public_id=third.public_id)
    with pytest.raises(Refused):
        actions.merge(by=cast.elsewhere.viewer("officer"), at=now, into=first.public_id, duplicates=[third.public_id])


def test_roles_that_do_not_merge_are_refused(cast, note, now):
    first, second = note(), note()
    for name in ("caretaker", "kindergarten_leader", "board_member", "investigator", "chief"):
        viewer = cast.home.viewer(name)
        with pytest.raises(NotAllowed, match="does not put duplicates"):
            actions.merge(by=viewer, at=now, into=first.public_id, duplicates=[second.public_id])
        with pytest.raises(NotAllowed, match="does not put duplicates"):
            actions.part(by=viewer, at=now, public_id=second.public_id)


def test_every_change_announces_its_weeks(note, caretaker, officer, better, now):
    heard: list[frozenset[Week]] = []

    def hear(arrived: arrivals.Arrived) -> None:
        heard.append(arrived.weeks)

    first, second = note(), note()
    arrivals.subscribe(hear)
    try:
        earlier = replace(better, occurred_at=now - timedelta(days=14))
        actions.correct(by=caretaker, at=now, public_id=first.public_id, what=earlier)
        actions.merge(by=officer, at=now, into=first.public_id, duplicates=[second.public_id])
        actions.withdraw(by=caretaker, at=now, public_id=first.public_id)
    finally:
        arrivals.unsubscribe(hear)
    assert heard == [frozenset({Week(2026, 45), Week(2026, 47)})] * 3


def test_how_it_is_known_and_how_closely_are_corrected_too(note, caretaker, officer, better, now):
    noted = note()
    told = replace(better, how_known=HowKnown.TOLD, precision=Precision.DAY)
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=told)
    with acting_for(officer.partnership_id, read_only=True):
        row = queries.one(officer, noted.public_id)
    assert (row.certainty, row.precision) == ("told", "day")
