"""The police answer the week: who may, what is kept, who is told what of it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import actions, answering, answers
from karlemose.observations.answer_actions import Answered, WeekAnswers, answer_week
from karlemose.observations.answer_models import Answer
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.observations.refusals import Refused
from karlemose.observations.replies import Reply
from karlemose.partners import actions as partners
from karlemose.partners.signing import sign_rule
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once

ZONE = ZoneInfo("Europe/Copenhagen")
TOLD = ["caretaker", "manager", "office", "project_head", "kindergarten_leader", "chief"]
NOT_TOLD = ["board_member", "ssp_consultant", "mentor", "operations", "data_protection", "contact"]


@pytest.fixture
def week(now) -> Week:
    """The week that ended before now, 9–15 November."""
    return Week.of(now, ZONE).previous()


@pytest.fixture
def signed(cast, estate, now) -> None:
    sign_rule(by=cast.home.command, at=now - timedelta(days=400), rule="D46", name="Rikke Thorsager")


@pytest.fixture
def noted(cast, estate, place_ids, week):
    """`noted("caretaker", hours=9)` notes graffiti that many hours into the week, at once."""

    def note(who: str = "caretaker", *, hours: float = 9, kind: Kind = Kind.GRAFFITI, place: str = "1", later=0):
        moment = week.start(ZONE) + timedelta(hours=hours)
        what = actions.Note(neighbourhood_id=estate.id, kind=kind, occurred_at=moment, place_id=place_ids[place])
        at = moment + timedelta(hours=later)
        return made(actions.note(by=cast.home.viewer(who, at=at), at=at, what=what))

    return note


def made(result) -> Observation:
    return getattr(result, "observation", result)


@pytest.fixture
def send(cast, estate, week, now):
    """Answer as the officer: `send(known=[observation])`."""

    def answer(who: str = "officer", *, at=now, week=week, seen=(), key=None, **by_reply):
        what = WeekAnswers(
            neighbourhood_id=estate.id,
            week=week,
            exceptions={one.public_id: Reply(code) for code, rows in by_reply.items() for one in rows},
            seen=dict(seen),
        )
        return answer_week(by=cast.home.viewer(who, at=at), at=at, what=what, key=key)

    return answer


def asked(cast, query, who: str, *args, **more):
    viewer = cast.home.viewer(who)
    with acting_for(viewer.partnership_id, read_only=True):
        return query(viewer, *args, **more)


def rows(cast) -> list[Answer]:
    with acting_for(cast.home.partnership.id, read_only=True):
        return list(Answer.objects.unscoped("what was kept").select_related("observation").order_by("id"))


def lines(cast) -> list[Entry]:
    with acting_for(cast.home.partnership.id, read_only=True):
        found = Entry.objects.unscoped("what was done").filter(event="observations.week.answered")
        return list(found.order_by("id"))


# -- what is filled in ----------------------------------------------------------------------------------------------


def test_one_answer_for_all_that_are_marked_and_another_for_the_exception(cast, estate, signed, noted, week, now):
    first, second, third = noted(), noted(hours=20), noted(hours=40)
    what = WeekAnswers(
        neighbourhood_id=estate.id,
        week=week,
        marked=frozenset({first.public_id, second.public_id}),
        for_marked=Reply.KNOWN,
        exceptions={second.public_id: Reply.USEFUL},
    )
    done = answer_week(by=cast.home.viewer("officer"), at=now, what=what)
    assert (done.written, done.meanwhile) == (2, 0)
    assert {row.observation_id: row.reply for row in rows(cast)} == {first.id: "known", second.id: "useful"}
    assert third.id not in {row.observation_id for row in rows(cast)}


def test_nothing_is_answered_by_habit(estate, week):
    """Marked without an answer is refused, and so is a form in which nothing is chosen."""
    with pytest.raises(Refused, match="Choose the answer"):
        _ = WeekAnswers(neighbourhood_id=estate.id, week=week, marked=frozenset({"A" * 10})).replies
    with pytest.raises(Refused, match="Mark what"):
        _ = WeekAnswers(neighbourhood_id=estate.id, week=week).replies
    with pytest.raises(Refused, match="Mark what"):
        _ = WeekAnswers(neighbourhood_id=estate.id, week=week, for_marked=Reply.KNOWN).replies


def test_an_answer_says_whose_it_is_and_leaves_one_line(cast, signed, noted, send, week, now):
    first, second = noted(), noted(hours=20)
    send(known=[first, second])
    kept = rows(cast)
    assert {row.answered_by_id for row in kept} == {cast.home.user("officer").id}
    assert {row.answered_by_organisation_id for row in kept} == {cast.home.organisations[OrganisationKind.POLICE].id}
    assert {(row.week, row.answered_at, row.replaced_at) for row in kept} == {(str(week), now, None)}
    (line,) = lines(cast)
    assert {first.public_id, second.public_id} <= set(line.body.replace('"', ":").split(":"))
    assert '"known":2' in line.body


def test_a_changed_answer_keeps_the_earlier_one(cast, signed, noted, send, now):
    one = noted()
    send(known=[one])
    later = now + timedelta(hours=1)
    send(useful=[one], seen={one.public_id: Reply.KNOWN}, at=later)
    assert [(row.reply, row.replaced_at) for row in rows(cast)] == [("known", later), ("useful", None)]
    assert len(lines(cast)) == 2


def test_the_same_answer_again_writes_nothing(cast, signed, noted, send):
    one = noted()
    send(known=[one])
    with pytest.raises(Refused, match="answered like that already"):
        send(known=[one], seen={one.public_id: Reply.KNOWN})
    assert len(rows(cast)) == 1


def test_the_same_form_twice_answers_once(cast, signed, noted, send):
    one = noted()
    send(known=[one], key="k" * 20)
    with pytest.raises(AlreadyDone) as before:
        send(known=[one], key="k" * 20)
    assert [subject.id for subject in before.value.subjects] == [one.public_id]
    assert len(rows(cast)) == 1


def test_what_a_colleague_answered_meanwhile_is_left_as_it_is(cast, signed, noted, send):
    first, second = noted(), noted(hours=20)
    send(known=[first])
    done = send(useful=[first, second])
    assert (done.written, done.meanwhile) == (1, 1)
    assert {row.observation_id: row.reply for row in rows(cast)} == {first.id: "known", second.id: "useful"}


# -- what can be answered -------------------------------------------------------------------------------------------


def test_notes_of_the_police_and_nothing_to_report_wait_for_nobody(cast, estate, signed, noted, send, week):
    own, nothing = noted("officer"), noted(kind=Kind.NOTHING, place="nord")
    for one in (own, nothing):
        with pytest.raises(Refused, match="no longer among the notes"):
            send(known=[one])
    assert asked(cast, answering.of_week, "manager", estate, week).number == 0


def test_a_note_of_another_week_or_neighbourhood_is_not_there(cast, signed, noted, send, week):
    one = noted()
    with pytest.raises(Refused, match="no longer among the notes"):
        send(known=[one], week=week.previous())
    assert rows(cast) == []


def test_a_public_number_that_nobody_has_is_refused(cast, estate, signed, week, now):
    what = WeekAnswers(neighbourhood_id=estate.id, week=week, exceptions={"0" * 10: Reply.KNOWN})
    with pytest.raises(Refused, match="no longer among the notes"):
        answer_week(by=cast.home.viewer("officer"), at=now, what=what)


# -- who may --------------------------------------------------------------------------------------------------------


def test_nobody_but_the_local_officer_answers(cast, signed, noted, send):
    one = noted()
    for who in (*TOLD, *NOT_TOLD, "investigator"):
        with pytest.raises(NotAllowed):
            send(who, known=[one])
    assert rows(cast) == []


def test_without_the_lawyers_signature_nobody_answers(cast, noted, send):
    with pytest.raises(NotAllowed, match="D46"):
        send(known=[noted()])
    assert rows(cast) == []


def test_an_officer_of_another_neighbourhood_does_not_answer_here(cast, estate, squares, signed, noted, week, now):
    narrow = partners.add_member(
        by=cast.home.command,
        at=now,
        organisation=cast.home.organisations[OrganisationKind.POLICE],
        email="narrow@moseby.example",
        name="narrow",
        role=Role.LOCAL_OFFICER,
        purpose=Purpose.SAFETY,
        from_on=now.date().replace(year=2015),
        neighbourhoods=[squares.id],
    )
    cast.home.memberships["narrow"] = narrow
    what = WeekAnswers(neighbourhood_id=estate.id, week=week, exceptions={noted().public_id: Reply.KNOWN})
    with pytest.raises(NotAllowed, match="do not work"):
        answer_week(by=cast.home.viewer("narrow"), at=now, what=what)


# -- who is told ----------------------------------------------------------------------------------------------------


def test_single_answers_are_read_by_the_police_alone(cast, signed, noted, send):
    send(known=[noted()])
    everybody = ("officer", *TOLD, *NOT_TOLD)
    read = {who: asked(cast, lambda viewer: Answer.objects.visible_to(viewer).count(), who) for who in everybody}
    assert read == {who: int(who == "officer") for who in everybody}


def test_who_reads_the_picture_and_the_briefing_is_told_the_weeks_numbers(cast, estate, signed, noted, send, week):
    first, second, _third = noted(), noted(hours=20), noted("kindergarten_leader", hours=40)
    send(known=[first], new_to_us=[second])
    for who in ("manager", "project_head", "kindergarten_leader", "officer", "chief"):
        found = asked(cast, answering.of_week, who, estate, week)
        assert (found.number, found.answered, found.open) == (3, 2, 1)
        assert found.by_reply == {Reply.NEW_TO_US: 1, Reply.KNOWN: 1}


def test_everybody_else_is_told_no_number(cast, estate, signed, noted, send, week, now):
    send(known=[noted()])
    for who in ("caretaker", *NOT_TOLD):
        assert asked(cast, answering.of_week, who, estate, week) is None, who
        assert asked(cast, answering.number_unanswered, who, estate, at=now) is None, who


def test_without_the_signature_nobody_is_told_a_number(cast, estate, noted, week):
    noted()
    for who in (*TOLD, "officer"):
        assert asked(cast, answering.of_week, who, estate, week) is None, who
        assert asked(cast, answers.standing, who) is answers.Standing.WAITS, who


def test_board_and_municipality_have_no_part_in_it_signed_or_not(cast, estate, now):
    for who in NOT_TOLD:
        if who != "contact":
            assert asked(cast, answers.standing, who) is answers.Standing.NONE
    sign_rule(by=cast.home.command, at=now, rule="D46", name="Rikke Thorsager")
    assert asked(cast, answers.standing, "board_member") is answers.Standing.NONE


def test_numbers_of_another_partnership_do_not_count(cast, estate, signed, noted, send, week):
    send(known=[noted()])
    other = cast.elsewhere.viewer("manager")
    with acting_for(other.partnership_id, read_only=True):
        assert answering.of_week(other, estate, week) is None


# -- unanswered -----------------------------------------------------------------------------------------------------


def test_what_waits_longer_than_seven_days_is_told_to_both_chiefs(cast, estate, signed, noted, week):
    old = noted(hours=9)
    noted(hours=60)
    at = old.noted_at + timedelta(days=7, minutes=1)
    found = asked(cast, answering.unanswered, "chief", estate, at=at)
    assert (found.number, found.oldest_noted_at) == (1, old.noted_at)
    assert [(one.week, one.number) for one in found.weeks] == [(week, 1)]
    at_the_edge = asked(cast, answering.unanswered, "chief", estate, at=old.noted_at + timedelta(days=7, minutes=-1))
    assert (at_the_edge.number, at_the_edge.oldest_noted_at) == (0, None)


def test_an_answer_takes_it_off_the_list(cast, estate, signed, noted, send, now):
    old = noted(hours=9)
    assert asked(cast, answering.unanswered, "chief", estate, at=now).number == 1
    send(no_action=[old])
    assert asked(cast, answering.unanswered, "chief", estate, at=now).number == 0


def test_nobody_but_the_chiefs_has_the_list(cast, estate, signed, noted, now):
    noted()
    for who in ("caretaker", "manager", "officer", "project_head", "board_member"):
        assert asked(cast, answering.unanswered, who, estate, at=now) is None, who


def test_a_police_chief_has_it_too(cast, estate, signed, noted, now):
    cast.home.memberships["police_chief"] = partners.add_member(
        by=cast.home.command,
        at=now,
        organisation=cast.home.organisations[OrganisationKind.POLICE],
        email="chief.of.police@moseby.example",
        name="chief of police",
        role=Role.STEERING,
        purpose=Purpose.SAFETY,
        from_on=now.date().replace(year=2015),
    )
    noted(hours=9)
    assert asked(cast, answering.unanswered, "police_chief", estate, at=now).number == 1
    assert asked(cast, answering.number_unanswered, "police_chief", estate, at=now) == 1


def test_the_officer_sees_every_week_that_waits(cast, estate, signed, noted, week, now):
    noted(hours=9)
    noted(hours=-30)
    found = asked(cast, answering.waiting, "officer", estate, at=now)
    assert [(one.week, one.number) for one in found] == [(week.previous(), 1), (week, 1)]
    assert asked(cast, answering.waiting, "manager", estate, at=now) == ()


# -- erased ---------------------------------------------------------------------------------------------------------


def test_answers_go_with_their_observation(cast, signed, noted, send, now):
    first, second = noted(), noted(hours=20)
    send(known=[first, second])
    send(useful=[first], seen={first.public_id: Reply.KNOWN}, at=now + timedelta(hours=1))
    with acting_for(cast.home.partnership.id):
        Observation.objects.unscoped("erased").filter(id__in=[first.id, second.id]).delete()
    assert rows(cast) == []
    assert len(lines(cast)) == 2


# -- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_officers_at_once_leave_one_answer_that_stands(cast, estate, signed, noted, week, now):
    one, officer = noted(), cast.home.viewer("officer")

    def answer(reply):
        what = WeekAnswers(neighbourhood_id=estate.id, week=week, exceptions={one.public_id: reply})
        return answer_week(by=officer, at=now, what=what)

    came = at_once(lambda: answer(Reply.KNOWN), lambda: answer(Reply.USEFUL))
    assert {type(one) for one in came} == {Answered, Refused}
    assert len(rows(cast)) == 1
