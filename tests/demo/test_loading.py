"""The demonstration is made through actions, once, and only on a database that carries its mark."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.utils import ProgrammingError

from karlemose.accounts.models import User
from karlemose.demo import founding, loading, mark, steps, telling
from karlemose.demo.models import DemoMark
from karlemose.demo.people import PEOPLE
from karlemose.demo.stage import set_stage
from karlemose.disclosure import queries
from karlemose.disclosure.models import HandOver
from karlemose.foundation import clock
from karlemose.observations import answering
from karlemose.observations.merge_models import Merge
from karlemose.observations.models import Import, Observation, Particulars, Revision
from karlemose.observations.photo_models import Photo, ProtectedPhoto
from karlemose.observations.series import WeekCount
from karlemose.partners import people
from karlemose.partners import queries as partners
from karlemose.places import cameras
from karlemose.places import queries as places
from karlemose.policy.words import Channel, Role
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership

BOTH = ["default", "owner"]
CRISIS = datetime(2017, 9, 12, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(databases=BOTH)
committed = pytest.mark.django_db(transaction=True, databases=BOTH)  # the owner's mark, seen by the site's own role


@pytest.fixture
def founded(db, now):
    founding.found(at=now)
    return Partnership.objects.get(slug="karlemose")


@pytest.fixture
def few(monkeypatch, now):
    """A shorter telling: the story's twenty, cameras, and the living week with what is done about it."""
    nothing = lambda **_: iter(())  # noqa: E731
    monkeypatch.setattr(steps.calm, "calm_weeks", nothing)
    monkeypatch.setattr(steps.crisis, "crisis_weeks", nothing)
    monkeypatch.setattr(steps.lists, "lists", nothing)
    monkeypatch.setattr(steps.answering, "STANDS", timedelta(days=40))
    monkeypatch.setattr(steps.sweeping, "FROM", (now - timedelta(days=100)).date())


@pytest.fixture
def since(monkeypatch):
    """`since(moment)`: of the crisis only what was noted after it."""
    crisis_weeks = steps.crisis.crisis_weeks

    def cut(moment):
        monkeypatch.setattr(
            steps.crisis, "crisis_weeks", lambda: (one for one in crisis_weeks() if one.noted_at > moment)
        )
        monkeypatch.setattr(steps.answering, "STANDS", timedelta(days=40))

    return cut


@pytest.fixture(autouse=True)
def own_vault(settings, tmp_path):
    settings.VAULT_FOLDER = tmp_path / "vault"


def observations(partnership):
    with acting_for(partnership.id):
        return list(Observation.objects.unscoped("what was told").select_related("place").order_by("occurred_at"))


@committed
def test_everybody_of_the_story_works_there(founded):
    with acting_for(founded.id, read_only=True):
        viewer = partners.viewer_for(
            user_id=User.objects.get(email="camilla@helhedsplanen.example").id,
            partnership_id=founded.id,
            on=datetime(2017, 6, 20, tzinfo=UTC).date(),
        )
    assert User.objects.count() == len(PEOPLE) == 22
    assert (viewer.name, viewer.role, viewer.organisation_name) == (
        *("Camilla Overgaard", Role.PROJECT_HEAD, "Helhedsplanen"),
    )


@committed
def test_everybody_but_one_has_signed_the_duty_of_confidentiality(founded, now):
    with acting_for(founded.id, read_only=True):
        everybody = people.everybody(partners.command_viewer(founded.id), on=now.date())
    assert [one.name for one in everybody if one.confidentiality_signed_on is None] == ["Bilal Nørby"]
    assert len(everybody) == 24


@committed
def test_the_estate_is_its_neighbourhood(founded):
    neighbourhood = places.find_neighbourhood("karlemoseparken")
    assert (neighbourhood.name, neighbourhood.timezone, neighbourhood.has_plan) == (
        *("Karlemoseparken", "Europe/Copenhagen", True),
    )


@committed
def test_founding_again_adds_nothing(founded, now):
    DemoMark.objects.using("owner").update(founded_at=None)  # as after a start that was killed
    founding.found(at=now)
    assert (Partnership.objects.count(), User.objects.count()) == (1, 22)
    with acting_for(founded.id, read_only=True):
        assert len(places.neighbourhoods_of(founded.id)) == 1


def test_a_real_partnership_never_becomes_a_demonstration(cast, now):
    with pytest.raises(mark.NotADemo, match="not marked as a demonstration"):
        founding.found(at=now)
    assert not mark.is_marked()


def test_nothing_is_told_without_the_mark(cast, now):
    with pytest.raises(mark.NotADemo):
        telling.tell(now=now)


def test_migrating_a_real_database_is_refused(cast):
    (error,) = mark.refuse_a_real_partnership(databases=["default"])
    assert error.id == "demo.E001"


@committed
def test_migrating_an_empty_or_marked_database_is_not(db, now):
    assert mark.refuse_a_real_partnership(databases=["default", "owner"]) == []
    founding.found(at=now)
    assert mark.refuse_a_real_partnership(databases=["default", "owner"]) == []


@committed
def test_the_story_is_told_once(founded, now, few):
    clock.freeze(now)
    try:
        loading.tell_once()
        first = [(one.public_id, one.noted_at) for one in observations(founded)]
        loading.tell_once()
        assert [(one.public_id, one.noted_at) for one in observations(founded)] == first
    finally:
        clock.freeze(None)
    assert len(first) == 15  # the twenty are counts by now
    assert mark.is_told()
    assert mark.told_story() == telling.story()


