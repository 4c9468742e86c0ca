"""Who sees a photo follows from what it shows; what was withdrawn is gone; cleaning waits for a photo."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from karlemose.foundation.refusals import NotAllowed
from karlemose.observations import photo_actions, photo_queries, photos
from karlemose.observations.enums import ACTS, Kind
from karlemose.observations.models import Photo, ProtectedPhoto, Repair
from karlemose.observations.photo_actions import Removal
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.tenancy.acting import acting_for
from karlemose.vault import files
from karlemose.vault.models import StoredFile
from tests.observations import pictures
from tests.observations.holding import photo, reading, report, signed

TODAY = date(2026, 11, 17)


@pytest.fixture
def caretaker(cast, estate, now):
    signed(cast.home, at=now)
    return cast.home.viewer("caretaker", at=now)


@pytest.fixture
def graffiti(caretaker, estate, now):
    return report(caretaker, estate, at=now)


@pytest.fixture
def add(caretaker, graffiti, now):
    def added(*, by=caretaker, observation=graffiti, what=None, **more):
        given = what or photo(**more)
        return photo_actions.add_photo(by=by, at=now, observation_id=observation.public_id, photo=given)

    return added


def seen(viewer, observation) -> list[type]:
    with reading(viewer):
        found = photo_queries.open_photos(viewer, [observation])
        return [type(one) for one in [*found, *photo_queries.protected_photos(viewer, observation)]]


def view_of(viewer, photo) -> bytes | None:
    """The pixels that this viewer may see of it."""
    with reading(viewer):
        found = photo_queries.photo(viewer, photo.observation, photo.public_id)
        return found and photo_queries.pixels(found)


def rows(partnership_id: int, model=StoredFile) -> list:
    with acting_for(partnership_id, channels=["EVIDENCE"], read_only=True):
        return list(model.objects.unscoped("for the test").order_by("id"))


def lying(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


# -- who sees it -------------------------------------------------------------------------------------------------------


def test_a_photo_of_a_damage_that_shows_nobody_is_everybodys(cast, add, graffiti, now):
    kept = add(shows_nobody=True)
    assert isinstance(kept, Photo)
    assert (kept.confirmed_by_id, kept.confirmed_at) == (graffiti.noted_by_id, now)
    for name in ("caretaker", "manager", "kindergarten_leader", "officer", "project_head"):
        viewer = cast.home.viewer(name, at=now)
        assert seen(viewer, graffiti) == [Photo], name
        view = view_of(viewer, kept)
        assert pictures.SECRET.encode() not in view
        assert pictures.opened(view).size == (90, 60)


def test_any_other_photo_is_read_by_its_author_and_the_office_alone(cast, add, graffiti, now):
    kept = add()
    assert isinstance(kept, ProtectedPhoto)
    for name in ("caretaker", "manager", "office"):
        assert seen(cast.home.viewer(name, at=now), graffiti) == [ProtectedPhoto], name
    for name in ("kindergarten_leader", "officer", "investigator", "project_head", "chief", "board_member"):
        viewer = cast.home.viewer(name, at=now)
        assert seen(viewer, graffiti) == [], name
        assert view_of(viewer, kept) is None


def test_nobody_of_another_partnership_sees_a_photo(cast, add, now):
    kept = add(shows_nobody=True)
    assert view_of(cast.elsewhere.viewer("manager", at=now), kept) is None


def test_only_of_damage_can_somebody_say_that_nobody_shows(caretaker, estate, add, now):
    given = photo(shows_nobody=True)
    kept = {kind: add(observation=report(caretaker, estate, at=now, kind=kind), what=given) for kind in ACTS}
    of_things = {Kind.GRAFFITI, Kind.DAMAGE, Kind.LOCK_FORCED, Kind.FIRE}
    assert {kind for kind, one in kept.items() if isinstance(one, Photo)} == of_things


def test_who_may_hold_nothing_protected_adds_an_open_photo_or_none(cast, estate, now, add):
    leader = cast.home.viewer("kindergarten_leader", at=now)
    own = report(leader, estate, at=now)
    assert isinstance(add(by=leader, observation=own, shows_nobody=True), Photo)
    with pytest.raises(Refused, match="no other"):
        add(by=leader, observation=own)


# -- keeping -----------------------------------------------------------------------------------------------------------


def test_the_original_is_kept_as_it_came_and_the_view_beside_it(add, caretaker, settings):
    given = photo()
    kept = add(what=given)
    assert kept.original.digest == given.digest
    with reading(caretaker):
        assert files.read(kept.original) == given.content
    assert view_of(caretaker, kept) == given.view.content
    assert lying(settings.VAULT_FOLDER) == 2
    assert pictures.SECRET.encode() not in b"".join(
        path.read_bytes() for path in settings.VAULT_FOLDER.rglob("*") if path.is_file()
    )


def test_the_same_photo_twice_is_once(add, caretaker, graffiti):
    assert add().id == add().id
    assert {one.holders for one in rows(caretaker.partnership_id)} == {1}


def test_the_same_photo_of_two_reports_is_held_twice_and_lies_there_once(add, caretaker, estate, now, settings):
    first, second = add(), add(observation=report(caretaker, estate, at=now, hours=3))
    assert first.id != second.id
    assert {one.holders for one in rows(caretaker.partnership_id)} == {2}
    photo_actions.withdraw_photo(by=caretaker, at=now, photo_id=first.public_id)
    assert view_of(caretaker, second)


def test_a_ninth_photo_is_refused(add):
    view = photo().view
    for number in range(8):
        add(what=photos.NotedPhoto(content=b"photo %d" % number, view=view))
    with pytest.raises(Refused, match="eight photos"):
        add(what=photos.NotedPhoto(content=b"photo 9", view=view))


def test_a_photo_that_is_refused_leaves_nothing(cast, estate, now, add, settings):
    leader = cast.home.viewer("kindergarten_leader", at=now)
    with suppress(Refused):
        add(by=leader, observation=report(leader, estate, at=now))
    assert rows(leader.partnership_id) == []
    assert not settings.VAULT_FOLDER.exists()


def test_a_photo_is_kept_for_a_year_with_an_incident_and_for_a_month_without(add, caretaker, estate, now):
    assert add().erase_on == TODAY + timedelta(days=365)
    noise = report(caretaker, estate, at=now, kind=Kind.NOISE)
    assert add(observation=noise).erase_on == TODAY + timedelta(days=30)


def test_an_observation_cannot_go_and_leave_its_photos_behind(add, graffiti):
    add(shows_nobody=True)
    with acting_for(graffiti.partnership_id):
        held = type(graffiti).objects.unscoped("for the test").filter(id=graffiti.id)
        with pytest.raises(ProtectedError):
            held.delete()
        with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
            held._raw_delete(held.db)


# -- whose -------------------------------------------------------------------------------------------------------------


def test_another_organisation_adds_and_withdraws_no_photo(cast, add, now):
    kept, other = add(shows_nobody=True), photo(shows_nobody=True, seed=1)
    for name in ("officer", "kindergarten_leader", "project_head"):
        viewer = cast.home.viewer(name, at=now)
        with pytest.raises(NotAllowed, match="organisation that noted"):
            add(by=viewer, what=other)
        with pytest.raises(NotAllowed, match="organisation that noted"):
            photo_actions.withdraw_photo(by=viewer, at=now, photo_id=kept.public_id)


def test_a_report_that_one_does_not_see_takes_no_photo(cast, add, now, graffiti):
    with pytest.raises(LookupError):
        add(by=cast.elsewhere.viewer("caretaker", at=now))
    with pytest.raises(LookupError):
        photo_actions.withdraw_photo(by=cast.home.viewer("caretaker", at=now), at=now, photo_id="0000000000")


def test_a_colleague_withdraws_what_should_not_have_been_open(cast, add, graffiti, now):
    kept = add(shows_nobody=True)
    manager = cast.home.viewer("manager", at=now)
    photo_actions.withdraw_photo(by=manager, at=now, photo_id=kept.public_id)
    assert seen(manager, graffiti) == []
    assert rows(manager.partnership_id) == rows(manager.partnership_id, Photo) == []


# -- the evidence stop -------------------------------------------------------------------------------------------------

GONE = Removal(removed_on=TODAY, cost=1850, report_number="4200-73112-00012-17", tag="SYD43")


@pytest.fixture
def remove(caretaker, graffiti, now):
    def removed(removal: Removal = GONE, *, by=caretaker, observation=graffiti) -> Repair:
        return photo_actions.mark_removed(by=by, at=now, observation_id=observation.public_id, removal=removal)

    return removed


def test_cleaning_waits_for_a_photo(add, remove, caretaker, graffiti):
    with pytest.raises(Refused, match="photo with scale") as refusal:
        remove()
    assert refusal.value.field == "photos"
    add(shows_nobody=True)
    assert remove().cost == 1850
    with reading(caretaker):
        assert photo_actions.repair_of(caretaker, graffiti).report_number == "4200-73112-00012-17"


def test_a_protected_photo_of_ones_own_organisation_is_enough_and_anothers_tells_nothing(
    cast, add, remove, estate, now
):
    add()
    assert remove().removed_on == TODAY
    officers = report(cast.home.viewer("officer", at=now), estate, at=now)
    with pytest.raises(Refused, match="photo with scale"):
        remove(observation=officers)


def test_what_names_or_threatens_somebody_goes_at_once(remove):
    assert remove(replace(GONE, names_or_threatens=True)).removed_at_once is True


def test_a_second_time_corrects_the_first(add, remove, graffiti):
    add(shows_nobody=True)
    remove()
    remove(replace(GONE, cost=900))
    assert [one.cost for one in rows(graffiti.partnership_id, Repair)] == [900]


def test_what_cannot_be_is_refused_with_its_field(add, remove):
    add(shows_nobody=True)
    for change, field in (
        ({"removed_on": TODAY + timedelta(days=1)}, "removed_on"),
        ({"removed_on": TODAY - timedelta(days=1)}, "removed_on"),
        ({"cost": -1}, "cost"),
        ({"cost": 10_000_001}, "cost"),
        ({"report_number": "x"}, "report_number"),
        ({"report_number": "<script>"}, "report_number"),
        ({"report_number": "n" * 31}, "report_number"),
        ({"tag": "t" * 81}, "tag"),
        ({"tag": "two\nlines"}, "tag"),
    ):
        with pytest.raises(Refused) as refusal:
            remove(replace(GONE, **change))
        assert refusal.value.field == field


def test_a_painted_word_or_number_that_points_to_a_person_is_refused(add, remove):
    add(shows_nobody=True)
    for field, words, sentence in (
        ("tag", "ring 20 12 34 56", "everybody reads this field"),
        ("tag", "AB 12 345", "everybody reads this field"),
        ("tag", "Mette er stikker", "look like a name"),
        ("report_number", "010203-1234", "A CPR number"),
    ):
        with pytest.raises(PointsToPerson, match=sentence) as refusal:
            remove(replace(GONE, **{field: words}))
        assert refusal.value.field == field


def test_noise_is_not_cleaned(caretaker, estate, remove, now):
    with pytest.raises(Refused, match="Only graffiti and damage"):
        remove(observation=report(caretaker, estate, at=now, kind=Kind.NOISE))


def test_a_partner_who_neither_noted_nor_cleans_writes_no_removal(cast, add, remove, now):
    add(shows_nobody=True)
    with pytest.raises(NotAllowed, match="housing organisation"):
        remove(by=cast.home.viewer("project_head", at=now))
