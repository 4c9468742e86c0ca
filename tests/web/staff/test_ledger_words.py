"""Every line of the ledger has words."""

import re

from karlemose.ledger.events import Event
from karlemose.web.staff.ledger import words
from tests.architecture.house import ROOT


def test_every_event_has_words_of_its_own():
    assert [event.value for event in Event if event not in words.EVENTS] == []
    said = [str(word) for word in words.EVENTS.values()]
    assert len(said) == len(set(said))


def test_whatever_a_line_is_about_has_words():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "karlemose").rglob("*.py"))
    kinds = set(re.findall(r'\bRef\("(\w+)", ', code)) - {"kind"}
    assert kinds >= {"hand_over", "observation", "membership"}
    assert kinds - set(words.SUBJECTS) == set()


def test_a_line_that_is_newer_than_the_page_shows_its_code():
    assert words.event("somewhere.thing.happened") == "somewhere.thing.happened"
