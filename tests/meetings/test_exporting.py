"""A week's counts as a file: small numbers and sums stay, and whoever takes it out says why."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import translation

from karlemose.documents.content import Language
from karlemose.documents.tables import MARK
from karlemose.foundation.refusals import NotAllowed
from karlemose.meetings import exporting
from karlemose.meetings.exporting import Readers
from karlemose.observations.enums import Kind
from karlemose.observations.exporting import Reason
from karlemose.policy.words import OrganisationKind
from tests.meetings.conftest import ZONE
from tests.meetings.test_actions import events

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def export(cast, wanted, now):
    def exported(readers: Readers, *, by="manager", at=now, **more) -> list[list[str]]:
        asked = wanted(OrganisationKind.HOUSING, language=Language.ENGLISH, **more)
        by = cast.home.viewer(by)
        with translation.override("en"):
            made = exporting.export(by=by, at=at, wanted=asked, readers=readers, reason=Reason.REPORT)
        return list(csv.reader(io.StringIO(made.content.decode().removeprefix(MARK)), delimiter=";"))

    return exported


@pytest.fixture
def many(note, week):
    on = week.start(ZONE) + timedelta(hours=9)
    for hour in range(6):
        note("", on=on + timedelta(hours=hour), place="1")
    note("", on=on, place="4")
    note("", on=on - timedelta(weeks=1), place="4", kind=Kind.NOISE)


def test_what_leaves_the_partnership_holds_nothing_below_five_and_no_sum(export, many):
    heading, *rows, foot = export(Readers.OUTSIDE)
    assert heading == ["Week", "Kind", "Place unit", "Observations"]
    assert rows == [
        ["2026-W46", "Graffiti", "unit A", "6"],
        ["2026-W46", "Graffiti", "unit B", "fewer than 5"],
        ["2026-W46", "Noise", "unit B", "fewer than 5"],  # none, which is not told from few
    ]
    assert foot[0].startswith("Public · can be read by anyone · taken out by manager of moseby")


def test_what_stays_among_the_partners_says_what_their_paper_says(export, many):
    _heading, first, second, third, foot = export(Readers.PARTNERS)
    assert first[3:5] == ["6", "0.00"]
    assert second[3:5] == ["1", "0.00"]
    assert third[3:5] == ["0", "1.00"]
    assert {line[-1] for line in (first, second, third)} == {""}  # last year is not known
    assert foot[0].startswith("Shared")


def test_whoever_may_not_take_files_out_is_refused(cast, export, many):
    for name in ("caretaker", "board_member"):
        with pytest.raises(NotAllowed):
            export(Readers.OUTSIDE, by=name)
    assert events(cast, "meetings.counts.exported") == 0


def test_a_running_week_is_refused(cast, export, many, week):
    with pytest.raises(NotAllowed):
        export(Readers.PARTNERS, week=week.following())
    assert events(cast, "meetings.counts.exported") == 0


def test_each_file_leaves_one_line(cast, export, many):
    export(Readers.OUTSIDE)
    export(Readers.PARTNERS)
    assert events(cast, "meetings.counts.exported") == 2
