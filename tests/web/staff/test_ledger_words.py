"""Every line of the ledger has words."""

from karlemose.ledger.events import Event
from karlemose.web.staff.ledger import words


def test_every_event_has_words_of_its_own():
    assert [event.value for event in Event if event not in words.EVENTS] == []
    said = [str(word) for word in words.EVENTS.values()]
    assert len(said) == len(set(said))


def test_a_line_that_is_newer_than_the_page_shows_its_code():
    assert words.event("somewhere.thing.happened") == "somewhere.thing.happened"
