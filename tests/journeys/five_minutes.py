"""What a visitor can feel in five minutes: steps that a journey walks, and that `tools/pictures.py` takes pictures of.

Each takes a browser's page, the address of a running demonstration, and `shown`, called where something is to be seen.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from karlemose.demo.people import PEOPLE

HOME = "/karlemose/karlemoseparken"
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
Shown = Callable[[str], None]
PLATE = re.compile(r"QX\W?\d\d\W?\d{3}")


def come_in(page: Page, address: str, person: str) -> None:
    """Through the door; whoever has two works takes the first."""
    page.goto(f"{address}/demo/")
    page.locator(f"button[name=person][value='{person}']").click()
    page.wait_for_load_state()
    if page.url.rstrip("/") == address:
        page.locator("main .door").first.click()
        page.wait_for_load_state()


def kim_notes_in_three_taps(page: Page, address: str, shown: Shown) -> None:
    come_in(page, address, "kim")
    shown("caretaker-home")
    page.locator(".tiles").get_by_role("link", name="Graffiti", exact=True).click()
    page.locator("label.chip").first.click()
    shown("caretaker-note")
    page.get_by_role("button", name=re.compile("^Send")).click()
    expect(page.locator("main")).to_contain_text("modtaget")
    shown("caretaker-sent")


def sara_answers_the_week(page: Page, address: str, shown: Shown) -> None:
    come_in(page, address, "sara")
    shown("officer-home")
    page.goto(f"{address}{HOME}/answer/")
    if not page.locator("#mark-all").count():  # this week is answered, another waits
        page.get_by_text("uden svar").first.click()
    page.locator("#mark-all").check()
    page.locator(".answer-panel .chip").filter(has_text="Kendt").click()
    shown("officer-answer")
    page.get_by_role("button", name="Se, hvad der læses fredag").click()
    page.get_by_role("button", name="Send svar").click()
    expect(page.get_by_role("status")).to_contain_text("svar er sendt")


def sara_opens_the_briefing(page: Page, address: str, shown: Shown) -> None:
    page.goto(f"{address}{HOME}/briefings/")
    shown("officer-briefings")
    form = page.locator("main form[action$='/make/']").first
    asked = {"csrfmiddlewaretoken": form.locator("[name=csrfmiddlewaretoken]").get_attribute("value") or ""}
    paper = page.request.post(address + (form.get_attribute("action") or ""), form={**asked, "language": "da"})
    assert paper.body().startswith(b"%PDF")


def lone_sees_what_was_handed_over(page: Page, address: str, shown: Shown) -> None:
    come_in(page, address, "lone")
    shown("manager-home")
    page.goto(f"{address}{HOME}/hand-over/")
    expect(page.locator("main")).to_contain_text("Venter på kvittering")
    shown("manager-hand-over")


def mette_checks_the_hand_over(page: Page, address: str, shown: Shown) -> None:
    """The digest fits; nothing of prevention stands anywhere."""
    come_in(page, address, "mette")
    page.goto(f"{address}{HOME}/received/")
    expect(page.locator("main")).to_contain_text("SHA-256 stemmer")
    shown("investigator-received")
    page.locator(".hand-received th a").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(PLATE)
    shown("investigator-one")
    assert "§ 115" not in page.locator("main").inner_text()


def hanne_finds_no_plate_name_or_camera(page: Page, address: str, shown: Shown) -> None:
    come_in(page, address, "hanne")
    shown("kindergarten-home")
    others = [person.name for person in PEOPLE if person.code != "hanne"]
    for path in ("/", "/week/", "/observations/", "/note/", "/briefings/"):
        page.goto(f"{address}{HOME}{path}")
        words = page.locator("main").inner_text()
        assert PLATE.search(words) is None, path
        assert "KAM-" not in words, path
        assert [name for name in others if name in words] == [], path


def rikke_reads_who_saw_what_and_by_which_rule(page: Page, address: str, shown: Shown) -> None:
    come_in(page, address, "rikke")
    shown("protection-oversight")
    page.goto(f"{address}/karlemose/oversight/ledger/")
    shown("protection-ledger")
    page.goto(f"{address}/karlemose/rules/")
    expect(page.locator("main")).to_contain_text("D05")
    expect(page.locator("main")).to_contain_text("§")
    shown("protection-rules")


def anybody_reads_the_months(page: Page, address: str, shown: Shown) -> None:
    """The two totals, and the sentence one may say (there is no evaluator's page yet)."""
    page.goto(f"{address}/demo/months/")
    expect(page.locator("main")).to_contain_text("54–67 % færre anmeldelser pr. måned end før")
    shown("months")


STEPS: tuple[tuple[dict[str, int], Callable[[Page, str, Shown], None]], ...] = (
    (PHONE, kim_notes_in_three_taps),
    (DESK, sara_answers_the_week),
    (DESK, lone_sees_what_was_handed_over),
    (DESK, mette_checks_the_hand_over),
    (PHONE, hanne_finds_no_plate_name_or_camera),
    (DESK, rikke_reads_who_saw_what_and_by_which_rule),
    (DESK, anybody_reads_the_months),
)
