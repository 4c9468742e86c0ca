"""The machine's Chromium, for the journeys and for the pictures of the documentation.

Its headless shell comes first: it does the same work for a quarter of the processor, having no windows to draw.
`KARLEMOSE_CHROMIUM` names another. `tools/need-browser` looks for the same names, and installs the first.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for the length of the block; FileNotFoundError where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=FLAGS)
        yield browser
        browser.close()


def _program() -> str:
    given = os.environ.get("KARLEMOSE_CHROMIUM")
    names = [given] if given else NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(
            f"no browser ({', '.join(names)}): apt-get install {NAMES[0]}, or set KARLEMOSE_CHROMIUM"
        )
    return found
