"""Why one reads a record, who else does, and how long: the rule, its words in both languages, and numbers."""

from datetime import timedelta

import pytest

from karlemose.observations import actions, queries, reasons
from karlemose.observations.actions import Note
from karlemose.observations.enums import Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.policy.words import OrganisationKind, Whose
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


def why(viewer, noted) -> tuple[reasons.Why | None, reasons.Why | None]:
    with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
        row = queries.one(viewer, noted.public_id)
        particulars = queries.particulars_of(viewer, noted)
        return (
            row and reasons.of_observation(viewer, row),
            particulars and reasons.of_particulars(viewer, particulars),
        )


def test_the_open_part_is_read_by_its_rule_and_by_every_partner(cast, noted, now):
    of_row, of_particulars = why(cast.home.viewer("kindergarten_leader", at=now), noted)
    assert of_particulars is None
    (reason,) = of_row.reasons
    assert (reason.rule, reason.whose) == ("D02", Whose.EVERYBODY)
    assert reason.words.da != reason.words.en
    assert OrganisationKind.DAYCARE in of_row.kinds
    assert OrganisationKind.BOARD not in of_row.kinds
    assert of_row.until == (now + timedelta(days=365)).date()


@pytest.mark.parametrize(
    ("name", "ways"),
    [("manager", [Whose.ORGANISATION]), ("office", [Whose.ORGANISATION]), ("caretaker", [Whose.AUTHOR])],
)
def test_particulars_are_read_by_the_way_they_are_theirs(cast, noted, now, name, ways):
    found = why(cast.home.viewer(name, at=now), noted)[1]
    assert [reason.whose for reason in found.reasons] == ways
    assert {reason.rule for reason in found.reasons} == {"D50"}
    assert all(reason.met and reason.basis.da for reason in found.reasons)
    assert (found.kinds, found.colleagues) == ((OrganisationKind.HOUSING,), 3)  # two of the office, and its writer
    assert found.until == (now + timedelta(days=365)).date()


@pytest.mark.parametrize("name", ["officer", "investigator", "project_head", "board_member"])
def test_whoever_does_not_read_particulars_is_told_nothing_of_them(cast, noted, now, name):
    assert why(cast.home.viewer(name, at=now), noted)[1] is None
