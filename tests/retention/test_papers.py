"""A kept briefing goes with the first of its records, and is not made again from what is left."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.meetings import actions as meetings
from karlemose.meetings import queries
from karlemose.meetings.briefing import Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.policy.words import OrganisationKind
from karlemose.retention import actions
from karlemose.tenancy.acting import acting_for

YEAR = timedelta(days=365)
WEEK = Week(2026, 46)  # the one before now
ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def wanted(cast, estate, note, now):
    """The police's paper of a week in which one act was noted on its Wednesday."""
    note(WEEK.start(ZONE) + timedelta(days=2, hours=12), text="sentineltext")
    clock.freeze(now)
    receiver = cast.home.organisations[OrganisationKind.POLICE]
    yield Wanted(neighbourhood=estate, week=WEEK, receiver=receiver, language=Language.DANISH)
    clock.freeze(None)


def kept(world) -> KeptBriefing:
    with acting_for(world.partnership.id, read_only=True):
        return KeptBriefing.objects.unscoped("what is left of it").get()


def test_paper_goes_with_the_first_of_its_records_and_keeps_its_digests(cast, wanted, now):
    meetings.make(by=cast.home.command, at=now, wanted=wanted)
    made = kept(cast.home)
    entered = WEEK.start(ZONE) + timedelta(days=2, hours=12)
    assert made.erase_on == (entered + YEAR).date()
    actions.sweep(by=cast.home.command, at=entered + YEAR - timedelta(days=1))
    assert bytes(kept(cast.home).pdf).startswith(b"%PDF")
    at = entered + YEAR
    actions.sweep(by=cast.home.command, at=at)
    left = kept(cast.home)
    assert (bytes(left.pdf), left.erased_at) == (b"", at)
    assert (left.digest, left.data_digest, left.head_code) == (made.digest, made.data_digest, made.head_code)


def test_paper_of_an_erased_week_is_neither_opened_nor_made_again(cast, wanted, estate, now):
    meetings.make(by=cast.home.command, at=now, wanted=wanted)
    actions.sweep(by=cast.home.command, at=now + YEAR)
    officer = cast.home.viewer("officer", at=now)
    with acting_for(cast.home.partnership.id, read_only=True):
        assert queries.newest(officer, estate, WEEK, Language.DANISH) is None
    for fresh in (False, True):
        with pytest.raises(NotAllowed, match="erased after twelve months"):
            meetings.make(by=cast.home.command, at=now + YEAR, wanted=wanted, fresh=fresh)


def test_week_of_which_records_were_erased_before_any_paper_gets_none(cast, wanted, now):
    actions.sweep(by=cast.home.command, at=now + YEAR)
    with pytest.raises(NotAllowed, match="erased after twelve months"):
        meetings.make(by=cast.home.command, at=now + YEAR, wanted=wanted)
