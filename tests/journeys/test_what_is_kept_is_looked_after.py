"""What lies with an observation: the office looks after a clip, and a photo comes later or goes again."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from karlemose.observations import actions, clips
from karlemose.observations.enums import Kind
from karlemose.places.models import Neighbourhood
from karlemose.tenancy.acting import acting_for
from tests.journeys.pages.site import DESK, PHONE
from tests.observations import holding, pictures


@pytest.fixture
def noted(world, now, settings, tmp_path) -> str:
    """The public number of graffiti that the caretaker noted; the office has a clip of it."""
    settings.VAULT_FOLDER = tmp_path / "vault"
    with acting_for(world.partnership.id, read_only=True):
        estate = Neighbourhood.objects.unscoped("for the journey").get()
    at, office = now - timedelta(hours=2), world.viewer("office", at=now)
    what = actions.Note(neighbourhood_id=estate.id, kind=Kind.GRAFFITI, occurred_at=at, text="Nyt tag ved døren.")
    row = actions.note(by=world.viewer("caretaker", at=now), at=at, what=what).observation
    camera = holding.camera(office, estate, at=now)
    clips.add_clip(by=office, at=now, what=holding.clip_of(row, camera, at=now), content=holding.recording())
    return row.public_id


def open_one(site, public_id: str) -> None:
    site.page.goto(f"{site.address}/moseby/moseby/observations/{public_id}/")
    site.is_accessible()


def test_office_numbers_a_clip_preserves_it_and_takes_it_back(open_site, noted):
    site = open_site("office", DESK)
    page = site.page
    open_one(site, noted)
    page.get_by_role("link", name="KAM-08").click()
    expect(page.locator("main")).to_contain_text("Slettes af sig selv 16. december 2026, om 29 dage")
    site.is_accessible()
    page.get_by_label("Nummer på politiets anmodning").fill("POL-2026-118")
    page.get_by_role("button", name="Gem nummeret").click()
    expect(page.locator(".clip-facts")).to_contain_text("POL-2026-118")
    page.get_by_text("Bevar det længere").click()
    page.get_by_label("Til hvilken dag?").fill("2027-02-01")
    page.get_by_role("button", name="Bevar klippet").click()
    expect(page.get_by_role("alert")).to_contain_text("Hvorfor bevares det?")
    site.errors = [error for error in site.errors if "422" not in error]
    site.is_accessible()
    page.get_by_label("Hvorfor bevares det?").fill("Politiet har bedt om det")
    page.get_by_role("button", name="Bevar klippet").click()
    expect(page.locator("main")).to_contain_text("Slettes af sig selv 1. februar 2027")
    page.get_by_text("Fortryd klippet").click()
    site.is_accessible()
    page.get_by_role("button", name="Fortryd og slet klippet").click()
    expect(page.locator("main")).not_to_contain_text("KAM-08")


def test_caretaker_adds_photos_later_and_withdraws_one(open_site, noted):
    site = open_site("caretaker", PHONE)
    page = site.page
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg((900, 600))}
    for card, name in (("shared", "ses af alle partnere"), ("protected", "ses kun af kontoret og politiet")):
        open_one(site, noted)
        page.get_by_role("link", name="Læg et foto ved").click()
        site.is_accessible()
        page.locator(f".channel-card.{card}").get_by_label("Foto").set_input_files(photo)
        if card == "shared":
            page.get_by_label("Der ses ingen person").check()
        page.get_by_role("button", name=name).click()
        expect(page.locator(f".channel-card.{card} .photos li")).to_have_count(1)
    site.is_accessible()
    for card in ("shared", "protected"):
        page.locator(f".channel-card.{card}").get_by_role("link", name="Fortryd fotoet").click()
        site.is_accessible()
        page.get_by_role("button", name="Fortryd fotoet").click()
        expect(page.get_by_role("link", name="Læg et foto ved")).to_be_visible()
    expect(page.locator(".photos")).to_have_count(0)
