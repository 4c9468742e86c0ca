"""What the police see of a hand-over: covers for the officer, content for the investigator, a link without account."""

import io
import re

import pyrage
import pytest
from django.test import Client
from django.urls import reverse

from karlemose.disclosure import receiving
from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.partners import actions
from karlemose.policy.words import OrganisationKind, Purpose, Role
from tests.cast import give_factor
from tests.disclosure.conftest import DESCRIPTION, PLATE, REPORT, ZONE, Office, recording
from tests.observations import holding
from tests.web.staff.test_hand_over import lines, seen, state_of, text_of  # noqa: F401 -- fixtures

FOUND = PLATE.replace(" ", "")


@pytest.fixture
def office(cast, estate, now) -> Office:
    holding.signed(cast.home, at=now)
    return Office(cast, estate, Week.of(now, ZONE).previous(), now)


@pytest.fixture
def released(office, seen):  # noqa: F811 -- the fixture
    return office.handed_over()


def test_officer_sees_the_cover_alone_and_gives_the_receipt(page, sent, office, released):
    said = text_of(page("officer", "receipts"))
    assert "2 poster" in said
    assert FOUND not in said
    assert DESCRIPTION not in said
    sent("officer", "receipts", {"hand_over": released.public_id, "journal_number": "0700-1"})
    assert state_of(office, released.public_id) == "acknowledged"
    assert "0700-1" in text_of(page("officer", "receipts"))


def test_journal_number_that_is_none_is_refused(sent, office, released):
    answer = sent("officer", "receipts", {"hand_over": released.public_id, "journal_number": "<b>"})
    assert answer.status_code == 422
    assert state_of(office, released.public_id) == "released"


def test_draft_is_not_there_for_the_police(page, sent, office, seen):  # noqa: F811 -- the fixture
    row = office.assemble()
    assert "Intet venter" in text_of(page("officer", "receipts"))
    assert sent("officer", "receipts", {"hand_over": row.public_id}).status_code == 404
    assert page("investigator", "received-one", hand_over=row.public_id).status_code == 404


@pytest.mark.parametrize("who", ["officer", "manager", "caretaker", "project_head", "kindergarten_leader", "chief"])
def test_content_is_there_for_the_investigator_alone(page, released, who):
    for name in ("received", "received-plates"):
        assert page(who, name).status_code == 404
    assert page(who, "received-one", hand_over=released.public_id).status_code == 404
    assert page(who, "received-file", hand_over=released.public_id, part="folder").status_code == 404


def test_investigator_reads_the_list_and_the_parcel_with_lines(page, released, lines):  # noqa: F811 -- the fixture
    said = text_of(page("investigator", "received"))
    assert "SHA-256 stemmer ✓" in said
    assert "D05" in said
    said = text_of(page("investigator", "received-one", hand_over=released.public_id))
    assert all(words in said for words in (FOUND, DESCRIPTION, "alle er rigtige ✓"))
    assert len(lines(Event.HAND_OVER_OPENED)) == 2


def test_flipped_bit_is_told_on_the_list_and_on_the_page(page, released, settings):
    for file in settings.VAULT_FOLDER.rglob("*"):
        if file.is_file():
            content = bytearray(file.read_bytes())
            content[-1] ^= 1
            file.write_bytes(bytes(content))
    assert "SHA-256 stemmer ikke" in text_of(page("investigator", "received"))
    assert "Brug den ikke" in text_of(page("investigator", "received-one", hand_over=released.public_id))


def test_misread_plate_is_found_and_the_search_is_recorded_without_it(sent, released, lines):  # noqa: F811
    answer = sent("investigator", "received-plates", {"plate": "A8 12 345"})
    assert "kan være læst forkert" in text_of(answer)
    assert "A8" not in answer.request["PATH_INFO"]
    (line,) = lines(Event.PLATE_LOOKED_UP)
    assert "345" not in str(line["subjects"])


def test_search_that_finds_nothing_is_recorded_too(sent, released, lines):  # noqa: F811 -- the fixture
    assert "Ingen plade" in text_of(sent("investigator", "received-plates", {"plate": "ZZ 99 111"}))
    assert len(lines(Event.PLATE_LOOKED_UP)) == 1


def test_what_is_no_plate_is_refused_and_plates_stand_in_no_address(page, sent, released):
    assert sent("investigator", "received-plates", {"plate": "!"}).status_code == 422
    assert FOUND not in text_of(page("investigator", "received-plates", data={"plate": PLATE}))


def test_recall_is_told_to_the_receiver(page, sent, released):
    assert "kaldt tilbage" not in text_of(page("officer", "home"))
    sent("manager", "hand-over-one", {"step": "recall", "because": "wrong_facts"}, hand_over=released.public_id)
    for name in ("officer", "investigator"):
        assert "Uge 46 er kaldt tilbage: brug ikke det, der var i den." in text_of(page(name, "home"))
    assert "kaldt tilbage" not in text_of(page("manager", "home"))
    assert "Brug ikke" in text_of(page("officer", "receipts"))
    assert "Noget i den er ikke rigtigt. Brug ikke det, der er i den." in text_of(page("investigator", "received"))
    assert "Afsenderen har kaldt denne tilbage" in text_of(
        page("investigator", "received-one", hand_over=released.public_id)
    )
    assert page("investigator", "received-file", hand_over=released.public_id, part="folder").status_code == 404


