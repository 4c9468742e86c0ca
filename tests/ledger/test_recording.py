"""No write without its line, no line with a sentence, no form twice."""

import json

import pytest

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import AlreadyDone, NoLedgerLine, NotACode, UndeclaredEvent, action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.models import Organisation
from karlemose.tenancy.acting import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@action(Event.ORGANISATION_ADDED)
def add(*, by, at, name, line=True, event=Event.ORGANISATION_ADDED):
    organisation = Organisation(partnership_id=by.partnership_id, kind="association", name=name)
    organisation.save()
    if line:
        record(event, actor=by, at=at, subjects=[Ref("organisation", str(organisation.id))])
    return organisation


def names(world) -> list[str]:
    with acting_for(world.partnership.id, read_only=True):
        rows = Organisation.objects.unscoped("what was kept").filter(kind="association").order_by("id")
        return [row.name for row in rows]


def entries(world) -> list[dict]:
    with acting_for(world.partnership.id, read_only=True):
        rows = Entry.objects.unscoped("what the ledger says").order_by("id")
        return [json.loads(row.body) for row in rows]


def test_a_write_and_its_line_are_kept_together(cast, now):
    made = add(by=cast.home.command, at=now, name="Mosens Skakklub")
    assert names(cast.home) == ["Mosens Skakklub"]
    last = entries(cast.home)[-1]
    assert last["actor"] == cast.home.command.actor
    assert last["event"] == "partners.organisation.added"
    assert last["subjects"] == [f"organisation:{made.id}"]
    assert last["at"] == "2026-11-17T09:00:00.000000+00:00"


def test_a_write_without_a_line_is_not_kept(cast, now):
    with pytest.raises(NoLedgerLine):
        add(by=cast.home.command, at=now, name="silent", line=False)
    assert names(cast.home) == []


def test_an_event_that_the_action_does_not_declare_is_refused(cast, now):
    with pytest.raises(UndeclaredEvent):
        add(by=cast.home.command, at=now, name="other", event=Event.PLAN_LOADED)
    assert names(cast.home) == []


@pytest.mark.parametrize("value", ["Kim Damgaard", "a sentence", "", "x" * 121, "line\nbreak", "kim@moseby.example"])
def test_a_detail_is_a_code_and_never_a_sentence_or_a_name(cast, now, value):
    with pytest.raises(NotACode), acting_for(cast.home.partnership.id):
        record(Event.PLAN_LOADED, actor=cast.home.command, at=now, detail={"note": value})


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_form_sent_twice_is_done_once(cast, now):
    made = add(by=cast.home.command, at=now, name="once", key="k1")
    with pytest.raises(AlreadyDone) as again:
        add(by=cast.home.command, at=now, name="twice", key="k1")
    assert again.value.subjects == (Ref("organisation", str(made.id)),)
    assert names(cast.home) == ["once"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_partnerships_may_use_the_same_key(cast, now):
    add(by=cast.home.command, at=now, name="here", key="k1")
    add(by=cast.elsewhere.command, at=now, name="there", key="k1")
    assert (names(cast.home), names(cast.elsewhere)) == (["here"], ["there"])


def test_actions_take_keywords_only(cast, now):
    with pytest.raises(TypeError, match="keywords only"):
        add(cast.home.command, now, "positional")
