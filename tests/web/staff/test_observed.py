"""One observation: what every partner reads, what a few read and why, and what can be done with it."""

import json
import re

import pytest

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.observations import photo_actions
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind
from karlemose.observations.models import Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.tenancy.acting import acting_for
from tests.observations import holding

GIVEN = NotedParticulars(
    plate="QX 12 345",
    act_at_vehicle=ActAtVehicle.HANDED_OVER,
    description="Fører med rød hue.",
    assessment="Ligner handel.",
)
SECRETS = ("QX 12 345", "rød hue", "Ligner handel", "Beskyttet")


@pytest.fixture(autouse=True)
def signed(cast, now):
    holding.signed(cast.home, at=now)


@pytest.fixture
def deal(noted):
    return noted(kind=Kind.DRUG_DEALING, place="torvet", text="Bil holdt to minutter.", particulars=GIVEN)


@pytest.fixture
def lines(estate):
    def of(event: Event) -> list[dict]:
        with acting_for(estate.partnership_id, read_only=True):
            bodies = [json.loads(one.body) for one in Entry.objects.unscoped("for the test").order_by("id")]
        return [body for body in bodies if body["event"] == event]

    return of


def read(estate, row) -> Observation:
    with acting_for(estate.partnership_id, read_only=True):
        return Observation.objects.unscoped("for the test").get(public_id=row.public_id)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("who", ["caretaker", "manager", "office"])
def test_those_who_read_the_particulars_see_them_and_why(page, deal, who):
    said = text_of(page(who, "observations-one", public_id=deal.public_id))
    assert all(words in said for words in SECRETS)
    assert "(regel D50)" in said
    assert "Hvem ser det ellers?" in said
    assert "Din læsning er noteret 10.00" in said


@pytest.mark.parametrize("who", ["officer", "investigator", "project_head", "kindergarten_leader"])
def test_others_see_the_open_part_and_no_trace_of_more(page, deal, noted, who):
    said = text_of(page(who, "observations-one", public_id=deal.public_id))
    assert "Bil holdt to minutter." in said
    assert [words for words in SECRETS if words in said] == []
    plain = noted(kind=Kind.DRUG_DEALING, place="torvet", text="Bil holdt to minutter.")
    other = text_of(page(who, "observations-one", public_id=plain.public_id))
    assert re.sub(r"[0-9A-Z]{10}", "", said) == re.sub(r"[0-9A-Z]{10}", "", other)


@pytest.mark.parametrize("who", ["board_member", "ssp_consultant", "operations", "mentor"])
def test_whoever_reads_no_record_has_no_page_of_it(page, deal, who):
    assert page(who, "observations-one", public_id=deal.public_id).status_code == 404


def test_a_reading_of_particulars_leaves_a_line_and_a_reading_of_the_open_part_none(page, deal, lines):
    page("officer", "observations-one", public_id=deal.public_id)
    assert lines(Event.PARTICULARS_OPENED) == []
    page("manager", "observations-one", public_id=deal.public_id)
    (line,) = lines(Event.PARTICULARS_OPENED)
    assert line["subjects"] == [f"observation:{deal.public_id}"]


def test_receipt_shows_both_parts_as_they_were_sent(page, deal):
    said = text_of(page("caretaker", "note-sent", public_id=deal.public_id))
    assert all(words in said for words in ("Sendt", "modtaget", "Bil holdt to minutter.", *SECRETS))
    assert "Fortryd" in said


def test_page_says_how_it_is_known_and_as_closely_as_it_is(page, noted):
    row = noted(how_known=HowKnown.TOLD, precision="day")
    said = text_of(page("officer", "observations-one", public_id=row.public_id))
    assert "fik at vide" in said
    assert "tirsdag 17. november 2026 " in said
    assert "kl." not in said.split("Hvornår")[1].split("Meldt af")[0]


def test_a_correction_keeps_the_words_before(sent, page, deal, place_ids, estate):
    data = {"place": place_ids["5"], "when": "earlier", "occurred_at": "2026-11-16T21:30", "text": "Nye ord."}
    kept = {"plate": "QX 12 345", "act_at_vehicle": "handed_over", "description": "Sort hue."}
    assert sent("caretaker", "observations-correct", {**data, **kept}, public_id=deal.public_id).status_code == 302
    said = text_of(page("caretaker", "observations-one", public_id=deal.public_id))
    assert "Nye ord." in said
    assert "Bil holdt to minutter." in said.split("Tidligere ord")[1]
    assert "Sort hue." in said
    assert "rød hue" not in said


def test_form_of_a_correction_holds_what_stands_there(page, deal):
    html = page("caretaker", "observations-correct", public_id=deal.public_id).content.decode()
    assert "Bil holdt to minutter.</textarea>" in html
    assert 'value="QX 12 345"' in html
    assert "Fører med rød hue.</textarea>" in html


