"""The demonstration is made through actions, once, and only on a database that carries its mark."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db.utils import ProgrammingError

from karlemose.accounts.models import User
from karlemose.demo import founding, loading, mark, telling
from karlemose.demo.models import DemoMark
from karlemose.demo.people import PEOPLE
from karlemose.foundation import clock
from karlemose.observations.models import Observation
from karlemose.partners import queries as partners
from karlemose.places import queries as places
from karlemose.policy.words import Role
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership

BOTH = ["default", "owner"]
pytestmark = pytest.mark.django_db(databases=BOTH)
committed = pytest.mark.django_db(transaction=True, databases=BOTH)  # the owner's mark, seen by the site's own role


@pytest.fixture
def founded(db, now):
    founding.found(at=now)
    return Partnership.objects.get(slug="karlemose")


@pytest.fixture
def few(monkeypatch):
    """A shorter telling: the story's twenty and the living week."""
    monkeypatch.setattr(telling.calm, "calm_weeks", lambda *, now: iter(()))


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
def test_the_events_are_told_once(founded, now, few):
    clock.freeze(now)
    try:
        loading.tell_once()
        first = [(one.public_id, one.noted_at) for one in observations(founded)]
        loading.tell_once()
        assert [(one.public_id, one.noted_at) for one in observations(founded)] == first
    finally:
        clock.freeze(None)
    assert len(first) == 31
    assert mark.is_told()


@committed
def test_an_interrupted_telling_is_completed(founded, now, few):
    def interrupted(events):
        for number, event in enumerate(events):
            if number == 5:
                raise KeyboardInterrupt
            yield event

    with pytest.raises(KeyboardInterrupt):
        telling.tell(now=now, progress=interrupted)
    assert (len(observations(founded)), mark.is_told()) == (5, False)
    telling.tell(now=now)
    assert (len(observations(founded)), mark.is_told()) == (31, True)


@committed
def test_what_is_told_keeps_who_and_when(founded, now, few):
    telling.tell(now=now)
    first = observations(founded)[0]
    assert first.occurred_at == datetime(2017, 2, 9, 6, 40, tzinfo=UTC)
    assert first.noted_at == datetime(2017, 6, 20, 9, 20, tzinfo=UTC)
    assert first.place.code == "K-G syd"
    assert first.noted_by.name == "Rasmus Bjerregaard"
    kinds = Counter(one.kind for one in observations(founded))
    assert (kinds["nothing"], kinds["weapon"]) == (3, 1)


@committed
def test_thirteen_weeks_are_told_too(founded, now):
    telling.tell(now=now)
    assert len(observations(founded)) == len(telling.events(now=now)) > 120


def test_the_site_cannot_mark_a_database(db, now):
    with pytest.raises(ProgrammingError, match="permission denied for table demo_demomark"):
        DemoMark.objects.create(id=1, marked_at=now)


def test_the_introduction_names_who_one_can_be():
    text = loading.introduction("http://localhost:8000")
    assert "http://localhost:8000/demo/" in text
    assert "Kim Damgaard" in text
    assert "Søren Abildgaard" not in text
