"""Pictures of the documentation, taken from a running demonstration and from nothing else.

python -m tools.pictures http://localhost:8000 [STEP …]

Walks the five minutes of a visitor (tests/journeys/five_minutes.py), at a telephone's and a desk's width: what they do
there is done (a note is sent, a week answered). Needs Chromium, and `pdftoppm` (Debian: apt-get install poppler-utils)
for the first page of a briefing.
"""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.journeys import five_minutes
from tests.journeys.chromium import launched
from tests.journeys.five_minutes import DESK, HOME, PHONE

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PAGES = (FOLDER.parents[1] / "README.md", *FOLDER.parent.rglob("*.md"))
MOST_BYTES = 200_000
WITHOUT_STEPS = (("sara", "/week/", "this-week"), ("camilla", "/places/", "places"))


def main(site: str, *only: str) -> None:
    """All pictures; with names of steps those of these steps alone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for person, address, name in () if only else WITHOUT_STEPS:
            page = opened(browser, DESK)
            five_minutes.come_in(page, site, person)
            page.goto(site + HOME + address)
            settle(page)
            keep(page, name)
        steps = [step for _screen, step in five_minutes.STEPS if not only or step.__name__ in only]
        for screen, ending in ((PHONE, "phone"), (DESK, "desk")):
            for step in steps:
                walk(opened(browser, screen), site, step, ending)
        if not only:
            page = opened(browser, DESK)
            five_minutes.come_in(page, site, "sara")
            take_briefing(page, site)


def opened(browser: Browser, screen: dict[str, int]) -> Page:
    context = browser.new_context(viewport=screen, locale="da-DK", reduced_motion="reduce")  # type: ignore[arg-type]
    return context.new_page()


def walk(page: Page, site: str, step: Callable[..., None], ending: str) -> None:
    """A step whose work is done already (a week that is answered) leaves the pictures that it came to."""
    page.set_default_timeout(20_000)
    try:
        step(page, site, lambda name: (settle(page), keep(page, f"{name}-{ending}")))
    except Exception as error:  # one picture fewer is said, and no reason to take none
        print(f"{step.__name__} ({ending}): {str(error).splitlines()[0]}")
    page.context.close()


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)  # a map goes on drawing after its last file


def keep(page: Page, name: str) -> None:
    """If a page of the documentation shows it: as PNG with few colours, which are enough."""
    if not any(f"pictures/{name}.png" in page.read_text("utf-8") for page in PAGES):
        return
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(96)
    picture.save(FOLDER / f"{name}.png", optimize=True)
    size = (FOLDER / f"{name}.png").stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{name}.png has {size} bytes, more than {MOST_BYTES}")


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
    main(*sys.argv[1:])
