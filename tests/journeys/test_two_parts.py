"""One report in two parts: what all partners read, and what the office and the police alone read."""

import re

from playwright.sync_api import expect

from tests.journeys.pages.note import NotePage
from tests.journeys.pages.site import DESK, PHONE
from tests.journeys.test_everybody_gets_through import tab_to

PLATE, LOOKS = "QX 12 345", "Fører med rød hue."
OPEN = "Bil holdt to minutter."
SHARED, PROTECTED = "Læses af alle partnere", "Læses af kontoret, og af politiet når det er afleveret"


def note_a_deal(site) -> None:
    note = NotePage(site)
    note.choose("Handel med stoffer")
    note.at("torvet")
    note.what_they_did(OPEN, people="2–4")
    note.a_plate(PLATE, act="Noget blev rakt ind eller ud", description=LOOKS)
    expect(site.page.locator("#strip")).to_contain_text("Beskyttet: 1 plade, 1 oplysning")
    note.send_both()
    note.is_sent(OPEN, PLATE, LOOKS)


def leave_refusals(site) -> None:
    """The browser tells of a form that came back, and of a page that is not there."""
    site.errors = [error for error in site.errors if "422" not in error and "404" not in error]


def test_caretaker_reads_who_reads_which_part_and_the_kindergartens_leader_finds_no_plate_anywhere(open_site):
    caretaker = open_site("caretaker", PHONE, DESK)
    note_a_deal(caretaker)
    expect(caretaker.page.locator(".channel-card.shared header")).to_contain_text(SHARED)
    expect(caretaker.page.locator(".channel-card.shared")).not_to_contain_text(PLATE)
    expect(caretaker.page.locator(".channel-card.protected header")).to_contain_text(PROTECTED)
    address = caretaker.page.url.replace("/note/sent/", "/observations/")
    site = open_site("kindergarten_leader", DESK)
    for path in ("", "week/", "observations/", "note/", "note/car/", "mine/"):
        site.page.goto(f"{site.address}/moseby/moseby/{path}")
        site.is_accessible()
        expect(site.page.locator("main")).not_to_contain_text(re.compile("QX|hue|Beskyttet"))
    for words in ("QX", "QX 12 345", "hue"):
        site.page.goto(f"{site.address}/moseby/moseby/observations/?q={words}")
        expect(site.page.locator("#rows .lines")).to_have_count(0)
    site.page.goto(address)
    expect(site.page.locator("main")).to_contain_text(OPEN)
    expect(site.page.locator("main")).to_contain_text(SHARED)
    expect(site.page.locator("main")).not_to_contain_text(re.compile("QX|hue|Beskyttet|politiet"))
    site.is_accessible()
    refused = site.page.goto(f"{site.address}/moseby/moseby/observations/export/")
    assert refused.status == 404
    leave_refusals(site)


def test_words_are_moved_by_keyboard_alone(open_site):
    site = open_site("caretaker", DESK)
    note = NotePage(site)
    note.choose("Bil")
    note.at("torvet")
    note.what_they_did("En mand gik væk fra QX 12 345.", people="1")
    note.send()
    expect(site.page.locator("mark")).to_have_text("QX 12 345")
    leave_refusals(site)
    tab_to(site, "Flyt til Beskyttet")
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_label("Nummerplade")).to_have_value("QX 12 345")
    expect(site.page.get_by_label("Hvad gjorde de?")).to_have_value("En mand gik væk fra.")
    leave_refusals(site)
    site.is_accessible()
    leave_refusals(site)


def test_a_note_is_withdrawn_with_a_second_step(open_site):
    site = open_site("caretaker", PHONE)
    note = NotePage(site)
    note.choose("Støj")
    note.at("torvet")
    note.send()
    note.is_sent("torvet")
    site.page.get_by_role("link", name="Fortryd").click()
    site.is_accessible()
    site.page.get_by_role("button", name="Fortryd").click()
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Mine meldinger")
    expect(site.page.locator(".line-withdrawn").first).to_contain_text("fortrudt")
    site.is_accessible()
