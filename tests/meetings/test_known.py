"""What was known on a Tuesday is the same paper for as long as the records are kept; a fresh one tells what changed."""

from datetime import datetime, timedelta

import pytest

from karlemose.documents.content import Briefing, Since
from karlemose.foundation.refusals import NotAllowed
from karlemose.meetings import actions, briefing
from karlemose.meetings.briefing import Moment
from karlemose.observations import actions as observations
from karlemose.observations.answer_actions import WeekAnswers, answer_week
from karlemose.observations.answers import receivers
from karlemose.observations.enums import HowKnown, Kind
from karlemose.observations.replies import Reply
from karlemose.partners.queries import receiver
from karlemose.partners.signing import sign_rule
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.documents.reading import flow_of
from tests.meetings.conftest import ZONE, place_id
from tests.meetings.test_actions import events, listed

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

HOUR = timedelta(hours=1)


def gathered(wanted, at: datetime, before: datetime | None = None) -> Briefing:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        reader = receiver(wanted.receiver, on=at.date())
        return briefing.gather(wanted, reader=reader, moment=Moment(at=at, head_code="1-AAAA", version_before=before))


@pytest.fixture
def correct(cast, estate, week):
    def corrected(row, *, at, text="", on=None, kind=Kind.GRAFFITI, place="1"):
        what = observations.Correction(
            kind=kind, occurred_at=on or row.occurred_at, place_id=place_id(estate, place), text=text
        )
        observations.correct(by=cast.home.viewer("caretaker"), at=at, public_id=row.public_id, what=what)

    return corrected


@pytest.fixture
def turmoil(cast, note, correct, week, now):
    """Seven notes by now; `turmoil()` then changes what can be changed, an hour later."""
    on = week.start(ZONE) + 9 * HOUR
    rows = {name: note(name, on=on + number * HOUR) for number, name in enumerate(("ord", "flyttet", "trukket", "to"))}
    rows["af to"] = note("af to", on=on + 9 * HOUR, place="2")
    rows["delt"] = note("delt", on=on + 10 * HOUR)
    rows["før"] = note("året før", on=on - timedelta(weeks=2), place="4")
    manager = cast.home.viewer("manager")
    merge = {"into": rows["to"].public_id, "duplicates": [rows["delt"].public_id]}
    observations.merge(by=manager, at=now - HOUR / 2, **merge)

    def unleashed(at: datetime) -> None:
        correct(rows["ord"], at=at, text="andre ord", place="5")
        correct(rows["flyttet"], at=at, on=rows["flyttet"].occurred_at - timedelta(weeks=1))
        correct(rows["før"], at=at, on=on + 5 * HOUR, text="nu i ugen")
        observations.withdraw(by=cast.home.viewer("caretaker"), at=at, public_id=rows["trukket"].public_id)
        observations.merge(by=manager, at=at, into=rows["to"].public_id, duplicates=[rows["af to"].public_id])
        observations.part(by=manager, at=at, public_id=rows["delt"].public_id)
        note("kom til", on=on, at=at)
        note("", on=on, at=at, kind=Kind.NOTHING, place="syd")

    return unleashed


@pytest.mark.parametrize("kind", ["housing", "board"])
def test_what_was_known_is_the_same_bytes_after_whatever_came_later(cast, turmoil, wanted, now, kind):
    """Of the week, which is told to five of the six alike, and of the months."""
    asked = wanted(OrganisationKind(kind))
    first = actions.made(by=cast.home.command, at=now, wanted=asked)
    turmoil(now + HOUR)
    if kind != "board":
        assert actions.made(by=cast.home.command, at=now + 2 * HOUR, wanted=asked, fresh=True).pdf != first.pdf
    for later in (3, 500):
        again = actions.as_known(by=cast.home.command, at=now + later * HOUR, wanted=asked, known_at=now)
        assert (again.pdf, again.data_digest) == (first.pdf, first.data_digest)


def test_a_fresh_paper_can_be_told_again_too(cast, turmoil, wanted, now):
    actions.make(by=cast.home.command, at=now, wanted=wanted())
    turmoil(now + HOUR)
    fresh = actions.made(by=cast.home.command, at=now + 2 * HOUR, wanted=wanted(), fresh=True)
    actions.made(by=cast.home.command, at=now + 3 * HOUR, wanted=wanted(), fresh=True)
    again = actions.as_known(by=cast.home.command, at=now + 9 * HOUR, wanted=wanted(), known_at=now + 2 * HOUR)
    assert again.pdf == fresh.pdf


def test_a_fresh_paper_says_what_changed(cast, estate, turmoil, wanted, week, now):
    actions.make(by=cast.home.command, at=now, wanted=wanted())
    turmoil(now + HOUR)
    fresh = actions.made(by=cast.home.command, at=now + 2 * HOUR, wanted=wanted(), fresh=True)
    told = {"came": 1, "corrected": 3, "withdrawn": 1, "merged": 1, "parted": 1}
    assert fresh.since == Since(made_at=now.astimezone(ZONE), **told)
    assert [kept.since for kept in listed(cast, estate, "officer", week)] == [None, told]
    content = gathered(wanted(), now + 2 * HOUR, before=now)
    assert [(row.text, row.came_on) for row in content.rows if row.came_on] == [("kom til", now.date())]


def test_a_fresh_paper_of_which_nothing_changed_says_so(cast, note, wanted, week, now):
    note("som den var", on=week.start(ZONE))
    first = actions.made(by=cast.home.command, at=now, wanted=wanted())
    fresh = actions.made(by=cast.home.command, at=now + HOUR, wanted=wanted(), fresh=True)
    assert fresh.since.numbers == {}
    assert fresh.data_digest == first.data_digest


