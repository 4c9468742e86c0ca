"""The caretaker notes an act: three taps, a tick, and every partner reads it."""

from playwright.sync_api import expect

from tests.journeys.pages.note import NotePage
from tests.journeys.pages.site import DESK, PHONE


def test_caretaker_notes_an_act_in_three_taps_at_a_place_used_lately(open_site):
    site = open_site("caretaker", PHONE, DESK)
    site.is_accessible()
    note = NotePage(site)
    note.choose("Graffiti")
    note.at_a_place_used_lately("5")
    note.send()
    note.is_sent("Graffiti", "5", "modtaget")


def test_caretaker_tells_what_they_did_and_the_officer_reads_it(open_site):
    caretaker = open_site("caretaker", PHONE)
    note = NotePage(caretaker)
    note.choose("Støj")
    note.at("torvet")
    note.what_they_did("Knallerter kørte om kap.", people="2–4")
    note.send()
    note.is_sent("torvet", "2–4 personer", "Knallerter kørte om kap.")
    officer = open_site("officer", DESK)
    officer.go_to("Observationer")
    expect(officer.page.locator("#rows")).to_contain_text("Knallerter kørte om kap.")


def test_caretaker_is_told_what_points_to_a_person_and_sends_without_it(open_site):
    site = open_site("caretaker", PHONE)
    note = NotePage(site)
    note.choose("Bil")
    note.at("torvet")
    note.what_they_did("QX 12 345 holdt længe.", people="1")
    note.send()
    expect(site.page.locator("mark")).to_have_text("QX 12 345")
    site.errors = [error for error in site.errors if "422" not in error]  # the browser tells of the refused form
    site.is_accessible()
    site.page.get_by_label("Hvad gjorde de?").fill("En bil holdt længe.")
    note.send()
    note.is_sent("En bil holdt længe.")


def test_caretaker_has_nothing_to_report(open_site):
    site = open_site("caretaker", PHONE)
    note = NotePage(site)
    note.choose("Intet at melde denne uge")
    note.at("nord")
    note.send()
    note.is_sent("Intet at melde", "nord")
    site.go_to("Denne uge")
    expect(site.page.get_by_role("row", name="nord")).to_contain_text("intet at melde")
