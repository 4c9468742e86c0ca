"""The week goes to the police: put together, approved by a colleague, released, acknowledged by a link, read."""

import pytest
from playwright.sync_api import expect

from karlemose.disclosure import actions, receiving
from karlemose.foundation.clock import Week
from karlemose.places.models import Neighbourhood
from karlemose.tenancy.acting import acting_for
from tests.cast import Cast
from tests.disclosure.conftest import ASSESSMENT, DESCRIPTION, PLATE, REPORT, ZONE, Office
from tests.journeys.pages.site import DESK, PHONE
from tests.journeys.test_everybody_gets_through import tab_to

FOUND = PLATE.replace(" ", "")


@pytest.fixture
def office(world, now, settings, tmp_path) -> Office:
    settings.VAULT_FOLDER = tmp_path / "vault"
    with acting_for(world.partnership.id, read_only=True):
        estate = Neighbourhood.objects.unscoped("for the journey").select_related("partnership").get()
    made = Office(Cast(world, now), estate, Week.of(now, ZONE).previous(), now)
    told = {"plate": PLATE, "act_at_vehicle": "handed_over", "description": DESCRIPTION, "assessment": ASSESSMENT}
    made.clip(made.note(text="Bil holdt to minutter.", **told), report="")
    return made


def put_together(site) -> None:
    site.go_to("Aflevering")
    site.page.get_by_role("button", name="Saml uge 46").click()
    site.is_accessible()
    site.page.locator("input[name=number]").fill(REPORT)
    site.page.get_by_role("button", name="Gem nummeret").click()
    site.page.get_by_role("button", name="Ja, sådan er det").click()
    site.is_accessible()


def test_manager_hands_over_the_week_with_a_colleagues_approval(open_site, office):
    manager = open_site("manager", PHONE, DESK)
    put_together(manager)
    manager.page.get_by_role("link", name="Se, hvad politiet får at læse").click()
    expect(manager.page.get_by_role("heading", name="Det er præcis dette")).to_be_visible()
    expect(manager.page.get_by_text("Du har selv samlet den")).to_be_visible()
    expect(manager.page.get_by_role("button", name="Godkend")).to_have_count(0)
    manager.is_accessible()
    colleague = open_site("office", DESK, PHONE)
    colleague.go_to("Aflevering")
    colleague.page.get_by_role("link", name="Arbejd videre").click()
    colleague.is_accessible()
    colleague.page.get_by_role("button", name="Godkend").click()
    colleague.page.get_by_role("button", name="Aflever ugen").click()
    expect(colleague.page.locator(".hand-state-big")).to_contain_text("Venter på kvittering")
    colleague.is_accessible()
    colleague.page.get_by_role("link", name="Kvitteringskode til print").click()
    expect(colleague.page.locator(".hand-code")).to_be_visible()
    colleague.is_accessible()


def test_keyboard_alone_is_enough_to_approve(open_site, office):
    row = office.assemble()
    _leave_out(office, row)
    site = open_site("office", DESK)
    site.go_to("Aflevering")
    tab_to(site, "Arbejd videre")
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_role("button", name="Godkend")).to_be_visible()
    tab_to(site, "Godkend")
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_role("button", name="Aflever ugen")).to_be_visible()


def test_officer_gives_the_receipt_by_a_link_without_account_and_without_script(office, browser, live_server):
    row = _released(office)
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=row.public_id)
    context = browser.new_context(viewport=PHONE, locale="da-DK", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/moseby/link/{token}/")
    expect(page.get_by_role("heading", name="Giv kvittering")).to_be_visible()
    expect(page.get_by_text(FOUND)).to_have_count(0)
    page.get_by_label("Jeres journalnummer").fill("0700-1")
    page.get_by_role("button", name="Jeg har mappen").click()
    expect(page.get_by_role("heading", name="Kvitteringen er givet")).to_be_visible()
    page.goto(f"{live_server.url}/moseby/link/{token}/")
    expect(page.get_by_role("heading", name="Dette link åbner ikke noget")).to_be_visible()
    context.close()


def test_investigator_reads_the_parcel_and_finds_a_plate_that_was_misread(open_site, office):
    _released(office)
    site = open_site("investigator", DESK, PHONE)
    site.go_to("Modtaget")
    expect(site.page.get_by_text("SHA-256 stemmer ✓")).to_be_visible()
    site.page.get_by_role("link", name="Uge 46, 2026").click()
    expect(site.page.get_by_text("alle er rigtige ✓")).to_be_visible()
    site.is_accessible()
    site.go_to("Modtaget")
    site.page.get_by_role("link", name="Søg en nummerplade").click()
    site.page.get_by_label("Nummerplade").fill("A8 12 345")
    site.page.get_by_role("button", name="Søg").click()
    expect(site.page.get_by_text("kan være læst forkert", exact=True)).to_be_visible()
    assert "12" not in site.page.url.rsplit("/", 2)[-2]
    site.is_accessible()


def _released(office):
    row = office.assemble()
    _leave_out(office, row)
    office.approve(row)
    return office.release(row)


def _leave_out(office, row) -> None:
    """What lacks something stays here."""
    for line in office.draft(row).in_the_way:
        told = {"hand_over": row.public_id, "item_id": line.item.id, "because": "Mangler nummer"}
        actions.leave_out(by=office.manager, at=office.now, **told)