def test_a_paper_that_was_never_kept_is_told_as_it_was_known(cast, note, correct, wanted, week, now):
    """On Tuesday of the running week."""
    running = wanted(week=week.following())
    row = note("mandag", on=week.end(ZONE), at=now - HOUR)
    tuesday = gathered(running, now - HOUR / 2)
    correct(row, at=now, text="onsdag")
    assert gathered(running, now - HOUR / 2) == tuesday
    assert [row.text for row in tuesday.rows] == ["mandag"]
    assert tuesday.cover.is_so_far


def test_a_moment_to_come_and_one_before_the_week_are_refused(cast, wanted, week, now):
    for moment in (now + HOUR, week.start(ZONE) - HOUR):
        with pytest.raises(NotAllowed):
            actions.as_known(by=cast.home.command, at=now, wanted=wanted(), known_at=moment)
    assert events(cast, "meetings.briefing.shown_as_known") == 0


def test_others_papers_are_not_told_again_either(cast, wanted, now):
    with pytest.raises(NotAllowed):
        actions.as_known(by=cast.home.viewer("manager"), at=now, wanted=wanted(), known_at=now - HOUR)


def test_whoever_looks_back_leaves_a_line_and_keeps_nothing(cast, estate, wanted, week, now):
    actions.as_known(by=cast.home.viewer("officer"), at=now, wanted=wanted(), known_at=now - HOUR)
    assert events(cast, "meetings.briefing.shown_as_known") == 1
    assert listed(cast, estate, "officer", week) == []


def test_a_row_says_how_it_is_known_that_it_was_corrected_and_of_how_many_reports_it_is(
    cast, estate, note, correct, wanted, week, now
):
    on = week.start(ZONE) + 9 * HOUR
    first, second = note("et", on=on, at=now - HOUR), note("to", on=on + HOUR, at=now - HOUR)
    what = {"into": first.public_id, "duplicates": [second.public_id]}
    observations.merge(by=cast.home.viewer("manager"), at=now - HOUR, **what)
    by_hearsay = observations.Note(
        neighbourhood_id=estate.id, kind=Kind.NOISE, occurred_at=on + 2 * HOUR, how_known=HowKnown.TOLD
    )
    observations.note(by=cast.home.viewer("caretaker"), at=now, what=by_hearsay)
    correct(first, at=now, text="rettet")
    content = gathered(wanted(), now)
    found = [(row.text, row.number_of_reports, row.corrected_on, row.how_known) for row in content.rows]
    assert found == [("rettet", 2, now.date(), ""), ("", 1, None, "fik at vide")]
    assert (content.questions.only_told, content.questions.without_place) == (1, 1)


def test_answers_stand_on_the_papers_of_those_who_hear_them_alone(cast, note, wanted, week, now):
    row = note("set", on=week.start(ZONE))
    assert gathered(wanted(), now).answers is None
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Rikke Thorsager")
    before = gathered(wanted(OrganisationKind.HOUSING), now)
    assert [(one.number, one.given) for one in before.answers] == [(0, ()), (1, ())]
    answer(cast, week, row, at=now + HOUR)
    after = gathered(wanted(OrganisationKind.HOUSING), now + HOUR)
    assert [(one.number, one.given) for one in after.answers] == [(0, ()), (1, (("Nyttig", 1),))]
    assert gathered(wanted(OrganisationKind.HOUSING), now) == before


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind not in ("board", "association")])
def test_whoever_the_rule_does_not_name_reads_no_trace_of_answers(cast, note, wanted, week, now, kind):
    note("set", on=week.previous().start(ZONE), at=now - timedelta(days=8))
    unsigned = gathered(wanted(kind), now)
    assert (unsigned.answers, unsigned.questions.unanswered) == (None, None)
    assert "politiet svarede" not in flow_of(actions.make(by=cast.home.command, at=now, wanted=wanted(kind)))
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Rikke Thorsager")
    hears = kind is OrganisationKind.POLICE or kind in receivers()
    signed = gathered(wanted(kind), now + HOUR)
    assert [signed.answers is not None, signed.questions.unanswered is not None] == [hears, hears]


def test_what_waits_for_more_than_seven_days_is_an_open_question(cast, note, wanted, week, now):
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Rikke Thorsager")
    note("venter", on=week.previous().start(ZONE), at=now - timedelta(days=8))
    note("ny", on=week.start(ZONE))
    assert gathered(wanted(), now).questions.unanswered == 1


def test_a_record_that_is_too_young_for_last_year_says_so(note, wanted, week, now):
    note("først", on=week.previous(3).start(ZONE))
    note("nu", on=week.start(ZONE))
    content = gathered(wanted(), now)
    assert content.begins_on == week.previous(3).monday
    assert content.total.last_year is None


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_who_ask_for_a_fresh_one_at_once_get_one(cast, estate, note, wanted, week, now):
    actions.make(by=cast.home.command, at=now, wanted=wanted())

    def ask() -> bytes:
        at = now + timedelta(minutes=5)
        return actions.make(by=cast.home.command, at=at, wanted=wanted(), fresh=True)

    found = at_once(ask, ask)
    kept = listed(cast, estate, "officer", week)
    assert [one.version for one in kept] == list(range(1, len(kept) + 1))
    assert set(found) <= {bytes(one.pdf) for one in kept}
    assert len(kept) == 2


def answer(cast, week, row, *, at) -> None:
    what = WeekAnswers(neighbourhood_id=row.neighbourhood_id, week=week, exceptions={row.public_id: Reply.USEFUL})
    answer_week(by=cast.home.viewer("officer", at=at), at=at, what=what)