@pytest.mark.parametrize("name", ["observations-correct", "observations-withdraw"])
@pytest.mark.parametrize("who", ["manager", "officer", "board_member"])
def test_nobody_changes_what_another_noted(page, sent, deal, estate, name, who):
    assert page(who, name, public_id=deal.public_id).status_code == 404
    assert sent(who, name, {"place": "none", "text": "overskrevet"}, public_id=deal.public_id).status_code == 404
    row = read(estate, deal)
    assert (row.text, row.withdrawn_at) == ("Bil holdt to minutter.", None)


def test_withdrawing_is_asked_once_more_and_then_it_is_gone(page, sent, deal):
    asked = text_of(page("caretaker", "observations-withdraw", public_id=deal.public_id))
    assert "slettes med det samme" in asked
    response = sent("caretaker", "observations-withdraw", {}, public_id=deal.public_id)
    assert response.headers["Location"].endswith("/mine/")
    for who in ("caretaker", "manager", "officer"):
        assert page(who, "observations-one", public_id=deal.public_id).status_code == 404
        assert deal.public_id not in page(who, "observations").content.decode()


def test_duplicates_are_put_together_and_taken_apart(page, sent, noted, estate):
    kept, other = noted(text="den ene"), noted("officer", text="den anden", days=0.3)
    html = page("manager", "observations-merge", public_id=kept.public_id).content.decode()
    assert f'value="{other.public_id}"' in html
    data = {"duplicates": [other.public_id]}
    assert sent("manager", "observations-merge", data, public_id=kept.public_id).status_code == 302
    said = text_of(page("kindergarten_leader", "observations-one", public_id=kept.public_id))
    assert "den anden" in said.split("Slået sammen af")[1]
    assert "Skil ad igen" not in said
    sent("manager", "observations-part", {}, public_id=other.public_id)
    assert read(estate, other).merged_into_id is None


@pytest.mark.parametrize("who", ["caretaker", "kindergarten_leader", "board_member", "investigator"])
def test_whoever_may_not_put_together_has_no_such_page(page, sent, noted, estate, who):
    kept, other = noted(), noted("officer")
    assert page(who, "observations-merge", public_id=kept.public_id).status_code == 404
    data = {"duplicates": [other.public_id]}
    assert sent(who, "observations-merge", data, public_id=kept.public_id).status_code == 404
    assert read(estate, other).merged_into_id is None


def test_nothing_marked_is_nothing_put_together(sent, noted):
    response = sent("manager", "observations-merge", {}, public_id=noted().public_id)
    assert response.status_code == 422
    assert "Markér mindst én" in response.content.decode()


def test_graffiti_that_is_gone_is_written_down(page, sent, noted, cast, now):
    row = noted(text="Nyt tag.")
    by = cast.home.viewer("caretaker", at=now)
    photo_actions.add_photo(by=by, at=now, observation_id=row.public_id, photo=holding.photo(shows_nobody=True))
    data = {"removed_on": "2026-11-17", "cost": "1800", "report_number": "0700-1234"}
    assert sent("manager", "observations-removed", data, public_id=row.public_id).status_code == 302
    said = text_of(page("officer", "observations-one", public_id=row.public_id))
    assert "17. november 2026" in said.split("Fjernet")[1]
    assert "1 800 kr." in said
    assert "0700-1234" in said


def test_before_cleaning_there_is_a_photo(sent, noted):
    response = sent("manager", "observations-removed", {"removed_on": "2026-11-17"}, public_id=noted().public_id)
    assert response.status_code == 422
    assert "foto med målestok" in response.content.decode()


@pytest.mark.parametrize("data", [{"removed_on": "i går"}, {"removed_on": "2026-11-17", "cost": "mange"}])
def test_what_cannot_be_read_of_a_removal_is_said_beside_its_field(sent, noted, data):
    response = sent("manager", "observations-removed", data, public_id=noted().public_id)
    assert response.status_code == 422
    assert "form-error-message" in response.content.decode()


@pytest.mark.parametrize("who", ["officer", "kindergarten_leader", "board_member"])
def test_others_do_not_write_down_that_it_is_gone(page, noted, who):
    assert page(who, "observations-removed", public_id=noted().public_id).status_code == 404


def test_noise_is_never_removed(page, noted):
    assert page("manager", "observations-removed", public_id=noted(kind=Kind.NOISE).public_id).status_code == 404


@pytest.fixture
def photographed(noted, cast, now):
    def add(*, shows_nobody: bool):
        row = noted(text="Nyt tag.")
        by = cast.home.viewer("caretaker", at=now)
        photo = holding.photo(shows_nobody=shows_nobody)
        return row, photo_actions.add_photo(by=by, at=now, observation_id=row.public_id, photo=photo)

    return add


