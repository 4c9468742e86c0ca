"""Why one reads what is protected, and how many colleagues do: the rule, its words in both languages, a number."""

from datetime import timedelta

import pytest

from karlemose.observations import actions, queries, reasons
from karlemose.observations.actions import Note
from karlemose.observations.enums import Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.policy.words import Whose
from karlemose.tenancy.acting import acting_for


@pytest.fixture
def noted(signed, caretaker, estate, now):
    what = Note(
        neighbourhood_id=estate.id,
        kind=Kind.THREAT,
        occurred_at=now - timedelta(hours=1),
        text="En råbte.",
        particulars=NotedParticulars(description="Rød jakke"),
    )
    return actions.note(by=caretaker, at=now, what=what).observation


def why(viewer, noted) -> reasons.Why | None:
    with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
        particulars = queries.particulars_of(viewer, noted)
        return particulars and reasons.of_particulars(viewer, particulars)


@pytest.mark.parametrize(
    ("name", "ways"),
    [("manager", [Whose.ORGANISATION]), ("office", [Whose.ORGANISATION]), ("caretaker", [Whose.AUTHOR])],
)
def test_particulars_are_read_by_the_way_they_are_theirs(cast, noted, now, name, ways):
    found = why(cast.home.viewer(name, at=now), noted)
    assert [reason.whose for reason in found.reasons] == ways
    assert {reason.rule for reason in found.reasons} == {"D50"}
    assert all(reason.met and reason.words.da != reason.words.en for reason in found.reasons)
    assert found.colleagues == 3  # two of the office, and its writer


def test_whoever_does_not_read_particulars_is_told_nothing_of_them(cast, noted, now):
    for name in ("kindergarten_leader", "officer", "investigator", "project_head", "board_member"):
        assert why(cast.home.viewer(name, at=now), noted) is None
