"""One photo more, or one fewer, from the page of what one's own organisation noted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from karlemose.ledger.events import Event
from karlemose.observations import photo_actions
from karlemose.observations.enums import Kind
from karlemose.observations.photo_models import Photo, ProtectedPhoto
from karlemose.vault.models import StoredFile
from tests.observations import holding, pictures
from tests.web.staff.test_observed import lines, signed, text_of  # noqa: F401 -- fixtures among them

ADD, WITHDRAW = "observations-photo-add", "observations-photo-withdraw"


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_1.jpg", content or pictures.jpeg((90, 60)), content_type="image/jpeg")


def shared(**more) -> dict:
    return {"card": "shared", "shared-photo": upload(), "shared-shows_nobody": "on", **more}


def protected(**more) -> dict:
    return {"card": "protected", "protected-photo": upload(), **more}


@pytest.fixture
def kept(cast, now):
    def numbers() -> tuple[int, int, int]:
        with holding.reading(cast.home.viewer("manager", at=now)):
            return tuple(
                model.objects.unscoped("for the test").count() for model in (Photo, ProtectedPhoto, StoredFile)
            )

    return numbers


def test_a_colleague_adds_what_all_partners_see_once_they_looked_at_it(page, sent, noted, kept):
    address = {"public_id": noted().public_id}
    assert "Læg et foto ved" in text_of(page("manager", "observations-one", **address))
    unseen = shared()
    del unseen["shared-shows_nobody"]
    refused = sent("manager", ADD, unseen, **address)
    assert refused.status_code == 422
    assert "id_shared-shows_nobody-error" in refused.content.decode()
    assert kept() == (0, 0, 0)
    for _ in range(2):
        done = sent("manager", ADD, shared(idempotency_key="a" * 24), **address)
        assert done.headers["Location"].endswith(f"/observations/{address['public_id']}/")
    assert kept() == (1, 0, 2)
    assert "<img " in page("kindergarten_leader", "observations-one", **address).content.decode()


def test_what_may_show_somebody_is_added_below_and_seen_by_a_few(page, sent, noted, kept):
    address = {"public_id": noted(kind=Kind.NOISE).public_id}
    said = text_of(page("caretaker", ADD, **address))
    assert "Ses af alle partnere".lower() not in said.lower()
    assert sent("caretaker", ADD, shared(), **address).status_code == 404
    assert sent("caretaker", ADD, protected(), **address).status_code == 302
    assert kept() == (0, 1, 2)
    assert "Beskyttet foto" in text_of(page("office", "observations-one", **address))
    assert "Beskyttet" not in text_of(page("officer", "observations-one", **address))


def test_the_kindergarten_adds_open_photos_to_its_own_alone(page, sent, noted, kept):
    own = {"public_id": noted("kindergarten_leader").public_id}
    assert "Beskyttet" not in text_of(page("kindergarten_leader", ADD, **own))
    assert sent("kindergarten_leader", ADD, protected(), **own).status_code == 404
    noise = {"public_id": noted("kindergarten_leader", kind=Kind.NOISE).public_id}
    assert page("kindergarten_leader", ADD, **noise).status_code == 404
    assert kept() == (0, 0, 0)
    assert sent("kindergarten_leader", ADD, shared(), **own).status_code == 302
    assert kept() == (1, 0, 2)


def test_nobody_adds_to_or_takes_from_what_another_organisation_noted(page, sent, photographed, kept):
    row, photo = photographed(shows_nobody=True)
    one = {"public_id": row.public_id}
    for who in ("officer", "kindergarten_leader", "investigator", "board_member", "chief"):
        for name, data, address in ((ADD, shared(), one), (WITHDRAW, {}, {**one, "photo": photo.public_id})):
            assert page(who, name, **address).status_code == 404
            assert sent(who, name, data, **address).status_code == 404
        assert "Fortryd fotoet" not in text_of(page(who, "observations-one", **one))
    assert kept() == (1, 0, 2)


def test_what_is_no_photo_or_the_ninth_is_refused_beside_its_field(cast, sent, noted, kept, now):
    row, by = noted(), cast.home.viewer("caretaker", at=now)
    for wrong in ({"protected-photo": upload(b"<script>")}, {"protected-photo": ""}):
        refused = sent("caretaker", ADD, protected(**wrong), public_id=row.public_id)
        assert refused.status_code == 422
        assert "id_protected-photo-error" in refused.content.decode()
    for seed in range(8):
        photo = holding.photo(seed=seed + 1)
        photo_actions.add_photo(by=by, at=now, observation_id=row.public_id, photo=photo)
    refused = sent("caretaker", ADD, protected(), public_id=row.public_id)
    assert refused.status_code == 422
    assert "otte" in refused.content.decode()
    assert kept() == (0, 8, 16)


def test_nothing_to_report_has_no_photo(page, noted):
    assert page("caretaker", ADD, public_id=noted(kind=Kind.NOTHING, place="syd").public_id).status_code == 404


@pytest.fixture
def photographed(noted, cast, now):
    def add(*, shows_nobody: bool, who: str = "caretaker"):
        row = noted(text="Nyt tag.")
        photo = holding.photo(shows_nobody=shows_nobody)
        by = cast.home.viewer(who, at=now)
        return row, photo_actions.add_photo(by=by, at=now, observation_id=row.public_id, photo=photo)

    return add


def test_a_photo_is_withdrawn_with_a_second_step_by_whoever_of_the_organisation_sees_it(
    page,
    sent,
    photographed,
    kept,
    lines,  # noqa: F811
):
    row, photo = photographed(shows_nobody=True)
    address = {"public_id": row.public_id, "photo": photo.public_id}
    assert "Fortryd fotoet" in text_of(page("office", "observations-one", public_id=row.public_id))
    assert "slettes med det samme" in text_of(page("office", WITHDRAW, **address))
    assert lines(Event.PARTICULARS_OPENED) == []
    assert sent("office", WITHDRAW, {}, **address).status_code == 302
    assert kept() == (0, 0, 0)
    assert sent("office", WITHDRAW, {}, **address).status_code == 404
    assert [line["subjects"][1] for line in lines(Event.PHOTO_WITHDRAWN)] == [f"photo:{photo.public_id}"]


def test_a_protected_photo_is_withdrawn_by_whoever_reads_it(page, sent, photographed, kept, lines):  # noqa: F811
    row, photo = photographed(shows_nobody=False, who="office")
    address = {"public_id": row.public_id, "photo": photo.public_id}
    assert page("caretaker", WITHDRAW, **address).status_code == 404
    assert sent("caretaker", WITHDRAW, {}, **address).status_code == 404
    assert page("manager", WITHDRAW, **address).status_code == 200
    (line,) = lines(Event.PARTICULARS_OPENED)
    assert line["subjects"] == [f"observation:{row.public_id}", f"photo:{photo.public_id}"]
    assert sent("manager", WITHDRAW, {}, **address).status_code == 302
    assert kept() == (0, 0, 0)