def test_photo_of_a_damage_is_seen_by_all_and_leaves_no_line(page, photographed, lines):
    row, photo = photographed(shows_nobody=True)
    for who in ("manager", "officer", "kindergarten_leader"):
        assert photo.public_id in page(who, "observations-one", public_id=row.public_id).content.decode()
        response = page(who, "observations-photo", public_id=row.public_id, photo=photo.public_id)
        assert response.content.startswith(b"\xff\xd8")
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Content-Disposition"].startswith("inline; filename=")
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert lines(Event.PHOTO_OPENED) == []


def test_each_reading_of_a_protected_photo_leaves_a_line(page, photographed, lines):
    row, photo = photographed(shows_nobody=False)
    for who in ("caretaker", "manager"):
        assert page(who, "observations-photo", public_id=row.public_id, photo=photo.public_id).status_code == 200
    assert [line["subjects"] for line in lines(Event.PHOTO_OPENED)] == [[f"photo:{photo.public_id}"]] * 2


@pytest.mark.parametrize("who", ["officer", "investigator", "kindergarten_leader", "board_member"])
def test_a_protected_photo_is_not_there_for_others(page, photographed, lines, who):
    row, photo = photographed(shows_nobody=False)
    assert page(who, "observations-photo", public_id=row.public_id, photo=photo.public_id).status_code == 404
    assert photo.public_id not in page(who, "observations-one", public_id=row.public_id).content.decode()
    assert lines(Event.PHOTO_OPENED) == []


def test_a_photo_of_another_observation_is_not_there(page, photographed, noted):
    _, photo = photographed(shows_nobody=True)
    assert page("manager", "observations-photo", public_id=noted().public_id, photo=photo.public_id).status_code == 404


def test_nothing_of_it_is_there_for_another_partnership(page, cast, deal):
    for name in ("observations-one", "observations-correct", "observations-withdraw", "observations-merge"):
        assert page("manager", name, public_id=deal.public_id, world=cast.elsewhere).status_code == 404


def test_a_photo_is_sent_with_the_note_and_shown_after_it_was_looked_at(sent, page, place_ids):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- app ready

    from tests.observations import pictures  # noqa: PLC0415 -- app ready

    def photo():
        return SimpleUploadedFile("IMG_1.jpg", pictures.jpeg((90, 60)), content_type="image/jpeg")

    data = {"place": place_ids["1"], "shared_photo": photo()}
    refused = sent("caretaker", "note-act", data, kind="graffiti")
    assert refused.status_code == 422
    assert "Vælg billedet igen" in refused.content.decode()
    done = sent("caretaker", "note-act", {**data, "shared_photo": photo(), "shows_nobody": "on"}, kind="graffiti")
    public_id = done.headers["Location"].rstrip("/").split("/")[-1]
    assert "<img " in page("kindergarten_leader", "observations-one", public_id=public_id).content.decode()


def test_what_is_no_photo_is_refused_beside_its_field(sent, place_ids):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- app ready

    data = {"place": place_ids["1"], "photo": SimpleUploadedFile("a.jpg", b"<script>"), "text": "Beholdt."}
    response = sent("caretaker", "note-act", data, kind="graffiti")
    assert response.status_code == 422
    assert "id_photo-error" in response.content.decode()
    assert "Beholdt." in response.content.decode()


def test_correcting_twice_with_the_same_form_is_once(sent, deal, estate, place_ids):
    data = {"place": place_ids["5"], "text": "Nye ord.", "idempotency_key": "a" * 24}
    first = sent("caretaker", "observations-correct", data, public_id=deal.public_id)
    again = sent("caretaker", "observations-correct", data, public_id=deal.public_id)
    assert (first.status_code, again.status_code) == (302, 302)
    assert read(estate, deal).text == "Nye ord."


@pytest.mark.parametrize("written", ["2026-11-17T09:59", "2031-01-01T12:00"])
def test_a_correction_to_a_time_after_it_was_written_down_is_refused(sent, deal, place_ids, written):
    data = {"place": place_ids["5"], "when": "earlier", "occurred_at": written}
    response = sent("caretaker", "observations-correct", data, public_id=deal.public_id)
    assert response.status_code == 422
    assert "id_occurred_at-error" in response.content.decode()


def test_correcting_is_judged_by_the_guard_too(sent, deal, estate, place_ids):
    data = {"place": place_ids["5"], "text": "Bilen AB 12 345 holdt."}
    assert sent("caretaker", "observations-correct", data, public_id=deal.public_id).status_code == 422
    assert read(estate, deal).text == "Bil holdt to minutter."
