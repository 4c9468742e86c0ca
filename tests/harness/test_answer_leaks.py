"""What the police answer changes no page of whoever may not hear it, and until Friday none of whoever noted.

Contact person and data protection are left out: the ledgers they read grow by being looked at.
"""

from datetime import timedelta

from karlemose.observations import actions as observations
from karlemose.observations.answer_actions import WeekAnswers, answer_week
from karlemose.observations.enums import Kind
from karlemose.observations.replies import Reply
from tests.furnished import ZONE
from tests.harness.test_leaks import changed, first_seen_by, pytestmark, seen_by  # noqa: F401 -- of one group

NEVER = ["board_member", "mentor", "investigator"]
ON_FRIDAY = ["caretaker"]
AT_ONCE = ["officer", "manager", "project_head", "kindergarten_leader"]


def waiting(furnished, now):
    """A note of the caretaker's that nobody has answered yet."""
    what = observations.Note(
        neighbourhood_id=furnished.estate.id,
        kind=Kind.NOISE,
        occurred_at=furnished.week.start(ZONE) + timedelta(hours=40),
    )
    return observations.note(by=furnished.world.viewer("caretaker"), at=now, what=what).observation


def answer(furnished, note, now):
    exceptions = {note.public_id: Reply.USEFUL}
    what = WeekAnswers(neighbourhood_id=furnished.estate.id, week=furnished.week, exceptions=exceptions)
    answer_week(by=furnished.world.viewer("officer"), at=now, what=what)


def pages(furnished, names):
    return {name: seen_by(furnished.world.user(name), furnished) for name in names}


def differing(before, after) -> list[str]:
    return [name for name in before if changed(before[name], after[name])]


def test_an_answer_shows_to_whoever_may_hear_it_and_to_nobody_else(both, now):
    home, _ = both
    note = waiting(home, now)
    everybody = [*NEVER, *ON_FRIDAY, *AT_ONCE]
    before = pages(home, everybody)
    answer(home, note, now)
    assert sorted(differing(before, pages(home, everybody))) == sorted(AT_ONCE)


def test_an_answer_in_another_partnership_shows_to_nobody(both, now):
    home, elsewhere = both
    note = waiting(elsewhere, now)
    everybody = [*NEVER, *ON_FRIDAY, *AT_ONCE, "chief"]
    before = {name: first_seen_by(name, home) for name in everybody}
    answer(elsewhere, note, now)
    assert differing(before, pages(home, everybody)) == []
