"""The door: whom one can be, only on a marked database, and never by a GET."""

import json

import pytest
from django.test import Client
from django.utils import translation

from karlemose.accounts.models import User
from karlemose.demo import door, figures, founding
from karlemose.demo.people import PEOPLE, people_at_the_door
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import INSTANCE
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import Permission
from karlemose.tenancy.acting import acting_for

BOTH = ["default", "owner"]
committed = pytest.mark.django_db(transaction=True, databases=BOTH)


@pytest.fixture
def founded(transactional_db, now):
    founding.found(at=now)


def instance_events():
    with acting_for(INSTANCE):
        rows = Entry.objects.unscoped("what the door left").filter(partnership_id=INSTANCE).order_by("id")
        return [json.loads(row.body)["event"] for row in rows]


@committed
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_door_shows_everybody_who_has_something_to_do(founded, client, language):
    page = client.get("/demo/", headers={"accept-language": language}).content.decode()
    assert [person.name for person in PEOPLE if person.name in page] == [one.name for one in people_at_the_door()]
    assert "opfundet · invented" in page


@committed
def test_the_door_sends_the_queries_it_declares(founded, client, django_assert_num_queries):
    client.get("/demo/")
    with django_assert_num_queries(door.people.gate.queries):
        client.get("/demo/")


@committed
def test_entering_as_the_caretaker(founded, client):
    answer = client.post("/demo/be/", {"person": "kim"}, follow=True)
    assert answer.status_code == 200
    assert "<strong>Viceværten Kim Damgaard</strong>" in answer.content.decode()
    assert instance_events() == ["accounts.session.started"]


@committed
def test_becoming_somebody_else_ends_the_first_session(founded, client):
    client.post("/demo/be/", {"person": "kim"})
    first = client.session.session_key
    client.post("/demo/be/", {"person": "mette"})
    assert client.session.session_key != first
    assert client.session["_auth_user_id"] == str(User.objects.get(email="mette@politi.example").pk)
    assert instance_events() == [*("accounts.session.started", "accounts.session.ended", "accounts.session.started")]


@committed
def test_nobody_else_comes_through(founded, client):
    for person in ("", "soeren", "nobody", "kim@siv.example", "KIM", "\0"):
        assert (person, client.post("/demo/be/", {"person": person}).status_code) == (person, 404)
    assert "_auth_user_id" not in client.session


@committed
def test_people_added_by_the_command_line_are_not_behind_the_door(founded, client):
    User(email="real@example.org", name="Somebody Real").save()
    assert "Somebody Real" not in client.get("/demo/").content.decode()


@committed
def test_looking_is_not_entering(founded, client):
    assert client.get("/demo/be/", {"person": "kim"}).status_code == 405


@committed
def test_a_form_of_another_site_does_not_enter(founded):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/be/", {"person": "kim"}).status_code == 403
    assert "_auth_user_id" not in strict.session


@pytest.mark.django_db(databases=BOTH)
def test_there_is_no_door_on_a_real_database(cast, client):
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/be/", {"person": "kim"}).status_code == 404


def test_whoever_stands_at_the_door_may_do_more_than_enter():
    doing = {person.code for person in PEOPLE if OF_ROLE[person.role] - {Permission.ENTER, Permission.RUN}}
    assert doing == {person.code for person in people_at_the_door()} == door.WORDS.keys()


def test_the_door_speaks_danish():
    with translation.override("da"):
        words = {str(word) for pair in door.WORDS.values() for word in pair}
    with translation.override("en"):
        english = {str(word) for pair in door.WORDS.values() for word in pair}
    assert words & english == set()


@committed
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("da", "54–67 % færre anmeldelser pr. måned end før"), ("en", "54–67 % fewer reports per month than before")],
)
def test_the_months_say_what_may_be_said(founded, client, django_assert_num_queries, language, sentence):
    with django_assert_num_queries(figures.figures.gate.queries):
        page = client.get("/demo/months/", headers={"accept-language": language}).content.decode()
    assert sentence in page
    assert "opfundet · invented" in page
    assert page.count("<rect") == 33
    sums = page.partition("<tfoot>")[2]
    assert [number for number in ("94", "124", "212", "20") if f">{number}</td>" not in sums] == []


@pytest.mark.django_db(databases=BOTH)
def test_there_are_no_invented_months_on_a_real_database(cast, client):
    assert client.get("/demo/months/").status_code == 404
