"""Answering the week, reading the answers, and what waits: three pages."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from karlemose.foundation import clock
from karlemose.observations import digests
from karlemose.observations.answer_models import Answer
from karlemose.observations.enums import Kind
from karlemose.observations.replies import Reply
from karlemose.partners.signing import sign_rule
from karlemose.tenancy.acting import acting_for
from tests.web.conftest import url

LAST_WEEK = "2026-W46"
NAUGHTY = Path(__file__).resolve().parents[4] / "shared/data/hostile/blns.json"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def english() -> dict[str, str]:
    return {"accept-language": "en"}


@pytest.fixture
def signed(cast, estate, now) -> None:
    sign_rule(by=cast.home.command, at=now - timedelta(days=400), rule="D46", name="Rikke Thorsager")


@pytest.fixture
def three(noted) -> list:
    """Three notes of the week before: graffiti twice at the same place, and noise."""
    found = [noted(days=5), noted("kindergarten_leader", days=4), noted("manager", kind=Kind.NOISE, days=3, place="5")]
    return [getattr(one, "observation", one) for one in found]


@pytest.fixture
def fill(cast, estate, three):
    """Send the form of the week as the officer, in English."""

    def post(data: dict, *, who: str = "officer", client: Client | None = None, follow=False):
        client = client or Client(headers={"accept-language": "en"})
        client.force_login(cast.home.user(who))
        return client.post(url("answer-week", estate, cast, week=LAST_WEEK), data, follow=follow)

    return post


def replies(cast) -> dict[int, str]:
    with acting_for(cast.home.partnership.id, read_only=True):
        rows = Answer.objects.unscoped("what was kept").filter(replaced_at__isnull=True).order_by("id")
        return {row.observation_id: row.reply for row in rows}


def text(response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


# -- the officer's page ---------------------------------------------------------------------------------------------


def test_the_page_opens_with_the_week_that_ended_last_and_nothing_preselected(page, signed, three, english):
    response = page("officer", "answer", headers=english)
    body = response.content.decode()
    assert response.status_code == 200
    assert "Week 46" in body
    assert "Answered 0 of 3" in body
    form = body[body.index('class="answer-form"') : body.index("</form>", body.index('class="answer-form"'))]
    assert " checked" not in form
    assert " selected" not in form


def test_notes_stand_in_groups_by_kind_and_place(page, signed, three, english):
    body = text(page("officer", "answer", headers=english))
    assert (
        body.index("All 3 that wait") < body.index("Graffiti · 1") < body.index("All 2 here") < body.index("Noise · 5")
    )


def test_preview_says_what_is_read_on_friday_and_writes_nothing(cast, fill, signed, three):
    response = fill({"mark": " ".join(one.public_id for one in three), "reply": "known"})
    assert response.status_code == 200
    assert "3 reports: 3 known." in text(response)
    assert "From Friday 20 November at 12:00" in text(response)
    assert replies(cast) == {}


def test_sent_from_the_preview_it_is_answered_with_the_exception(cast, fill, signed, three):
    first, second, third = three
    every = [" ".join(one.public_id for one in three)]
    preview = fill({"mark": every, "reply": "known", f"answer-{third.public_id}": "useful"})
    sent = dict(re.findall(r'<input type="hidden" name="(answer-[0-9A-Z]+)" value="(\w+)">', preview.content.decode()))
    response = fill({**sent, "step": "send"}, follow=True)
    assert replies(cast) == {first.id: "known", second.id: "known", third.id: "useful"}
    assert "3 answers sent." in text(response)
    assert "Answered 3 of 3" in text(response)


def test_changing_something_gives_the_form_back_as_it_was_filled_in(cast, fill, signed, three):
    response = fill({"step": "change", f"answer-{three[0].public_id}": "not_for_police"})
    assert response.status_code == 200
    assert '<option value="not_for_police" selected>' in response.content.decode()
    assert replies(cast) == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Mark what you want to answer"),
        ({"reply": "known"}, "Mark what you want to answer"),
        ({"mark": "0000000000"}, "Choose the answer"),
        ({"mark": "0000000000", "reply": "known"}, "no longer among the notes"),
        ({"mark": "0000000000", "reply": "known", "step": "send"}, "no longer among the notes"),
    ],
)
def test_a_form_that_says_too_little_is_refused_with_what_is_missing(fill, signed, data, said):
    response = fill(data)
    assert response.status_code == 422
    assert said in text(response)


def test_what_came_after_the_week_was_answered_stands_apart(
    cast, estate, fill, page, signed, three, noted, english, now
):
    fill({"step": "send", **{f"answer-{one.public_id}": "known" for one in three}})
    clock.freeze(now + timedelta(hours=2))
    from karlemose.observations import actions  # noqa: PLC0415 -- app ready

    what = actions.Note(neighbourhood_id=estate.id, kind=Kind.CAR, occurred_at=now - timedelta(days=3))
    actions.note(by=cast.home.viewer("caretaker", at=now), at=now + timedelta(hours=1), what=what)
    body = text(page("officer", "answer", headers=english))
    assert "Answered 3 of 4" in body
    assert body.index("Came after the week was answered") < body.index("Car") < body.index("Answered (3)")


def test_without_the_signature_the_page_says_why_and_who_signs(fill, page, three, english):
    response = page("officer", "answer", headers=english)
    assert "Rule D46 is off until the partnership's lawyer has signed it." in text(response)
    assert 'name="reply"' not in response.content.decode()
    assert fill({"step": "send", f"answer-{three[0].public_id}": "known"}).status_code == 422


@pytest.mark.parametrize("who", ["caretaker", "manager", "investigator", "chief", "board_member"])
def test_the_page_is_not_there_for_anybody_else(page, fill, signed, who):
    assert page(who, "answer").status_code == 404
    assert page(who, "answer-week", week=LAST_WEEK).status_code == 404
    assert fill({"step": "send"}, who=who).status_code == 404


@pytest.mark.parametrize("week", ["2026-W48", "2026-W60", "last", "2026-w46"])
def test_a_week_that_is_none_or_still_to_come_is_not_there(page, signed, week):
    assert page("officer", "answer-week", week=week).status_code == 404


def test_strings_that_break_programs_break_nothing(fill, cast, signed, three):
    naughty = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else ["\x00", "🔥", "'; DROP TABLE x; --"]
    public_id = three[0].public_id
    for number, one in enumerate(naughty[::17]):
        sent = one.encode("utf-8", "replace").decode()
        field = ("mark", "reply", f"answer-{public_id}", f"was-{public_id}", "step", "idempotency_key")[number % 6]
        assert fill({field: sent}).status_code == 422
    assert replies(cast) == {}


def test_what_was_written_stands_as_text_and_never_as_markup(page, noted, signed, english):
    noted(days=5, text="<script>alert(1)</script>")
    body = page("officer", "answer", headers=english).content.decode()
    assert "<script>alert(1)</script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_numbers_in_the_address_are_numbers(page, signed, three):
    for said in ("1e9", "-1", "٣", "9" * 30, "<b>"):
        response = page("officer", "answer-week", week=LAST_WEEK, data={"sent": said, "meanwhile": said})
        assert response.status_code == 200
        assert 'role="status"' not in response.content.decode()


# -- whoever noted --------------------------------------------------------------------------------------------------


@pytest.fixture
def told(cast, estate, fill, signed, three, now):
    """Two of three were answered; Friday at noon has come."""
    fill({"step": "send", f"answer-{three[0].public_id}": "new_to_us", f"answer-{three[1].public_id}": "known"})
    friday = digests.is_told_at(digests.Week.parse(LAST_WEEK), digests.ZoneInfo(estate.timezone))
    clock.freeze(friday)
    digests.make_due(partnership_id=cast.home.partnership.id, at=friday)


def test_the_caretaker_reads_their_own_numbers_and_nobody_elses(page, told, english):
    body = text(page("caretaker", "answers", headers=english))
    assert "Your report in week 46: 1 new to the police. Thank you." in body
    assert "1 known" not in body
    assert "The whole neighbourhood" not in body


def test_whoever_was_not_answered_reads_that_and_that_the_chiefs_see_it(page, told, english):
    body = text(page("manager", "answers", headers=english))
    assert "The police have not answered week 46 yet." in body
    assert "on the list of both chiefs" in body


def test_whoever_noted_nothing_reads_that_there_is_no_news(page, told, english):
    assert "No news this week" in text(page("project_head", "answers", headers=english))


def test_those_who_lead_read_the_whole_neighbourhoods_numbers(page, told, english):
    for who in ("manager", "project_head", "kindergarten_leader"):
        body = text(page(who, "answers", headers=english))
        assert "1 new to the police, 1 known" in body


def test_nobody_reads_which_report_got_which_answer(page, told, three, english):
    for who in ("caretaker", "manager", "project_head", "kindergarten_leader"):
        body = page(who, "answers", headers=english).content.decode()
        assert not [one for one in three if one.public_id in body]
        assert "officer of moseby" not in body


@pytest.mark.parametrize("who", ["board_member", "officer", "ssp_consultant", "operations", "investigator"])
def test_the_answers_are_not_there_for_whoever_has_no_part_in_them(page, told, who):
    assert page(who, "answers").status_code == 404


def test_without_the_signature_the_answers_say_why(page, three, english):
    body = text(page("caretaker", "answers", headers=english))
    assert "Rule D46 is off until the partnership's lawyer has signed it." in body


# -- the chiefs -----------------------------------------------------------------------------------------------------


def test_the_chief_reads_how_much_waits_and_how_long(page, signed, noted, english):
    noted(days=9)
    noted(days=12)
    noted(days=2)
    body = text(page("chief", "unanswered", headers=english))
    assert "2 reports have waited for an answer for more than seven days, the oldest for 12 days." in body
    assert "Week 45" in body


def test_when_all_is_answered_the_chief_reads_that(page, signed, estate, english):
    assert "Everything was answered within seven days." in text(page("chief", "unanswered", headers=english))


@pytest.mark.parametrize("who", ["caretaker", "manager", "officer", "project_head", "board_member"])
def test_what_waits_is_not_there_for_anybody_else(page, signed, estate, who):
    assert page(who, "unanswered").status_code == 404


def test_every_answer_has_words_in_both_languages():
    for language in ("da", "en"):
        with translation.override(language):
            assert len({str(reply.label) for reply in Reply}) == len(Reply)
