"""The hand-over from a browser: put together, mended in place, approved by another person, released, acknowledged."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.disclosure.models import HandOver
from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.disclosure.conftest import ASSESSMENT, DESCRIPTION, PLATE, REPORT, ZONE, Office
from tests.observations import holding

OUTSIDERS = ("caretaker", "project_head", "kindergarten_leader", "board_member", "officer", "chief", "mentor")


@pytest.fixture
def office(cast, estate, now) -> Office:
    holding.signed(cast.home, at=now)
    return Office(cast, estate, Week.of(now, ZONE).previous(), now)


@pytest.fixture
def seen(office):
    return office.note(
        text="Bil holdt to minutter.", plate=PLATE, act_at_vehicle="handed_over", description=DESCRIPTION,
        assessment=ASSESSMENT,
    )  # fmt: skip


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def state_of(office, public_id: str) -> str:
    with acting_for(office.estate.partnership_id, read_only=True):
        return HandOver.objects.unscoped("for the test").get(public_id=public_id).state


def newest(office) -> str:
    with acting_for(office.estate.partnership_id, read_only=True):
        return HandOver.objects.unscoped("for the test").order_by("-id").first().public_id


def test_week_is_begun_from_the_list_and_its_items_say_how_they_stand(page, sent, office, seen):
    office.clip(seen, report="")
    said = text_of(page("manager", "hand-over"))
    assert "2 klar · 1 mangler noget" in said
    answer = sent("manager", "hand-over", {"week": str(office.week)})
    assert answer.status_code == 302
    said = text_of(page("manager", "hand-over-draft", draft=newest(office)))
    assert all(words in said for words in ("Mangler noget", "Klar", "AB12345", DESCRIPTION, "Kameraklip"))


def test_a_second_beginning_leads_to_the_first(sent, office, seen):
    sent("manager", "hand-over", {"week": str(office.week)})
    answer = sent("office", "hand-over", {"week": str(office.week)})
    assert answer.url.endswith(f"/hand-over/draft/{newest(office)}/")


def test_what_lacks_something_is_mended_in_place(page, sent, office, seen):
    office.clip(seen, report="")
    row = office.assemble()
    item = next(line.item for line in office.draft(row).in_the_way)
    address = {"draft": row.public_id}
    number = {"step": "state", "item": item.id, "condition": "police_request_or_report_number", "number": REPORT}
    assert sent("manager", "hand-over-draft", number, **address).url.endswith(f"#item-{item.id}")
    sent("manager", "hand-over-draft", {"step": "state", "item": item.id, "condition": "shortest_clip"}, **address)
    assert office.draft(row).in_the_way == []
    said = text_of(page("manager", "hand-over-draft", **address))
    assert REPORT in said
    assert "Se, hvad politiet får at læse" in said


@pytest.mark.parametrize(
    "data", [{"step": "state", "condition": "concrete_incident"}, {"step": "leave_out", "because": " "}]
)
def test_what_nobody_can_say_is_refused_with_a_sentence(sent, office, seen, data):
    row = office.assemble()
    item = office.draft(row).lines[0].item
    answer = sent("manager", "hand-over-draft", {**data, "item": item.id}, draft=row.public_id)
    assert answer.status_code == 422
    assert "Ikke gjort" in answer.content.decode()


def test_left_out_item_is_taken_in_again(sent, office, seen):
    row = office.assemble()
    item = office.draft(row).lines[0].item
    address = {"draft": row.public_id}
    sent("manager", "hand-over-draft", {"step": "leave_out", "item": item.id, "because": "Forkert bil"}, **address)
    assert len(office.draft(row).ready) == 1
    sent("manager", "hand-over-draft", {"step": "take_in", "item": item.id}, **address)
    assert len(office.draft(row).ready) == 2


def test_what_only_the_observation_can_tell_leads_there(page, office, seen):
    quiet = office.note(kind="car", text="Holdt på fortovet.", names="Sorte Kasper")
    row = office.assemble()
    html = page("manager", "hand-over-draft", draft=row.public_id).content.decode()
    assert "en konkret hændelse er angivet" in html.lower()
    assert f"/observations/{quiet.public_id}/" in html


def test_preview_shows_what_police_read_and_tells_the_maker_that_a_colleague_approves(page, office, seen):
    row = office.assemble()
    said = text_of(page("manager", "hand-over-preview", draft=row.public_id))
    assert all(
        words in said for words in ("Det er præcis dette, politiet får at læse", PLATE.replace(" ", ""), ASSESSMENT)
    )
    assert "En kollega skal godkende" in said
    assert "office of moseby" in said
    assert 'value="approve"' not in page("manager", "hand-over-preview", draft=row.public_id).content.decode()


def test_colleague_is_led_to_the_preview_and_approves_what_they_saw(page, sent, office, seen):
    row = office.assemble()
    led = page("office", "hand-over-draft", draft=row.public_id)
    assert led.url.endswith("/preview/")
    html = page("office", "hand-over-preview", draft=row.public_id).content.decode()
    seen_digest = re.search(r'name="seen" value="([0-9a-f]{64})"', html).group(1)
    sent("office", "hand-over-preview", {"step": "approve", "seen": seen_digest}, draft=row.public_id)
    assert state_of(office, row.public_id) == "approved"


def test_maker_who_approves_anyway_is_told_why_not(sent, office, seen):
    row = office.assemble()
    answer = sent(
        "manager", "hand-over-preview", {"step": "approve", "seen": office.draft(row).digest}, draft=row.public_id
    )
    assert answer.status_code == 422
    assert "En kollega skal godkende den: du har selv samlet den." in text_of(answer)
    assert state_of(office, row.public_id) == "draft"


def test_approval_of_something_else_is_refused(sent, office, seen):
    row = office.assemble()
    answer = sent("office", "hand-over-preview", {"step": "approve", "seen": "0" * 64}, draft=row.public_id)
    assert answer.status_code == 422
    assert state_of(office, row.public_id) == "draft"


def test_sent_back_with_words_that_the_maker_reads(page, sent, office, seen):
    row = office.assemble()
    sent("office", "hand-over-preview", {"step": "return", "words": "Hvilken opgang?"}, draft=row.public_id)
    assert "Hvilken opgang?" in text_of(page("manager", "hand-over-preview", draft=row.public_id))


def test_release_by_the_form_sent_twice_makes_one_parcel(sent, page, office, seen):
    row = office.assemble()
    office.approve(row)
    data = {"step": "release", "idempotency_key": "a" * 24}
    for _round in range(2):
        assert sent("manager", "hand-over-preview", data, draft=row.public_id).status_code == 302
    said = text_of(page("manager", "hand-over-one", hand_over=row.public_id))
    assert "Venter på kvittering" in said
    assert PLATE.replace(" ", "") in said


def test_slip_carries_the_code_of_the_folder_and_telephone_takes_it(page, sent, office, seen):
    row = office.handed_over()
    html = page("manager", "hand-over-receipt", hand_over=row.public_id).content.decode()
    code = re.search(r'class="hand-code ltr" aria-label="([^"]+)"', html).group(1)
    wrong = {"step": "telephone", "receipt": "AAAA AAAA", "journal_number": "2026-1"}
    answer = sent("manager", "hand-over-one", wrong, hand_over=row.public_id)
    assert answer.status_code == 422
    typed = answer.content.decode()
    assert '<a href="#receipt">' in typed
    assert 'value="2026-1"' in typed
    sent("manager", "hand-over-one", {**wrong, "receipt": code.lower()}, hand_over=row.public_id)
    assert state_of(office, row.public_id) == "acknowledged"
    said = text_of(page("manager", "hand-over-one", hand_over=row.public_id))
    assert "på telefon · journalnummer 2026-1" in said


@pytest.mark.parametrize(("part", "begins"), [("paper", b"%PDF"), ("table", b"\xef\xbb\xbf"), ("folder", b"PK")])
def test_sender_fetches_each_form_of_the_parcel_with_a_line(page, office, seen, part, begins, lines):
    row = office.handed_over()
    answer = page("manager", "hand-over-file", hand_over=row.public_id, part=part)
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [line["subjects"] for line in lines(Event.PARCEL_FETCHED)] == [[f"hand_over:{row.public_id}"]]


def test_unknown_part_is_not_there(page, office, seen):
    row = office.handed_over()
    assert page("manager", "hand-over-file", hand_over=row.public_id, part="manifest").status_code == 404


def test_recalled_parcel_is_told_and_not_given_out_again(page, sent, office, seen):
    row = office.handed_over()
    assert sent("manager", "hand-over-one", {"step": "recall"}, hand_over=row.public_id).status_code == 422
    sent("manager", "hand-over-one", {"step": "recall", "because": "too_much"}, hand_over=row.public_id)
    said = text_of(page("manager", "hand-over-one", hand_over=row.public_id))
    assert "Kaldt tilbage" in said
    assert page("manager", "hand-over-file", hand_over=row.public_id, part="folder").status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_have_no_page_of_a_hand_over(page, office, seen, who):
    row, draft = office.handed_over(), None
    for name, address in (
        ("hand-over", {}),
        ("hand-over-one", {"hand_over": row.public_id}),
        ("hand-over-preview", {"draft": row.public_id}),
        ("hand-over-receipt", {"hand_over": row.public_id}),
        ("hand-over-file", {"hand_over": row.public_id, "part": "paper"}),
    ):
        assert page(who, name, **address).status_code == 404, (who, name, draft)


@pytest.mark.parametrize("who", ["caretaker", "project_head", "kindergarten_leader", "board_member"])
def test_home_of_others_says_nothing_of_it(page, office, seen, who):
    before = len(re.findall("flever", text_of(page(who, "home"))))
    office.handed_over()
    assert len(re.findall("flever", text_of(page(who, "home")))) == before
    assert "receipts" not in page(who, "home").content.decode()


def test_home_says_what_is_ready_and_what_waits(page, office, seen):
    row = office.assemble()
    said = text_of(page("manager", "home"))
    assert "Fredagens aflevering" in said
    assert "venter på dig" not in said
    assert "Uge 46. Den venter på dig: en anden person skal godkende den." in text_of(page("office", "home"))
    office.approve(row)
    assert "Uge 46. Godkendt, men ikke afleveret endnu." in text_of(page("manager", "home"))
    office.release(row)
    assert "Uge 46." not in text_of(page("office", "home"))
    assert "1 venter på kvittering." in text_of(page("manager", "home"))
    assert "1 venter på kvittering." in text_of(page("officer", "home"))


def test_folder_that_is_fetched_is_the_one_that_verifies(page, office, seen):
    row = office.handed_over()
    content = page("manager", "hand-over-file", hand_over=row.public_id, part="folder").content
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert any(name.endswith("manifest-sha256.txt") for name in names)


def test_without_the_lawyers_signature_the_page_says_so(page, cast, estate):
    assert "regel D50" in text_of(page("manager", "hand-over"))


def test_another_partnerships_hand_over_is_not_there(cast, office, seen):
    row = office.handed_over()
    client = Client()
    client.force_login(cast.elsewhere.user("manager"))
    where = [cast.home.partnership.slug, office.estate.slug, row.public_id]
    assert client.get(reverse("staff:hand-over-one", args=where)).status_code == 404
    assert cast.home.organisations[OrganisationKind.POLICE]


@pytest.fixture
def lines(estate):
    def of(event: Event) -> list[dict]:
        with acting_for(estate.partnership_id, read_only=True):
            bodies = [json.loads(one.body) for one in Entry.objects.unscoped("for the test").order_by("id")]
        return [body for body in bodies if body["event"] == event]

    return of
