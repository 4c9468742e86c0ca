"""The other way of looking for leaks: something is added, and it shows to whoever may see it and to nobody else.

To the letter: pages of everybody else come out the same, so that no count, list, order or date tells of it.
"""

from tests.cast import PEOPLE
from tests.harness.additions import GIVEN, answer, note_in_the_week, note_more, protect
from tests.harness.test_leaks import (
    NOTHING,
    PICTURE,
    PUBLIC,
    changed,
    first_seen_by,
    holding,
    pytestmark,  # noqa: F401 -- of one group
    seen_by,
)

LIST = "staff:observations"
HEAR_ANSWERS_AT_ONCE = ["kindergarten_leader", "manager", "officer", "project_head"]
HEAR_NONE_NOW = ["board_member", "caretaker", "investigator", "mentor"]  # the caretaker will, on Friday
READ_THE_OPEN_PART_ALONE = ["board_member", "kindergarten_leader", "officer", "project_head"]
READ_THE_PROTECTED_PART = ["caretaker", "manager"]


class Looked:
    """Pages of these people as they were when last looked at."""

    def __init__(self, home, names) -> None:
        self.home = home
        self.own = {"narrow": home.squares.slug}
        self.pages = {name: first_seen_by(name, home, neighbourhood=self.own.get(name)) for name in names}

    def again(self, names) -> dict[str, list[str]]:
        """Who sees other pages than before, and which."""
        found = {}
        for name in names:
            before, user = self.pages[name], self.home.world.user(name)
            self.pages[name] = seen_by(user, self.home, neighbourhood=self.own.get(name))
            found[name] = changed(before, self.pages[name])
        return {name: pages for name, pages in found.items() if pages}


def test_what_is_noted_answered_and_protected_shows_to_whoever_may_see_it_and_to_nobody_else(both, now):
    home, _ = both
    everybody = [*PICTURE, *PUBLIC, *NOTHING, "narrow"]
    looked = Looked(home, everybody)
    note_more(home, now)
    home.observation = note = note_in_the_week(home, now)
    noted = looked.again(everybody)
    assert sorted(noted) == sorted(PICTURE)
    assert [name for name in PICTURE if LIST not in noted[name]] == []
    assert [name for name in PICTURE if not holding(looked.pages[name], note.public_id)] == []
    answer(home, note, now)
    answered = looked.again([*HEAR_ANSWERS_AT_ONCE, *HEAR_NONE_NOW])
    assert sorted(answered) == HEAR_ANSWERS_AT_ONCE, answered
    protect(home, note, now)
    protected = looked.again([*READ_THE_OPEN_PART_ALONE, *READ_THE_PROTECTED_PART])
    assert sorted(protected) == READ_THE_PROTECTED_PART, protected
    assert all(holding(looked.pages[name], GIVEN.description) for name in READ_THE_PROTECTED_PART)


def test_what_is_noted_and_answered_in_another_partnership_changes_no_page(both, now):
    home, elsewhere = both
    looked = Looked(home, PEOPLE)
    note_more(elsewhere, now)
    answer(elsewhere, note_in_the_week(elsewhere, now), now)
    assert looked.again(PEOPLE) == {}