@committed
def test_the_living_week_has_something_for_everybody(founded, now, few):
    telling.tell(now=now)
    stage = set_stage()
    with acting_for(founded.id, channels=[Channel.EVIDENCE], read_only=True):
        chief, officer, mette = (stage.viewers[code] for code in ("henrik", "sara", "mette"))
        assert answering.unanswered(chief, stage.neighbourhood, at=now).number == 1
        assert sum(one.number for one in answering.waiting(officer, stage.neighbourhood, at=now)) == 5
        waiting = queries.waiting(mette, stage.neighbourhood)
        assert [(one.week, one.number_released) for one in waiting] == [("2026-W45", 4)]
        listed = cameras.cameras(stage.viewers["lone"], stage.neighbourhood)
        soon = [one.code for one in listed if cameras.runs_out(one, on=now.date(), within=timedelta(days=71))]
        assert soon == [f"KAM-{number:02d}" for number in range(5, 13)]
        plates = Particulars.objects.unscoped("what was told").exclude(plate="").values_list("plate", flat=True)
        assert set(plates) == {"QX20918", "QX31207", "QX47115"}
        assert ProtectedPhoto.objects.unscoped("what was told").count() == 1
        assert Photo.objects.unscoped("what was told").count() == 1
        assert Merge.objects.unscoped("what was told").count() == 1
        assert Revision.objects.unscoped("what was told").count() == 1


@committed
def test_an_interrupted_telling_is_completed_and_the_same(founded, now, few):
    def interrupted(taken):
        for number, step in enumerate(taken):
            if number == len(taken) - 12:
                raise KeyboardInterrupt
            yield step

    with pytest.raises(KeyboardInterrupt):
        telling.tell(now=now, progress=interrupted)
    before = len(observations(founded))
    assert (before < 15, mark.is_told()) == (True, False)
    telling.tell(now=now)
    told = [one.text for one in observations(founded)]
    assert (len(told), len(set(told)), mark.is_told()) == (15, 15, True)


@committed
def test_what_another_version_told_stays_and_a_line_says_how_to_tell_anew(founded, now, capsys):
    mark.note_told(at=now, story="another")
    loading.tell_once()
    assert "remove the folder KARLEMOSE_DATA" in capsys.readouterr().err
    assert observations(founded) == []


@committed
def test_in_the_middle_of_the_crisis_everything_is_there_in_full(founded, since):
    since(datetime(2017, 8, 20, tzinfo=UTC))
    telling.tell(now=CRISIS)
    first = next(one for one in observations(founded) if one.kind == "weapon")
    assert first.occurred_at == datetime(2017, 2, 9, 6, 40, tzinfo=UTC)
    assert first.noted_at == datetime(2017, 6, 20, 9, 20, tzinfo=UTC)
    assert (first.place.code, first.noted_by.name) == ("K-G syd", "Rasmus Bjerregaard")
    assert sum(one.source_id is None for one in observations(founded)) == len(steps.events(now=CRISIS))
    with acting_for(founded.id, channels=[Channel.EVIDENCE], read_only=True):
        kept = Particulars.objects.unscoped("what was told").exclude(plate="").values_list("plate", flat=True)
        assert "QX12345" in kept
        assert "QX45678" not in kept  # only parked
        assert WeekCount.objects.unscoped("what was told").count() == 0
        states = HandOver.objects.unscoped("what was told").order_by("week").values_list("week", "state")
        assert dict(states)["2017-W32"] == "acknowledged"
        assert list(states)[-1] == ("2017-W35", "released")


@committed
def test_what_is_over_is_left_as_counts(founded, now, monkeypatch):
    monkeypatch.setattr(steps.calm, "calm_weeks", lambda **_: iter(()))
    telling.tell(now=now)
    assert {one.noted_at.year for one in observations(founded)} == {2026}
    with acting_for(founded.id, read_only=True):
        rows = WeekCount.objects.unscoped("what is left").filter(kind="graffiti", monday__lt=date(2018, 10, 1))
        assert sum(rows.values_list("number", flat=True)) == 124
        assert Import.objects.unscoped("what was taken in").exclude(file_name="").count() == 0


@committed
@pytest.mark.parametrize(
    ("day", "number"), [(date(2017, 6, 20), 62), (date(2017, 10, 11), None), (date(2018, 9, 28), None)]
)
def test_other_good_days_to_stop_at(founded, day, number, since):
    now = datetime.combine(day, time(8), tzinfo=UTC)
    since(now - timedelta(days=21))
    telling.tell(now=now)
    found = observations(founded)
    assert found
    assert max(one.noted_at for one in found) <= now
    assert min(one.noted_at for one in found) > now - steps.KEPT
    assert number is None or sum(one.kind == "graffiti" for one in found) + 7 == number


def test_the_site_cannot_mark_a_database(db, now):
    with pytest.raises(ProgrammingError, match="permission denied for table demo_demomark"):
        DemoMark.objects.create(id=1, marked_at=now)


def test_the_introduction_names_who_one_can_be():
    text = loading.introduction("http://localhost:8000")
    assert "http://localhost:8000/demo/" in text
    assert "Kim Damgaard" in text
    assert "Søren Abildgaard" not in text
