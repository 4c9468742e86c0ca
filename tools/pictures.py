"""Pictures of the documentation, taken from a running demonstration and from nothing else.

python tools/pictures.py http://localhost:8000

Needs Chromium, and `pdftoppm` (Debian: apt-get install poppler-utils) for the first page of a briefing.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
PHONE, DESKTOP = (390, 800), (1200, 900)
HOME = "/karlemose/karlemoseparken"


@dataclass(frozen=True)
class Picture:
    name: str
    person: str  # code at the demonstration's door
    address: str
    size: tuple[int, int]


PICTURES = (
    Picture("note-on-a-phone", "kim", f"{HOME}/note/", PHONE),
    Picture("a-note-on-a-phone", "kim", f"{HOME}/note/graffiti/", PHONE),
    Picture("this-week", "sara", f"{HOME}/week/", DESKTOP),
    Picture("places", "camilla", f"{HOME}/places/", DESKTOP),
)


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = (os.environ.get("KARLEMOSE_CHROMIUM", "chromium"), "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for picture in PICTURES:
            page = entered(browser, site, picture.person, picture.size)
            page.goto(site + picture.address)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)  # a map goes on drawing after its last file
            page.screenshot(path=FOLDER / f"{picture.name}.png")
        take_briefing(entered(browser, site, "sara", DESKTOP), site)
        browser.close()


def entered(browser: Browser, site: str, person: str, size: tuple[int, int]) -> Page:
    """A page of somebody who came through the door, in English."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB").new_page()
    page.goto(f"{site}/demo/")
    page.locator(f"button[name=person][value='{person}']").click()
    page.wait_for_load_state()
    if not (page.locator("html").get_attribute("lang") or "").startswith("en"):
        page.locator("button[name=language][value=en]").first.click()
        page.wait_for_load_state()
    return page


def take_briefing(page: Page, site: str) -> None:
    """The first page of last week's briefing for Sara's police, made if it is not there."""
    page.goto(f"{site}{HOME}/briefings/")
    form = page.locator("main form[action$='/make/']").first
    token = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value") or ""
    asked = {"csrfmiddlewaretoken": token, "language": "en"}
    paper = page.request.post(site + (form.get_attribute("action") or ""), form=asked)
    command = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-", str(FOLDER / "briefing")]
    subprocess.run(command, input=paper.body(), check=True)


if __name__ == "__main__":
    main(sys.argv[1])