def test_link_is_shown_once_and_gives_one_receipt_without_account(cast, sent, office, released, settings):
    settings.ALLOWED_HOSTS = ["*"]
    evil = Client(headers={"host": "evil.example"})
    made = sent("manager", "hand-over-one", {"step": "link"}, client=evil, hand_over=released.public_id)
    html = made.content.decode()
    assert "evil.example" not in html
    address = re.search(rf"{settings.PUBLIC_URL}(/\w+/link/[\w-]+/)", html).group(1)
    client = Client()
    said = text_of(client.get(address))
    assert "har afleveret noget til jer" in said
    assert FOUND not in said
    assert client.post(address, {"journal_number": "<b>"}).status_code == 422
    assert "Kvitteringen er givet" in text_of(client.post(address, {"journal_number": "0700-2"}))
    dead, unknown = client.get(address), client.get(reverse("link", args=["moseby", "no-such-token"]))
    assert dead.status_code == unknown.status_code == 404
    assert text_of(dead) == text_of(unknown)
    assert state_of(office, released.public_id) == "acknowledged"


def test_link_of_a_recalled_hand_over_is_dead(sent, office, released):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=released.public_id)
    sent("manager", "hand-over-one", {"step": "recall", "because": "too_much"}, hand_over=released.public_id)
    assert Client().get(reverse("link", args=["moseby", token])).status_code == 404


CAMERA = {"code": "KAM-9", "name": "Torvet", "deletion_days": "30", "clock": "behind", "minutes": "3", "seconds": "40"}


def test_camera_is_added_and_changed(page, sent, office):
    assert sent("manager", "cameras-add", CAMERA).status_code == 302
    assert "3 min 40 s bagud" in text_of(page("manager", "cameras"))
    address = re.search(r"/cameras/(\d+)/", page("manager", "cameras").content.decode()).group(1)
    sent("manager", "cameras-one", {**CAMERA, "minutes": "0", "seconds": "5"}, camera=int(address))
    assert "0 min 5 s bagud" in text_of(page("manager", "cameras"))


@pytest.mark.parametrize("change", [{"deletion_days": "31"}, {"code": ""}, {"permit_from": "2026-01-01"}])
def test_camera_that_cannot_be_is_refused(page, sent, office, change):
    assert sent("manager", "cameras-add", {**CAMERA, **change}).status_code == 422
    assert "KAM-9" not in text_of(page("manager", "cameras"))


@pytest.mark.parametrize("who", ["caretaker", "officer", "investigator", "project_head", "kindergarten_leader"])
def test_others_have_no_list_of_cameras(page, office, who):
    assert page(who, "cameras").status_code == 404


def clip(office, camera: int, **more):
    file = io.BytesIO(recording())
    file.name = "klip.mp4"
    given = {"camera": camera, "from_at": "2026-11-14T20:00:00", "until_at": "2026-11-14T20:01:30", "file": file}
    return {**given, "report_number": REPORT, **more}


def test_clip_is_added_on_the_observations_page(page, sent, office, seen):  # noqa: F811 -- the fixture
    camera = office.camera()
    assert "Læg et klip ved" in text_of(page("manager", "observations-one", public_id=seen.public_id))
    answer = sent("manager", "observations-clip", clip(office, camera), public_id=seen.public_id)
    assert answer.status_code == 302
    said = text_of(page("manager", "observations-one", public_id=seen.public_id))
    assert REPORT in said
    assert "20.00.00–20.01.30" in said


@pytest.mark.parametrize(
    "change", [{"until_at": "2026-11-14T19:00:00"}, {"until_at": "2026-11-14T22:00:00"}, {"file": ""}]
)
def test_clip_that_cannot_be_is_refused(sent, office, seen, change):  # noqa: F811 -- the fixture
    answer = sent("manager", "observations-clip", clip(office, office.camera(), **change), public_id=seen.public_id)
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["caretaker", "officer", "project_head"])
def test_others_add_no_clip(page, office, seen, who):  # noqa: F811 -- the fixture
    assert page(who, "observations-clip", public_id=seen.public_id).status_code == 404


def police_contact(cast, now):
    made = actions.add_member(
        by=cast.home.command,
        at=now,
        organisation=cast.home.organisations[OrganisationKind.POLICE],
        email="police.contact@moseby.example",
        name="police contact",
        role=Role.CONTACT,
        purpose=Purpose.OPERATIONS,
        from_on=now.date().replace(year=2015),
    )
    give_factor(made.user)
    return made.user


def test_contact_person_of_the_police_sets_and_ends_the_key(cast, office, now):
    client = Client()
    client.force_login(police_contact(cast, now))
    client.get("/")
    address = reverse("people-key", args=["moseby"])
    pair = pyrage.x25519.Identity.generate()
    assert client.post(address, {"key": str(pair)}).status_code == 422
    assert client.post(address, {"key": "hello"}).status_code == 422
    assert client.post(address, {"key": ""}).status_code == 422
    assert client.post(address, {"key": str(pair.to_public())}).status_code == 302
    assert str(pair.to_public()) in text_of(client.get(address))
    assert client.post(address, {"step": "end"}).status_code == 302
    assert "Ingen nøgle endnu" in text_of(client.get(address))


def test_contact_person_of_housing_reads_the_mark_and_sets_nothing(cast, estate):
    client = Client()
    client.force_login(cast.home.user("contact"))
    client.get("/")
    address = reverse("people-key", args=["moseby"])
    html = client.get(address).content.decode()
    assert "Sammenlign" in html
    assert 'name="key"' not in html
    assert client.post(address, {"key": "age1"}).status_code == 404
