"""Noting: the open part alone, by whoever may, once, with its line, and never with what points to a person."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import actions, arrivals, guard
from karlemose.observations.actions import Note
from karlemose.observations.enums import Kind, NumberOfPeople, Sort
from karlemose.observations.limits import LONGEST_TEXT
from karlemose.observations.models import Observation
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.places.models import Neighbourhood
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import lay_out, real_data, together


@pytest.fixture
def what(estate, place_ids, now) -> Note:
    return Note(
        neighbourhood_id=estate.id,
        kind=Kind.GRAFFITI,
        occurred_at=now - timedelta(hours=1),
        place_id=place_ids["2"],
        number_of_people=NumberOfPeople.FEW,
        text="Nyt tag, sort spray.",
    )


def kept(neighbourhood: Neighbourhood) -> list[Observation]:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        return list(Observation.objects.unscoped("what the test made").order_by("id"))


def ledger(neighbourhood: Neighbourhood) -> list[dict]:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        rows = Entry.objects.unscoped("what the test left").order_by("id")
        bodies = [json.loads(entry.body) for entry in rows]
    return [body for body in bodies if body["event"].startswith("observations.")]


def test_note_is_kept_with_who_and_when(cast, caretaker, estate, place_ids, what, now):
    noted = actions.note(by=caretaker, at=now, what=what).observation
    (row,) = kept(estate)
    assert row == noted
    assert (row.kind, row.place_id, row.number_of_people, row.text) == ("graffiti", place_ids["2"], "2-4", what.text)
    assert (row.occurred_at, row.noted_at) == (what.occurred_at, now)
    assert row.noted_by_organisation_id == caretaker.organisation_id
    assert (row.noted_by_id, row.source_id, row.reference) == (caretaker.user_id, None, "")


def test_note_leaves_one_line_without_its_words(caretaker, estate, what, now):
    noted = actions.note(by=caretaker, at=now, what=what).observation
    (line,) = ledger(estate)
    assert line["subjects"] == [f"observation:{noted.public_id}"]
    assert (line["event"], line["actor"]) == ("observations.observation.noted", caretaker.actor)
    assert line["detail"] == {"kind": "graffiti", "neighbourhood": "moseby"}


def test_same_form_sent_twice_is_one_note(caretaker, estate, what, now):
    first = actions.note(by=caretaker, at=now, what=what, key="form-1").observation
    with pytest.raises(AlreadyDone) as done:
        actions.note(by=caretaker, at=now, what=what, key="form-1")
    assert [subject.id for subject in done.value.subjects] == [first.public_id]
    assert len(kept(estate)) == len(ledger(estate)) == 1


def test_what_points_to_a_person_never_enters(caretaker, estate, what, now):
    for words, sort in (
        ("000000-0000", Sort.CPR),
        ("211062-5629", Sort.CPR),
        ("QX 12 345", Sort.PLATE),
        ("56 63 12 34", Sort.PHONE),
        ("kim@siv.example", Sort.EMAIL),
    ):
        with pytest.raises(PointsToPerson) as refused:
            actions.note(by=caretaker, at=now, what=replace(what, text=f"Så {words} ved døren."))
        assert refused.value.field == "text"
        parts = [(part, found and found.sort) for part, found in refused.value.parts]
        assert parts == [("Så ", None), (words, sort), (" ved døren.", None)]
        assert words not in str(refused.value)
    assert (kept(estate), ledger(estate)) == ([], [])


def test_note_that_does_not_do_says_where(caretaker, estate, what, now):
    for change, field in (
        ({"text": "x" * 4001}, "text"),
        ({"text": "nul \0 inside"}, "text"),
        ({"text": "half a letter \ud83d"}, "text"),
        ({"place_id": 0}, "place"),
        ({"kind": Kind.NOTHING, "place_id": None}, "place"),
        ({"occurred_at": now + timedelta(hours=1)}, "occurred_at"),
        ({"occurred_at": now.replace(year=1989)}, "occurred_at"),
    ):
        with pytest.raises(Refused) as refused:
            actions.note(by=caretaker, at=now, what=replace(what, **change))
        assert refused.value.field == field
    assert (kept(estate), ledger(estate)) == ([], [])


def test_time_without_an_offset_is_an_error_of_the_caller(caretaker, what, now):
    with pytest.raises(ValueError, match="offset"):
        actions.note(by=caretaker, at=now, what=replace(what, occurred_at=now.replace(tzinfo=None)))


def test_place_of_another_neighbourhood_is_refused(cast, caretaker, estate, what, now, place_ids):
    other = lay_out(cast.home, at=now, slug="engby")
    with pytest.raises(NotAllowed):  # the caretaker was looked up before it was there
        actions.note(by=caretaker, at=now, what=replace(what, neighbourhood_id=other.id))
    with pytest.raises(Refused) as refused:
        actions.note(by=cast.home.viewer("caretaker", at=now), at=now, what=replace(what, neighbourhood_id=other.id))
    assert (refused.value.field, kept(estate)) == ("place", [])


def test_roles_that_do_not_note_are_refused(cast, estate, what, now):
    people = [cast.home.viewer(name, at=now) for name in ("mentor", "ssp_consultant", "investigator", "operations")]
    for by in (*people, cast.home.command):
        with pytest.raises(NotAllowed, match="does not note"):
            actions.note(by=by, at=now, what=what)
    assert (kept(estate), ledger(estate)) == ([], [])


def test_another_partnerships_caretaker_is_refused(cast, estate, what, now):
    with pytest.raises(NotAllowed, match="do not work in"):
        actions.note(by=cast.elsewhere.viewer("caretaker", at=now), at=now, what=what)
    assert kept(estate) == []


def test_new_note_is_announced_with_its_week_inside_the_transaction(caretaker, estate, what, now):
    sunday = now.replace(year=2015, month=6, day=7, hour=22, minute=30)  # Monday already in Copenhagen
    heard: list[tuple[arrivals.Arrived, int]] = []

    def hear(arrived: arrivals.Arrived) -> None:
        rows = Observation.objects.unscoped("is it there already?").count()
        heard.append((arrived, rows))

    arrivals.subscribe(hear)
    arrivals.subscribe(hear)
    try:
        actions.note(by=caretaker, at=now, what=replace(what, occurred_at=sunday))
    finally:
        arrivals.unsubscribe(hear)
    ((arrived, rows),) = heard
    assert (arrived.weeks, arrived.neighbourhood_id, arrived.by, rows) == ({Week(2015, 24)}, estate.id, caretaker, 1)
    assert Week.of(sunday, ZoneInfo("UTC")) == Week(2015, 23)


def test_subscriber_that_fails_takes_the_note_with_it(caretaker, estate, what, now):
    def fail(_: arrivals.Arrived) -> None:
        raise ZeroDivisionError

    arrivals.subscribe(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            actions.note(by=caretaker, at=now, what=what)
    finally:
        arrivals.unsubscribe(fail)
    assert (kept(estate), ledger(estate)) == ([], [])


def test_hostile_texts_are_noted_as_they_are(caretaker, estate, what, now):
    texts = json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
    assert [text for text in texts if guard.findings(text) or "\0" in text] == []  # nothing strict in them
    notes = together(texts, longest=LONGEST_TEXT)
    for text in notes:
        names = frozenset(re.findall(r"[^\W\d_]+", text))  # "they are words", says the writer
        actions.note(by=caretaker, at=now, what=replace(what, text=text, keep_words=names))
    assert [row.text for row in kept(estate)] == notes


def test_database_itself_refuses_what_cannot_be(caretaker, estate, what, now):
    noted = actions.note(by=caretaker, at=now, what=what).observation
    for wrong in (
        {"kind": "graffiti", "kind_words": "words beside a kind of ours"},
        {"occurred_at": "2999-01-01T00:00Z"},
        {"noted_by_organisation_id": None},
    ):
        with pytest.raises(IntegrityError), acting_for(estate.partnership_id), transaction.atomic():
            Observation.objects.unscoped("tried past the actions").filter(id=noted.id).update(**wrong)


def test_without_a_partnership_nothing_is_seen(caretaker, estate, what, now):
    actions.note(by=caretaker, at=now, what=what)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM observations_observation")
        assert cursor.fetchone() == (0,)
