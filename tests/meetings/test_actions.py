"""Made once and kept; fresh beside the old; so far and not kept; outdated by late reports; made on Mondays."""

from datetime import datetime, timedelta

import pytest

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.meetings import mondays, outdating, queries
from karlemose.meetings.actions import make
from karlemose.observations.enums import Kind
from karlemose.observations.series import WeekCount
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.meetings.conftest import ZONE
from tests.observations.conftest import lay_out

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def listed(cast, estate, who: str, week: Week, language=Language.DANISH):
    viewer = cast.home.viewer(who)
    with acting_for(viewer.partnership_id, read_only=True):
        return list(queries.versions(viewer, estate, week, language))


def events(cast, name: str) -> int:
    with acting_for(cast.home.partnership.id, read_only=True):
        return Entry.objects.unscoped("what was done").filter(event=name).count()


def test_asking_again_gives_the_same_bytes(cast, note, wanted, week, now):
    first = make(by=cast.home.command, at=now, wanted=wanted())
    note("kom bagefter", on=week.start(ZONE))
    assert make(by=cast.home.command, at=now + timedelta(days=3), wanted=wanted()) == first
    assert first.startswith(b"%PDF-")
    assert events(cast, "meetings.briefing.made") == 1


def test_fresh_makes_a_new_one_and_keeps_the_old(cast, estate, note, wanted, week, now):
    first = make(by=cast.home.command, at=now, wanted=wanted())
    note("kom bagefter", on=week.start(ZONE))
    fresh = make(by=cast.home.command, at=now + timedelta(hours=1), wanted=wanted(), fresh=True)
    assert fresh != first
    assert [bytes(kept.pdf) for kept in listed(cast, estate, "officer", week)] == [first, fresh]
    assert make(by=cast.home.command, at=now, wanted=wanted()) == fresh


def test_a_week_that_has_not_ended_is_not_kept(cast, estate, wanted, week, now):
    running = week.following()
    make(by=cast.home.command, at=now, wanted=wanted(week=running))
    assert listed(cast, estate, "officer", running) == []
    assert events(cast, "meetings.briefing.made") == 0


def test_each_receiver_and_language_has_its_own(cast, estate, wanted, week, now):
    make(by=cast.home.command, at=now, wanted=wanted())
    make(by=cast.home.command, at=now, wanted=wanted(language=Language.ENGLISH))
    assert len(listed(cast, estate, "officer", week)) == 1
    assert len(listed(cast, estate, "officer", week, Language.ENGLISH)) == 1
    assert listed(cast, estate, "manager", week) == []


def test_the_head_printed_on_it_fits_the_ledger(cast, estate, wanted, week, now):
    from karlemose.ledger.verification import verify  # noqa: PLC0415 -- app ready

    make(by=cast.home.command, at=now, wanted=wanted())
    (kept,) = listed(cast, estate, "officer", week)
    verdict = verify(partnership_id=cast.home.partnership.id, code=kept.head_code)
    assert verdict.faults == []
    assert kept.head_code.split("-")[0].isdigit()


def test_late_reports_mark_what_was_kept_of_their_week_alone(cast, estate, note, wanted, week, now):
    make(by=cast.home.command, at=now, wanted=wanted())
    make(by=cast.home.command, at=now, wanted=wanted(week=week.previous()))
    outdating.mark(partnership_id=estate.partnership_id, neighbourhood_id=estate.id, weeks=[str(week)], at=now)
    assert [kept.is_outdated for kept in listed(cast, estate, "officer", week)] == [True]
    assert [kept.is_outdated for kept in listed(cast, estate, "officer", week.previous())] == [False]
    outdating.mark(partnership_id=estate.partnership_id, neighbourhood_id=estate.id, weeks=[str(week)], at=now)
    assert events(cast, "meetings.briefing.outdated") == 1


@pytest.mark.parametrize(
    ("local", "number"),
    [
        ("2026-11-16T05:59", 0),  # Monday, before six: last week's are not due, the week before's are
        ("2026-11-16T06:00", 6),
        ("2026-11-18T13:00", 6),  # the machine was off on Monday
    ],
)
def test_on_mondays_at_six_last_weeks_are_made_for_six_partners(cast, estate, local, number):
    at = datetime.fromisoformat(local).replace(tzinfo=ZONE)
    last_week = Week.parse("2026-W46")
    made = mondays.make_due(partnership_id=estate.partnership_id, at=at)
    assert made == 6
    assert len(listed(cast, estate, "officer", last_week)) * 6 == number
    assert mondays.make_due(partnership_id=estate.partnership_id, at=at) == 0


def test_a_briefing_that_cannot_be_made_keeps_none_behind_it(cast, estate, now):
    """Nobody prints a week of which records were erased; the other neighbourhood's is printed all the same."""
    other, last_week = lay_out(cast.home, at=now, slug="zoo"), Week.of(now, ZONE).previous()
    with acting_for(estate.partnership_id):
        erased = {"monday": last_week.monday, "kind": Kind.NOISE, "kind_words": "", "number": 1}
        WeekCount(partnership_id=estate.partnership_id, neighbourhood=estate, **erased).save()
    with pytest.raises(ExceptionGroup, match="6 of 12 briefings were not made") as failed:
        mondays.make_due(partnership_id=estate.partnership_id, at=now)
    assert {type(error) for error in failed.value.exceptions} == {NotAllowed}
    assert len(listed(cast, other, "officer", last_week)) == 1


def test_a_list_shows_the_running_week_and_what_was_kept(cast, estate, wanted, week, now):
    make(by=cast.home.command, at=now, wanted=wanted(OrganisationKind.HOUSING))
    viewer = cast.home.viewer("manager")
    with acting_for(viewer.partnership_id, read_only=True):
        found = queries.listed(viewer, estate, language=Language.DANISH, at=now)
    assert [str(one.week) for one in found[:2]] == ["2026-W47", "2026-W46"]
    assert [one.is_ended for one in found[:2]] == [False, True]
    assert [one.kept is not None for one in found[:3]] == [False, True, False]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_who_ask_at_once_get_the_same_paper(cast, wanted, now):
    moments = [now + timedelta(seconds=number) for number in range(3)]
    found = at_once(*(lambda at=at: make(by=cast.home.command, at=at, wanted=wanted()) for at in moments))
    assert [type(one) for one in found] == [bytes] * 3
    assert len(set(found)) == 1
    assert events(cast, "meetings.briefing.made") == 1
