"""Friday at noon: whoever noted is told, in numbers, once; and once more when the numbers have changed."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from karlemose.foundation.clock import Week
from karlemose.ledger.models import Entry
from karlemose.observations import actions, digests, erasing
from karlemose.observations.answer_actions import WeekAnswers, answer_week
from karlemose.observations.answer_models import Digest
from karlemose.observations.enums import Kind
from karlemose.observations.replies import Reply
from karlemose.partners.signing import sign_rule
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.observations.test_answering import made

ZONE = ZoneInfo("Europe/Copenhagen")
WEEK = Week(2026, 46)  # 9–15 November
FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 12.00 in Copenhagen
HOUR = timedelta(hours=1)


@pytest.fixture
def signed(cast, estate, now) -> None:
    sign_rule(by=cast.home.command, at=now - timedelta(days=400), rule="D46", name="Rikke Thorsager")


@pytest.fixture
def noted(cast, estate, place_ids):
    def note(who: str = "caretaker", *, hours: float = 9, kind: Kind = Kind.GRAFFITI, at=None):
        moment = WEEK.start(ZONE) + timedelta(hours=hours)
        place = place_ids["nord" if kind is Kind.NOTHING else "1"]
        what = actions.Note(neighbourhood_id=estate.id, kind=kind, occurred_at=moment, place_id=place)
        return made(actions.note(by=cast.home.viewer(who, at=at or moment), at=at or moment, what=what))

    return note


@pytest.fixture
def answered(cast, estate):
    def answer(reply: Reply, *observations, at=FRIDAY - HOUR, seen: Reply | None = None):
        what = WeekAnswers(
            neighbourhood_id=estate.id,
            week=WEEK,
            exceptions={one.public_id: reply for one in observations},
            seen={one.public_id: seen for one in observations if seen},
        )
        answer_week(by=cast.home.viewer("officer", at=at), at=at, what=what)

    return answer


def tell(cast, at=FRIDAY) -> int:
    return digests.make_due(partnership_id=cast.home.partnership.id, at=at)


def told(cast, estate, who: str = "caretaker") -> list[Digest]:
    viewer = cast.home.viewer(who)
    with acting_for(viewer.partnership_id, read_only=True):
        return digests.own(viewer, estate, since=WEEK.previous(8))


def numbers(cast, estate, who: str = "caretaker") -> list[tuple[int, int, dict]]:
    return [(digest.version, digest.number_noted, digest.numbers) for digest in told(cast, estate, who)]


def test_each_who_noted_is_told_of_their_own_notes_alone(cast, estate, signed, noted, answered):
    first, second, theirs = noted(), noted(hours=30), noted("kindergarten_leader", hours=50)
    answered(Reply.NEW_TO_US, first)
    answered(Reply.KNOWN, second, theirs)
    assert tell(cast) == 2
    assert numbers(cast, estate) == [(1, 2, {"new_to_us": 1, "known": 1})]
    assert numbers(cast, estate, "kindergarten_leader") == [(1, 1, {"known": 1})]
    assert numbers(cast, estate, "manager") == []


def test_not_before_friday_at_noon_on_the_neighbourhoods_clock(cast, estate, signed, noted):
    noted()
    assert tell(cast, FRIDAY - timedelta(seconds=1)) == 0
    assert tell(cast, FRIDAY) == 1


def test_noon_is_noon_in_summer_too():
    assert digests.is_told_at(Week(2026, 26), ZONE) == datetime(2026, 7, 3, 10, 0, tzinfo=UTC)
    assert digests.last_told(at=datetime(2026, 7, 3, 9, 59, tzinfo=UTC), zone=ZONE) == Week(2026, 25)
    assert digests.last_told(at=datetime(2026, 7, 3, 10, 0, tzinfo=UTC), zone=ZONE) == Week(2026, 26)


def test_twice_is_once_and_a_machine_that_was_off_makes_up_for_it(cast, estate, signed, noted, answered):
    answered(Reply.USEFUL, noted())
    assert tell(cast, FRIDAY + timedelta(days=2)) == 1
    assert tell(cast, FRIDAY + timedelta(days=2)) == 0
    assert tell(cast, FRIDAY + timedelta(days=3)) == 0


def test_it_says_what_stood_at_noon_whenever_the_machine_comes_to_it(cast, estate, signed, noted, answered):
    one, late = noted(), noted(hours=30)
    answered(Reply.KNOWN, one)
    answered(Reply.USEFUL, one, at=FRIDAY + HOUR, seen=Reply.KNOWN)
    answered(Reply.KNOWN, late, at=FRIDAY + HOUR)
    assert tell(cast, FRIDAY + 2 * HOUR) == 1
    assert numbers(cast, estate) == [(1, 2, {"known": 1})]


def test_without_an_answer_it_is_told_that_there_is_none(cast, estate, signed, noted):
    noted()
    tell(cast)
    assert numbers(cast, estate) == [(1, 1, {})]


def test_a_late_answer_is_told_on_the_next_friday_and_the_first_telling_stays(cast, estate, signed, noted, answered):
    one = noted()
    tell(cast)
    answered(Reply.USEFUL, one, at=FRIDAY + 24 * HOUR)
    assert tell(cast, FRIDAY + 48 * HOUR) == 0
    assert tell(cast, FRIDAY + timedelta(days=7)) == 1
    assert numbers(cast, estate) == [(2, 1, {"useful": 1})]
    with acting_for(cast.home.partnership.id, read_only=True):
        kept = Digest.objects.unscoped("every version").order_by("version")
        assert [digest.numbers for digest in kept] == [{}, {"useful": 1}]


def test_when_nothing_changed_the_next_friday_is_silent_about_it(cast, estate, signed, noted, answered):
    answered(Reply.KNOWN, noted())
    tell(cast)
    assert tell(cast, FRIDAY + timedelta(days=7)) == 0


def test_nothing_to_report_and_notes_of_the_police_are_told_to_nobody(cast, estate, signed, noted):
    noted(kind=Kind.NOTHING)
    noted("officer")
    assert tell(cast) == 0


def test_whoever_the_law_does_not_let_have_answers_is_told_nothing(cast, estate, signed, noted):
    noted("board_member")
    assert tell(cast) == 0
    assert told(cast, estate, "board_member") == []


def test_without_the_signature_nothing_is_told(cast, estate, noted):
    noted()
    assert tell(cast) == 0
    assert told(cast, estate) == []


def test_whoever_has_left_is_told_nothing(cast, estate, signed, noted):
    noted()
    with acting_for(cast.home.partnership.id):
        membership = cast.home.memberships["caretaker"]
        membership.until_on = FRIDAY.date() - timedelta(days=1)
        membership.save(update_fields=["until_on"])
    assert tell(cast) == 0


def test_one_line_a_neighbourhood_without_a_number_of_anybody(cast, estate, signed, noted, answered):
    answered(Reply.KNOWN, noted())
    tell(cast)
    with acting_for(cast.home.partnership.id, read_only=True):
        rows = Entry.objects.unscoped("what was done").filter(event="observations.digests.made")
        (line,) = rows.order_by("id")
    assert '"actor":"job:digests"' in line.body
    assert "known" not in line.body


def test_other_peoples_digests_are_not_read(cast, estate, signed, noted):
    noted()
    tell(cast)
    for who in ("manager", "kindergarten_leader", "officer", "chief"):
        assert told(cast, estate, who) == []


def test_a_year_later_it_is_erased(cast, estate, signed, noted):
    noted()
    tell(cast)
    with acting_for(cast.home.partnership.id):
        number = cast.home.partnership.id
        assert erasing.erase_digests(partnership_id=number, at=FRIDAY + timedelta(days=364)) == 0
        assert erasing.erase_digests(partnership_id=number, at=FRIDAY + timedelta(days=366)) == 1
    assert told(cast, estate) == []


# -- said that there is something, never what -----------------------------------------------------------------------

MAIL = {"host": "localhost", "port": 25, "user": "", "password": "", "is_smtps": False, "is_local": True}


def letters() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'notify.tell' ORDER BY id")
        return [args if isinstance(args, dict) else json.loads(args) for (args,) in cursor.fetchall()]


def test_where_mail_is_set_each_is_written_to_once_with_ids_alone(cast, estate, signed, noted, settings):
    settings.MAIL_SERVER = MAIL
    noted()
    noted(hours=30)
    tell(cast)
    membership = cast.home.memberships["caretaker"]
    assert letters() == [{"partnership": membership.partnership_id, "membership": membership.id}]


def test_where_mail_is_not_set_nobody_is_written_to(cast, estate, signed, noted, settings):
    settings.MAIL_SERVER = None
    noted()
    assert tell(cast) == 1
    assert letters() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_workers_at_once_tell_once(cast, estate, signed, noted):
    noted()
    assert sorted(at_once(lambda: tell(cast), lambda: tell(cast))) == [0, 1]
    assert len(told(cast, estate)) == 1
