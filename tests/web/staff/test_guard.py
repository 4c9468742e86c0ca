"""The guard's answer on the form: words marked, one tap for each, nothing typed lost."""

import html
import re

import pytest

from karlemose.observations.models import Observation, Particulars
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.observations import holding

TEXT = "Jonas stod ved QX 12 345."
BUTTON = re.compile(r'name="guard" value="([^"]*)"')


@pytest.fixture(autouse=True)
def signed(cast, now):
    holding.signed(cast.home, at=now)


@pytest.fixture
def note(sent, place_ids):
    def post(who: str = "caretaker", **data):
        return sent(who, "note-act", {"place": place_ids["torvet"], "text": TEXT, **data}, kind="drug_dealing")

    return post


@pytest.fixture
def kept(estate):
    def rows() -> tuple[list[Observation], list[Particulars]]:
        with acting_for(estate.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
            return (
                list(Observation.objects.unscoped("for the test").order_by("id")),
                list(Particulars.objects.unscoped("for the test").order_by("id")),
            )

    return rows


def buttons(response) -> list[str]:
    return [html.unescape(value) for value in BUTTON.findall(response.content.decode())]


def value_of(response, name: str) -> str:
    page = response.content.decode()
    area = re.search(rf'<textarea name="{name}"[^>]*>\n?([^<]*)</textarea>', page)
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    found = area[1] if area else re.search(r'value="([^"]*)"', box[0] if box else "") or ""
    return html.unescape(found if isinstance(found, str) else found[1])


def test_each_thing_found_has_its_moves(note):
    assert buttons(note()) == [
        "move:text:Jonas",
        "delete:text:Jonas",
        "keep:text:Jonas",
        "move:text:QX 12 345",
        "delete:text:QX 12 345",
    ]


def test_a_cpr_number_can_only_be_deleted(note):
    assert buttons(note(text="Han er 010190-1234.")) == ["delete:text:010190-1234"]


def test_a_moved_word_lands_in_its_field_and_leaves_the_open_text(note):
    response = note(guard="move:text:QX 12 345", number_of_people="2-4")
    assert value_of(response, "text") == "Jonas stod ved."
    assert value_of(response, "plate") == "QX 12 345"
    assert buttons(response) == ["move:text:Jonas", "delete:text:Jonas", "keep:text:Jonas"]
    assert re.search(r'value="2-4"[^>]*checked', response.content.decode())


def test_a_second_plate_goes_to_the_description(note):
    response = note(guard="move:text:QX 12 345", plate="AB 12 345")
    assert (value_of(response, "plate"), value_of(response, "description")) == ("AB 12 345", "QX 12 345")


def test_a_deleted_word_is_gone(note):
    response = note(guard="delete:text:Jonas")
    assert value_of(response, "text") == "stod ved QX 12 345."
    assert "Jonas" not in response.content.decode()


def test_a_word_that_is_kept_is_asked_about_no_more_and_can_be_sent(note, kept):
    response = note(text="Hans hund løb ved Jonas.", guard="keep:text:Jonas")
    assert 'name="keep" value="Jonas"' in response.content.decode()
    assert buttons(response) == []
    assert note(text="Hans hund løb ved Jonas.", keep="Jonas").status_code == 302
    assert [row.text for row in kept()[0]] == ["Hans hund løb ved Jonas."]


def test_a_tap_keeps_nothing_and_says_to_read_it_through(note, kept):
    response = note(text="Ved QX 12 345.", guard="move:text:QX 12 345")
    assert "Læs det igennem, og send." in response.content.decode() or response.status_code == 422
    assert kept() == ([], [])


def test_after_a_move_the_form_is_sent_with_both_parts(note, kept):
    moved = note(text="Bil holdt ved QX 12 345.", guard="move:text:QX 12 345")
    data = {"text": value_of(moved, "text"), "plate": value_of(moved, "plate"), "act_at_vehicle": "handed_over"}
    assert note(**data).status_code == 302
    (observation,), (particulars,) = kept()
    assert (observation.text, particulars.plate_as_written) == ("Bil holdt ved.", "QX 12 345")


def test_a_plate_without_an_act_is_asked_what_happened(note, kept):
    response = note(text="", plate="QX 12 345")
    assert response.status_code == 422
    assert "Hvad skete der ved bilen?" in response.content.decode()
    assert value_of(response, "plate") == "QX 12 345"
    assert kept() == ([], [])


def test_a_plate_that_was_only_parked_is_dropped_and_the_receipt_says_so(note, kept, cast, page):
    response = note(text="Mørk varebil har holdt her hele natten.", plate="QX 12 345", act_at_vehicle="only_parked")
    assert response.headers["Location"].endswith("?notice=plate_dropped")
    (observation,), particulars = kept()
    assert particulars == []
    receipt = page("caretaker", "note-sent", public_id=observation.public_id, data={"notice": "plate_dropped"})
    assert "Så må vi ikke gemme nummeret" in receipt.content.decode()


def test_a_cpr_number_in_the_protected_part_is_marked_there(note, kept):
    response = note(text="", description="Han er 010190-1234.")
    assert buttons(response) == ["delete:description:010190-1234"]
    assert kept() == ([], [])


def test_whoever_holds_no_particulars_is_offered_no_move_and_no_card(note, page):
    response = note("kindergarten_leader")
    assert [value.split(":")[0] for value in buttons(response)] == ["delete", "keep", "delete"]
    assert "Beskyttet" not in page("kindergarten_leader", "note-act", kind="drug_dealing").content.decode()


def test_fields_that_somebody_may_not_fill_are_not_read(note, kept):
    assert note("kindergarten_leader", text="", plate="QX 12 345", description="rød hue").status_code == 302
    observations, particulars = kept()
    assert (len(observations), particulars) == (1, [])


@pytest.mark.parametrize("pressed", ["move", "move:", "move:text:", "steal:text:Jonas", "move:place:Jonas", "::"])
def test_a_button_that_was_never_there_does_nothing(note, kept, pressed):
    assert note(guard=pressed).status_code == 422
    assert kept() == ([], [])


def test_the_second_card_is_there_for_those_who_may_hold_particulars_alone(page):
    html_of = page("manager", "note-act", kind="car").content.decode()
    assert "Beskyttet · til politiet" in html_of
    assert "Er der noget, som kan pege på en person? Skriv det her, ikke ovenfor." in html_of
    other = page("officer", "note-act", kind="car").content.decode()
    assert "Beskyttet" not in other
