"""The officer answers the week; on Friday the caretaker reads it, and the kindergarten reads numbers alone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.observations import actions, digests
from karlemose.observations.enums import Kind
from karlemose.partners.signing import sign_rule
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for
from tests.furnished import ZONE
from tests.journeys.pages.site import DESK, PHONE
from tests.journeys.test_everybody_gets_through import tab_to

WEEK = Week(2026, 46)
SEEN = (("caretaker", Kind.GRAFFITI, 5), ("kindergarten_leader", Kind.NOISE, 4))


@pytest.fixture
def signed(world, now) -> None:
    """The rule about answers is signed, and in the week before two people noted something."""
    sign_rule(by=world.command, at=now - timedelta(days=400), rule="D46", name="Rikke Thorsager")
    with acting_for(world.partnership.id, read_only=True):
        places = list(Place.objects.unscoped("for the journey").filter(code__in=["1", "torvet"]).order_by("code"))
    for (who, kind, days), place in zip(SEEN, places, strict=True):
        moment = now - timedelta(days=days)
        what = actions.Note(
            neighbourhood_id=place.neighbourhood_id, kind=kind, occurred_at=moment, place_id=place.id, text="Ved døren."
        )
        actions.note(by=world.viewer(who, at=now), at=moment, what=what)


def answer_by_mouse(site) -> None:
    site.page.get_by_label("Alle 2, der venter").check()
    site.page.locator(".answer-panel .chip").filter(has_text="Kendt").click()
    site.page.locator(".answer-own select").first.select_option(label="Nyttig")
    site.page.get_by_role("button", name="Se, hvad der læses fredag").click()


def is_previewed(site) -> None:
    expect(site.page.locator(".answer-quote")).to_have_text("2 meldinger: 1 kendt, 1 nyttig.")
    site.is_accessible()


def send(site) -> None:
    site.page.get_by_role("button", name="Send svar").click()
    expect(site.page.get_by_role("status")).to_contain_text("2 svar er sendt.")
    site.is_accessible()


def test_officer_answers_with_one_exception_and_on_friday_the_caretaker_and_the_kindergarten_read_it(
    open_site, world, signed
):
    officer = open_site("officer", PHONE, DESK)
    officer.go_to("Svar ugen")
    expect(officer.page.get_by_text("Besvaret 0 af 2").first).to_be_visible()
    answer_by_mouse(officer)
    is_previewed(officer)
    send(officer)
    expect(officer.page.get_by_text("Besvaret 2 af 2").first).to_be_visible()
    friday = digests.is_told_at(WEEK, ZONE)
    clock.freeze(friday)
    digests.make_due(partnership_id=world.partnership.id, at=friday)
    caretaker = open_site("caretaker", PHONE)
    caretaker.go_to("Svar")
    expect(caretaker.page.locator(".told-newest")).to_contain_text("Din melding i uge 46: 1 nyttig. Tak.")
    expect(caretaker.page.get_by_text("Hele bebyggelsen")).to_have_count(0)
    kindergarten = open_site("kindergarten_leader", PHONE)
    kindergarten.go_to("Svar")
    row = kindergarten.page.get_by_role("row", name="Uge 46")
    expect(row).to_contain_text("1 kendt, 1 nyttig")
    expect(kindergarten.page.locator("main")).not_to_contain_text("Graffiti")


def test_keyboard_alone_is_enough_to_answer_the_week(open_site, signed):
    site = open_site("officer", DESK)
    site.go_to("Svar ugen")
    tab_to(site, "Alle 2, der venter")
    site.page.keyboard.press("Space")
    tab_to(site, "Ny for os")
    site.page.keyboard.press("ArrowDown")
    tab_to(site, "Se, hvad der læses fredag")
    site.page.keyboard.press("Enter")
    expect(site.page.locator(".answer-quote")).to_have_text("2 meldinger: 2 kendte.")
    tab_to(site, "Send svar")
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_role("status")).to_contain_text("2 svar er sendt.")


def test_without_script_the_week_is_answered_too(open_site, signed):
    site = open_site("officer", PHONE, java_script_enabled=False)
    site.go_to("Svar ugen")
    answer_by_mouse(site)
    is_previewed(site)
    site.page.get_by_role("button", name="Ret noget").click()
    expect(site.page.locator(".answer-own select").first).to_have_value("useful")
    site.page.get_by_role("button", name="Se, hvad der læses fredag").click()
    send(site)


def test_the_chief_reads_what_waits(open_site, signed):
    site = open_site("chief", PHONE, DESK)
    site.go_to("Ubesvaret")
    expect(site.page.locator("main .lead")).to_contain_text("har ventet på svar i mere end syv dage")
