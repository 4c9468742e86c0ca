"""What a briefing says, made of what its receiver may read."""

from datetime import timedelta

import pytest

from karlemose.documents.content import BoardBriefing, Briefing, Language, Turn, Voice
from karlemose.meetings import briefing
from karlemose.meetings.briefing import Moment
from karlemose.observations.enums import Kind
from karlemose.partners.queries import receiver
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.meetings.conftest import ZONE

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def gather(wanted, now):
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        reader = receiver(wanted.receiver, on=now.date())
        return briefing.gather(wanted, reader=reader, moment=Moment(at=now, head_code="1-AAAA"))


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind not in ("board", "association")])
def test_partners_get_the_week(note, wanted, week, now, kind):
    note("Nyt tag ved døren.", on=week.start(ZONE) + timedelta(hours=8))
    content = gather(wanted(kind), now)
    assert isinstance(content, Briefing)
    assert [(row.text, row.place, row.kind, row.number_of_people) for row in content.rows] == [
        ("Nyt tag ved døren.", "1", "Graffiti", "2–4")
    ]
    assert content.cover.is_so_far is False


def test_the_board_gets_months_alone_and_few_are_not_said(note, wanted, week, now):
    for day in range(3):
        note(f"i denne måned {day}", on=week.start(ZONE) + timedelta(days=day))
    for day in range(6):
        note(f"i oktober {day}", on=week.start(ZONE) - timedelta(days=20 + day), at=now)
    content = gather(wanted(OrganisationKind.BOARD), now)
    assert isinstance(content, BoardBriefing)
    assert [(month.starts_on.isoformat(), month.count) for month in content.months] == [("2026-10-01", 6)]


def test_a_month_that_has_not_ended_is_not_told_to_the_board(note, wanted, week, now):
    """Two looks at a running month would tell what came in between."""
    for hour in range(9):
        note("denne måned", on=week.start(ZONE) + timedelta(hours=hour))
    assert gather(wanted(OrganisationKind.BOARD), now).months == ()


def test_only_the_week_itself_is_in_it(note, wanted, week, now):
    note("før", on=week.start(ZONE) - timedelta(minutes=1))
    note("første minut", on=week.start(ZONE))
    note("sidste minut", on=week.end(ZONE) - timedelta(minutes=1))
    note("efter", on=week.end(ZONE))
    assert [row.text for row in gather(wanted(), now).rows] == ["første minut", "sidste minut"]


def test_new_and_recurring_are_told_apart_by_kind_and_place_unit(note, wanted, week, now):
    on = week.start(ZONE) + timedelta(hours=10)
    note("samme sted som før", on=on, place="1")
    note("", on=on - timedelta(weeks=2), place="3")  # another stairwell of the same place unit
    note("nyt sted", on=on, place="4")
    found = {(change.turn, change.kind, change.place) for change in gather(wanted(), now).changes}
    assert found == {(Turn.RECURRING, "Graffiti", "unit A"), (Turn.NEW, "Graffiti", "unit B")}


def test_silence_and_nothing_to_report_are_two_things(note, wanted, week, now):
    note("", on=week.start(ZONE) + timedelta(hours=9), kind=Kind.NOTHING, place="nord")
    content = gather(wanted(), now)
    assert content.rows == ()
    assert {heard.name: heard.voice for heard in content.sections} == {
        "nord": Voice.NOTHING_TO_REPORT,
        "syd": Voice.SILENT,
    }
    voices = {heard.name: heard.voice for heard in content.organisations}
    assert voices["Boligorganisationen moseby"] is Voice.NOTHING_TO_REPORT
    assert voices["Lokalpolitiet moseby"] is Voice.SILENT


def test_a_place_unit_in_a_silent_section_is_not_known_rather_than_none(note, wanted, week, now):
    note("hørt i nord", on=week.start(ZONE) + timedelta(hours=9), place="1")
    units = {unit.name: unit.count for unit in gather(wanted(), now).plan.units}
    assert units["unit A"] == 1
    assert units["K-A"] == 0
    assert units["unit B"] is None


def test_a_note_that_was_written_down_later_says_so(note, wanted, week, now):
    on = week.start(ZONE) + timedelta(hours=9)
    note("skrevet ned samme dag", on=on, at=on + timedelta(hours=3))
    note("skrevet ned senere", on=on, at=now)
    written = {row.text: row.written_down_on for row in gather(wanted(), now).rows}
    assert written == {"skrevet ned samme dag": None, "skrevet ned senere": now.astimezone(ZONE).date()}


def test_words_are_in_the_receivers_language(note, wanted, week, now):
    note("", on=week.start(ZONE), kind=Kind.DANGEROUS_DOG, place=None)
    danish, english = gather(wanted(), now), gather(wanted(language=Language.ENGLISH), now)
    assert (danish.rows[0].kind, english.rows[0].kind) == ("Farlig hund", "Dangerous dog")
    assert english.changes == ()  # the first week there is: nothing to compare with


def test_who_noted_it_is_an_organisation_and_never_a_person(note, wanted, week, now):
    note("noteret", on=week.start(ZONE))
    content = gather(wanted(), now)
    assert content.rows[0].reported_by == "Boligorganisationen moseby"
    assert "caretaker" not in str(content)


def test_what_is_said_has_a_digest_whatever_the_hour_it_is_made(note, wanted, week, now):
    note("noteret", on=week.start(ZONE))
    first, later = gather(wanted(), now), gather(wanted(), now + timedelta(hours=1))
    assert briefing.digest(first) == briefing.digest(later)
    note("kom til", on=week.start(ZONE))
    assert briefing.digest(gather(wanted(), now)) != briefing.digest(first)
