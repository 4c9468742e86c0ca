"""Noting: a tile, a place, send."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.tenancy.acting import acting_for

LATER = {"when": "earlier", "occurred_at": "2026-11-16T21:30"}


@pytest.fixture
def kept(estate):
    """What was kept, the newest last."""

    def rows() -> list[Observation]:
        with acting_for(estate.partnership_id, read_only=True):
            found = Observation.objects.unscoped("for the test").select_related("place", "neighbourhood")
            return list(found.order_by("noted_at", "id"))

    return rows


def test_three_taps_keep_an_observation(sent, kept, place_ids, now):
    response = sent("caretaker", "note-act", {"place": place_ids["1"], "when": "now"}, kind="graffiti")
    (observation,) = kept()
    assert (observation.kind, observation.place.code, observation.occurred_at) == ("graffiti", "1", now)
    assert response.headers["Location"].endswith(f"/note/sent/{observation.public_id}/")


def test_a_place_used_lately_is_offered_first_and_can_be_sent(page, sent, noted, kept, place_ids):
    noted(place="5")
    html = page("caretaker", "note-act", kind="car").content.decode()
    assert re.search(rf'name="recent" value="{place_ids["5"]}"', html)
    sent("caretaker", "note-act", {"recent": place_ids["5"]}, kind="car")
    assert [observation.place.code for observation in kept()] == ["5", "5"]


def test_places_another_person_used_are_not_offered(page, noted):
    noted("officer", place="5")
    assert 'name="recent"' not in page("caretaker", "note-act", kind="car").content.decode()


def test_an_earlier_time_is_the_neighbourhoods(sent, kept, place_ids):
    sent("caretaker", "note-act", {"place": place_ids["1"], **LATER}, kind="noise")
    (observation,) = kept()
    assert observation.occurred_at.isoformat() == "2026-11-16T20:30:00+00:00"


def test_everything_that_is_folded_is_kept_as_it_was_written(sent, kept, place_ids):
    text = "  To mænd løb.\nDe råbte 🔥  "
    data = {"place": place_ids["1"], "number_of_people": "2-4", "text": text}
    sent("caretaker", "note-act", data, kind="threat")
    (observation,) = kept()
    assert (observation.number_of_people, observation.text) == ("2-4", text)


def test_place_can_be_said_to_be_unknown(sent, kept):
    sent("caretaker", "note-act", {"place": "none"}, kind="noise")
    (observation,) = kept()
    assert observation.place is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Vælg et sted."),
        ({"place": "999999"}, "id_place"),
        ({"place": "none", "when": "earlier"}, "Hvornår var det?"),
        ({"place": "none", "when": "earlier", "occurred_at": "i går"}, "Skriv dag og klokkeslæt"),
        ({"place": "none", "when": "earlier", "occurred_at": "2026-12-24T12:00"}, "id_occurred_at-error"),
        ({"place": "none", "number_of_people": "en flok"}, "Ikke sendt endnu"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_is_kept(sent, kept, data, said):
    response = sent("caretaker", "note-act", data, kind="car")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert kept() == []


def test_words_that_point_to_a_person_are_marked_and_nothing_is_kept(sent, kept, place_ids):
    data = {"place": place_ids["1"], "text": "Bilen QX 12 345 holdt her."}
    response = sent("caretaker", "note-act", data, kind="car")
    assert response.status_code == 422
    assert "<mark>QX 12 345</mark>" in response.content.decode()
    assert "Bilen QX 12 345 holdt her." in response.content.decode()
    assert kept() == []


KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')


def test_a_form_sent_twice_is_kept_once_and_answers_the_same(page, sent, kept, place_ids):
    key = KEY.search(page("caretaker", "note-act", kind="fire").content.decode())[1]
    data = {"place": place_ids["1"], "idempotency_key": key}
    first = sent("caretaker", "note-act", data, kind="fire")
    again = sent("caretaker", "note-act", data, kind="fire")
    assert first.headers["Location"] == again.headers["Location"]
    assert len(kept()) == 1


def test_every_showing_of_a_form_has_a_key_of_its_own(page):
    shown = [page("caretaker", "note-act", kind="fire").content.decode() for _ in range(3)]
    keys = {KEY.search(html)[1] for html in shown}
    assert len(keys) == 3


def test_form_from_another_site_is_refused(cast, estate, place_ids, kept):
    from tests.web.conftest import url  # noqa: PLC0415 -- app ready

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.home.user("caretaker"))
    assert client.post(url("note-act", estate, cast, kind="fire"), {"place": place_ids["1"]}).status_code == 403
    assert kept() == []


def test_nothing_to_report_is_said_of_a_whole_section(page, sent, kept, place_ids):
    html = page("caretaker", "note-act", kind="nothing").content.decode()
    assert f'<option value="{place_ids["syd"]}">' in html
    assert f'<option value="{place_ids["1"]}">' not in html
    sent("caretaker", "note-act", {"place": place_ids["syd"]}, kind="nothing")
    assert [observation.kind for observation in kept()] == ["nothing"]


def test_unknown_kind_is_not_there(page):
    assert page("caretaker", "note-act", kind="gossip").status_code == 404


def test_tiles_stand_in_the_order_of_use_with_nothing_to_report_last(page, noted):
    noted(kind=Kind.FIRE)
    noted(kind=Kind.FIRE, days=2)
    noted(kind=Kind.NOISE)
    noted("officer", kind=Kind.WEAPON)
    found = re.findall(r'/note/(\w+)/"', page("caretaker", "note").content.decode())
    assert found[:3] == ["fire", "noise", "group"]
    assert found[-2] == "other"
    assert found[-1] == "nothing"
    assert sorted(found) == sorted(Kind.values)


def test_receipt_says_what_was_kept(page, noted):
    observation = noted(text="Nyt tag.", days=2)
    html = page("caretaker", "note-sent", public_id=observation.public_id).content.decode()
    assert "Graffiti" in html
    assert "Nyt tag." in html


def test_receipt_of_another_partnership_is_not_there(page, noted, cast):
    observation = noted()
    assert page("caretaker", "note-sent", public_id=observation.public_id, world=cast.elsewhere).status_code == 404


def test_receipt_that_never_was_is_not_there(page):
    assert page("caretaker", "note-sent", public_id="0000000000").status_code == 404


def test_residents_board_may_note_and_is_told_no_more_than_that(sent, page, kept, place_ids):
    response = sent("board_member", "note-act", {"place": place_ids["1"]}, kind="noise")
    assert response.headers["Location"].endswith("/note/sent/")
    (observation,) = kept()
    assert page("board_member", "note-sent", public_id=observation.public_id).status_code == 404


def test_reader_line_stands_beside_what_one_writes_and_on_the_button(page):
    html = page("caretaker", "note-act", kind="car").content.decode()
    card = html[html.index('class="channel-card shared"') :]
    assert "Læses af alle partnere" in card[: card.index("<fieldset")]
    assert "Send · læses af alle partnere" in card


def test_late_entry_shows_both_days(page, sent, kept, now, place_ids):
    earlier = (now - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    sent("caretaker", "note-act", {"place": place_ids["1"], "when": "earlier", "occurred_at": earlier}, kind="weapon")
    (observation,) = kept()
    html = page("caretaker", "note-sent", public_id=observation.public_id).content.decode()
    assert "Skrevet ned 17. november, set 18. oktober." in html
