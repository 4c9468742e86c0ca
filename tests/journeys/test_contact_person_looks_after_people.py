"""Invited, accepted, ended; two purposes, two sign-ins; each page at a telephone's and a desk's width."""

import re

import pytest
from playwright.sync_api import expect

from karlemose.partners import actions, memberships
from karlemose.policy.words import OrganisationKind, Role
from tests.accounts.people import code
from tests.journeys.conftest import PASSWORD
from tests.journeys.pages.site import DESK, PHONE, Site

FOCUSED = """() => {
    const element = document.activeElement;
    return element === document.body ? "" : element.labels?.[0]?.innerText ?? element.innerText ?? "";
}"""
NEW_PASSWORD = "fire nye ord i mosen"


def stranger(browser, live_server) -> Site:
    return Site(browser.new_context(viewport=PHONE, locale="da-DK", reduced_motion="reduce"), live_server.url)


def invite(site: Site) -> str:
    site.go_to("Medlemmer")
    site.page.get_by_role("link", name="Invitér en").click()
    site.is_accessible()
    site.page.get_by_label("Navn").fill("Ny Vicevært")
    site.page.get_by_label("E-mail på arbejdet").fill("ny@moseby.example")
    site.page.get_by_label("Rolle og formål").select_option(label="Viceværten · tryghed i bebyggelsen")
    site.page.get_by_role("button", name="Lav invitationen").click()
    site.is_accessible()
    return site.page.locator(".people-link").inner_text()


def test_somebody_is_invited_accepts_and_is_out_when_it_ends(open_site, browser, live_server, world, now, settings):
    settings.PUBLIC_URL = live_server.url
    contact = open_site("contact", DESK)
    address = invite(contact)
    new = stranger(browser, live_server)
    new.page.goto(address)
    new.is_accessible()
    new.page.get_by_label("Vælg en adgangskode").fill("kort")
    new.page.get_by_label("Vælg en adgangskode").evaluate("(field) => field.removeAttribute('minlength')")
    new.page.get_by_role("button", name="Sig ja, og gå videre").click()
    expect(new.page.locator(".form-error-message")).to_be_visible()
    new.is_accessible()
    new.page.get_by_label("Vælg en adgangskode").fill(NEW_PASSWORD)
    new.page.get_by_role("button", name="Sig ja, og gå videre").click()
    expect(new.page).to_have_url(re.compile("/accounts/"))
    new.is_accessible()
    late = stranger(browser, live_server)
    late.page.goto(address)
    expect(late.page.get_by_role("heading", level=1)).to_have_text("Dette link åbner ikke noget")
    late.errors.clear()
    late.is_accessible()
    contact.go_to("Medlemmer")
    contact.page.get_by_role("link", name="Ny Vicevært").click()
    contact.page.get_by_text("Afslut", exact=True).click()
    contact.page.get_by_role("button", name="Afslut nu").click()
    expect(contact.page.locator(".lead")).to_contain_text("afsluttet")
    contact.is_accessible()
    new.context.close()
    late.context.close()


def test_a_membership_that_ends_while_its_page_is_open_is_out_with_the_next_press(open_site, world, now):
    site = open_site("caretaker", PHONE)
    member = world.memberships["caretaker"]
    memberships.end(by=world.viewer("contact"), at=now, membership_id=member.id)
    site.page.locator("nav.nav-bar").get_by_role("link").first.click()
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Du kan ikke fortsætte her")
    expect(site.page.locator("nav.nav-bar")).to_have_count(0)
    site.is_accessible()


def test_two_purposes_are_two_sign_ins(open_site, browser, live_server, world, now):
    actions.add_work(
        by=world.command,
        at=now,
        organisation=world.organisations[OrganisationKind.HOUSING],
        email=world.user("manager").email,
        role=Role.CONTACT,
    )
    site = open_site("manager", PHONE)
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Hvem arbejder du for i dag?")
    site.is_accessible()
    site.page.get_by_role("button", name=re.compile("Kontaktperson")).click()
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Medlemmer")
    expect(site.page.locator("header.top")).to_have_attribute("data-purpose", "operations")
    site.page.goto(f"{site.address}/moseby/moseby/week/")
    expect(site.page.get_by_text("observationer")).to_have_count(0)
    site.errors.clear()
    site.page.goto(f"{site.address}/")
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Medlemmer")
    site.page.get_by_role("button", name="Log ud").click()
    site.give_password(world.user("manager").email, PASSWORD)
    if site.page.get_by_label("Kode fra appen").count():
        site.give_code(code())
    site.page.get_by_role("button", name=re.compile("Driftsleder")).click()
    expect(site.page.locator("header.top")).to_have_attribute("data-purpose", "safety")
    site.is_accessible()


@pytest.mark.parametrize("who", ["contact", "data_protection", "operations"])
def test_every_page_of_whoever_looks_after_a_partnership_is_accessible(open_site, who):
    site = open_site(who, PHONE, DESK)
    names = site.page.locator("nav.nav-row a").all_inner_texts()
    for name in names or ["Tilstand"]:
        site.go_to(name)
    site.page.get_by_role("link", name="Om min adgang her").click()
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Om min adgang her")
    site.is_accessible()


def test_somebody_is_invited_by_keyboard_alone(open_site):
    site = open_site("contact", DESK)
    for name in ("Invitér en", "Navn", "E-mail på arbejdet", "Lav invitationen"):
        tab_to(site, name)
        if name == "Navn":
            site.page.keyboard.type("Tasta Tur")
        elif name.startswith("E-mail"):
            site.page.keyboard.type("tasta@moseby.example")
        else:
            site.page.keyboard.press("Enter")
            expect(site.page.get_by_role("heading", level=1)).to_have_text(re.compile("Invitér en|Tasta Tur"))
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Tasta Tur")
    expect(site.page.get_by_text("Linket, vist én gang")).to_be_visible()


def tab_to(site: Site, name: str) -> None:
    for _ in range(60):
        site.page.keyboard.press("Tab")
        if name in site.page.evaluate(FOCUSED):
            return
    raise AssertionError(f"60 tabs do not lead to {name!r}")
