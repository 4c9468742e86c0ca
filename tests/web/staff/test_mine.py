"""One's own notes, week by week, and what became of each."""

import re

from karlemose.observations import actions, merging
from karlemose.observations.enums import Kind


def states(response) -> list[str]:
    return re.findall(r'class="state[^"]*"><svg[^>]*>.*?</svg>([^<]+)</p>', response.content.decode())


def test_own_notes_stand_by_week_with_their_state(page, noted):
    noted(text="i denne uge")
    noted(text="i sidste uge", days=8, kind=Kind.NOISE)
    html = page("caretaker", "mine").content.decode()
    assert re.findall(r'id="week-\d+">(Uge \d+)', html) == ["Uge 47", "Uge 46"]
    assert states(page("caretaker", "mine")) == ["modtaget", "modtaget"]


def test_nobody_elses_notes_are_there(page, noted):
    noted("officer", text="politiets")
    noted("manager", text="kontorets")
    html = page("caretaker", "mine").content.decode()
    assert "politiets" not in html
    assert "kontorets" not in html


def test_a_withdrawn_note_keeps_its_line_and_loses_its_words(page, noted, cast, now):
    made = noted(text="fortrudte ord")
    actions.withdraw(by=cast.home.viewer("caretaker", at=now), at=now, public_id=made.public_id)
    response = page("caretaker", "mine")
    assert states(response) == ["fortrudt"]
    assert "fortrudte ord" not in response.content.decode()
    assert made.public_id not in response.content.decode()


def test_a_corrected_note_says_so(page, noted, cast, now):
    made = noted(text="før")
    what = actions.Correction(kind=Kind.GRAFFITI, occurred_at=made.occurred_at, text="efter")
    actions.correct(by=cast.home.viewer("caretaker", at=now), at=now, public_id=made.public_id, what=what)
    assert states(page("caretaker", "mine")) == ["modtaget, rettet siden"]


def test_a_note_that_was_put_together_leads_to_the_one_that_stays(page, noted, cast, now):
    kept, mine = noted("officer"), noted()
    by = cast.home.viewer("manager", at=now)
    merging.merge(by=by, at=now, into=kept.public_id, duplicates=[mine.public_id])
    response = page("caretaker", "mine")
    assert states(response) == ["slået sammen med en anden"]
    assert f"/observations/{kept.public_id}/" in response.content.decode()


def test_whoever_reads_no_single_record_is_told_that_it_is_kept(page, noted):
    noted("board_member", text="bestyrelsens")
    html = page("board_member", "mine").content.decode()
    assert "bestyrelsens" not in html
    assert "er gemt" in html


def test_whoever_notes_nothing_has_no_such_page(page):
    assert page("investigator", "mine").status_code == 404
