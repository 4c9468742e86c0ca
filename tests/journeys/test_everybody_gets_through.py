"""Whatever one has at hand: keyboard alone, a page twice as large, no script, no map."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.note import NotePage
from tests.journeys.pages.site import DESK, PHONE

ZOOMED = {"width": 640, "height": 450}  # 1,280 × 900 at 200 %
TABS = 60
NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null"


def tab_to(site, name: str) -> None:
    for _ in range(TABS):
        site.page.keyboard.press("Tab")
        site.focus_is_seen()
        label = site.focused().evaluate("(element) => element.labels?.[0]?.innerText ?? element.innerText")
        if name in (label or ""):
            return
    raise AssertionError(f"{TABS} tabs do not lead to {name!r}")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_keyboard_alone_is_enough_to_note_an_act(open_site, screen):
    site = open_site("caretaker", screen)
    tab_to(site, "Gå til indholdet")
    site.page.keyboard.press("Enter")
    tab_to(site, "Graffiti")
    assert site.focused().evaluate("(element) => getComputedStyle(element).outlineStyle") == "solid"
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Graffiti")
    tab_to(site, "Et andet sted")
    site.page.keyboard.type("torvet")
    tab_to(site, "Send · læses af alle partnere")
    site.page.keyboard.press("Enter")
    NotePage(site).is_sent("Graffiti", "torvet")


@pytest.mark.parametrize("who", ["manager", "board_member"])
def test_at_200_percent_nothing_scrolls_sideways(open_site, who):
    site = open_site(who, ZOOMED, device_scale_factor=2)
    addresses = {
        "manager": ["", "note/", "note/car/", "week/", "observations/", "places/", "briefings/"],
        "board_member": ["", "note/", "months/", "briefings/"],
    }
    for path in addresses[who]:
        site.page.goto(f"{site.address}/moseby/moseby/{path}")
        site.is_accessible()


def test_swapping_the_list_gives_what_a_fresh_load_gives(open_site):
    site = open_site("project_head", DESK)
    site.go_to("Observationer")
    site.page.get_by_text("Vælg, hvad du vil se").click()
    site.page.get_by_label("Slags").select_option(label="Graffiti")
    expect(site.page.locator("#rows .line-title")).to_have_text(["Graffiti"])
    expect(site.page).to_have_url(re.compile("kind=graffiti"))
    assert site.page.get_by_text("Vælg, hvad du vil se").is_visible()
    swapped = site.page.locator("#rows").inner_html()
    site.page.reload()
    assert site.page.locator("#rows").inner_html() == swapped
    site.is_accessible()


def test_without_script_everything_can_be_sent_and_narrowed(open_site):
    site = open_site("caretaker", PHONE, java_script_enabled=False)
    note = NotePage(site)
    note.choose("Brand")
    note.at("torvet")
    note.send()
    note.is_sent("Brand", "torvet")
    site.go_to("Observationer")
    site.page.get_by_text("Vælg, hvad du vil se").click()
    site.page.get_by_label("Slags").select_option(label="Brand")
    site.page.get_by_role("button", name=re.compile("^Vis: ")).click()
    expect(site.page.locator("#rows .line-title")).to_have_text(["Brand"])


def test_without_a_map_the_table_says_the_same(open_site):
    site = open_site("manager", PHONE)
    site.context.add_init_script(NO_CANVAS)
    site.page.goto(f"{site.address}/moseby/moseby/places/")
    expect(site.page.get_by_text("Kortet kan ikke tegnes på denne enhed. Tabellen siger det samme.")).to_be_visible()
    expect(site.page.locator("#map")).to_be_hidden()
    expect(site.page.get_by_role("link", name="torvet")).to_be_visible()
    site.is_accessible()


def test_dark_is_legible_too(open_site):
    site = open_site("manager", DESK, color_scheme="dark")
    for path in ("", "note/car/", "week/", "observations/", "places/", "briefings/"):
        site.page.goto(f"{site.address}/moseby/moseby/{path}")
        site.is_accessible()


def test_english_is_chosen_by_a_press(open_site):
    site = open_site("manager", PHONE)
    site.page.get_by_role("button", name="English").click()
    expect(site.page.get_by_text("You are working as")).to_be_visible()
    site.is_accessible()
    site.page.get_by_role("button", name="Dansk").click()
    expect(site.page.get_by_text("Du arbejder som")).to_be_visible()
