"""The paper of the week: kept ones are opened, others are made by a form."""

import hashlib
from datetime import timedelta

import pytest

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.ledger.models import Entry
from karlemose.meetings import actions
from karlemose.meetings.briefing import Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

WEEK = "2026-W46"


@pytest.fixture
def kept(cast, estate, a_week, now) -> bytes:
    """Last week's briefing for the housing organisation, in Danish."""
    receiver = cast.home.organisations[OrganisationKind.HOUSING]
    wanted = Wanted(neighbourhood=estate, week=Week.parse(WEEK), receiver=receiver, language=Language.DANISH)
    return actions.make(by=cast.home.command, at=now, wanted=wanted)


def events(estate) -> list[str]:
    with acting_for(estate.partnership_id, read_only=True):
        bodies = Entry.objects.unscoped("for the test").order_by("id").values_list("body", flat=True)
        return [body.split('"event":"')[1].split('"')[0] for body in bodies]


def test_kept_briefing_opens_with_the_same_bytes_and_leaves_a_line(page, estate, kept):
    response = page("manager", "briefings-pdf", week=WEEK, language="da")
    assert response.content == kept
    assert response.headers["Content-Type"] == "application/pdf"
    assert events(estate)[-1] == "meetings.briefing.opened"


def test_list_leads_to_what_is_kept(page, kept):
    html = page("manager", "briefings").content.decode()
    assert f"/briefings/{WEEK}/da.pdf" in html
    assert "laves, når den åbnes" in html


def test_another_partners_briefing_is_not_there(page, kept):
    assert page("officer", "briefings-pdf", week=WEEK, language="da").status_code == 404
    assert f"/briefings/{WEEK}/da.pdf" not in page("officer", "briefings").content.decode()


@pytest.mark.parametrize(("week", "language"), [("2026-W45", "da"), (WEEK, "en"), (WEEK, "de"), ("46", "da")])
def test_briefing_that_was_never_made_is_not_there(page, kept, week, language):
    assert page("manager", "briefings-pdf", week=week, language=language).status_code == 404


def test_form_makes_what_is_missing_and_opens_it(sent, page, a_week):
    response = sent("officer", "briefings-make", {"language": "en"}, week=WEEK)
    assert response.headers["Location"].endswith(f"/briefings/{WEEK}/en.pdf")
    assert page("officer", "briefings-pdf", week=WEEK, language="en").content.startswith(b"%PDF")


def test_running_week_is_shown_and_not_kept(sent, page, a_week):
    response = sent("manager", "briefings-make", {"language": "da"}, week="2026-W47")
    assert response.content.startswith(b"%PDF")
    assert page("manager", "briefings-pdf", week="2026-W47", language="da").status_code == 404


def test_week_to_come_cannot_be_made(sent, a_week):
    assert sent("manager", "briefings-make", {}, week="2026-W48").status_code == 404


def test_reading_the_address_of_the_form_makes_nothing(page, a_week):
    assert page("manager", "briefings-make", week=WEEK).status_code == 405


def test_fresh_one_is_for_those_who_may_make_it(sent, page, kept, noted, estate):
    noted(days=8, text="sent for sent")
    sent("investigator", "briefings-make", {"fresh": "yes", "language": "da"}, week=WEEK)
    sent("manager", "briefings-make", {"fresh": "yes", "language": "da"}, week=WEEK)
    assert page("manager", "briefings-pdf", week=WEEK, language="da").content != kept
    assert events(estate).count("meetings.briefing.made") == 3


def test_caretaker_has_no_briefings(page, sent, kept):
    assert page("caretaker", "briefings").status_code == 404
    assert page("caretaker", "briefings-pdf", week=WEEK, language="da").status_code == 404
    assert sent("caretaker", "briefings-make", {}, week=WEEK).status_code == 404


def test_residents_board_reads_the_public_level_and_its_page_says_so(page, a_week):
    html = page("board_member", "briefings").content.decode()
    assert 'class="channel-bar public"' in html
    assert 'class="channel-bar shared"' not in html


def test_a_weeks_page_lists_its_papers_with_maker_code_and_digests(page, sent, kept):
    sent("manager", "briefings-make", {"language": "en"}, week=WEEK)
    html = page("manager", "briefings-week", week=WEEK).content.decode()
    assert f"/briefings/{WEEK}/da/1.pdf" in html
    assert hashlib.sha256(kept).hexdigest() in html
    assert "den, der driver installationen" in html or "af manager of moseby" in html
    assert html.count("Loggen kender koden og har underskrevet den.") == 2


def test_a_code_that_the_log_never_had_is_not_called_known(page, estate, kept):
    with acting_for(estate.partnership_id):
        KeptBriefing.objects.unscoped("for the test").update(head_code="3-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    assert "Loggen kender ikke koden." in page("manager", "briefings-week", week=WEEK).content.decode()


def test_every_version_stays_open_and_a_fresh_one_says_what_changed(page, sent, kept, now):
    clock.freeze(now + timedelta(hours=1))
    response = sent("manager", "briefings-make", {"language": "da", "fresh": "yes"}, week=WEEK)
    assert response.headers["Location"].endswith(f"/briefings/{WEEK}/")
    assert "Intet i ugens liste var ændret." in page("manager", "briefings-week", week=WEEK).content.decode()
    first = page("manager", "briefings-version", week=WEEK, language="da", version=1)
    assert first.content == kept
    assert page("manager", "briefings-version", week=WEEK, language="da", version=2).status_code == 200


@pytest.mark.parametrize("version", [0, 2, 2**31, 10**30])
def test_a_version_that_was_never_made_is_not_there(page, kept, version):
    assert page("manager", "briefings-version", week=WEEK, language="da", version=version).status_code == 404
    assert page("officer", "briefings-version", week=WEEK, language="da", version=1).status_code == 404


def test_what_was_known_at_a_moment_is_shown_and_not_kept(sent, page, estate, kept):
    response = sent("manager", "briefings-as-known", {"known_at": "2026-11-12T10:00"}, week=WEEK)
    assert response.content.startswith(b"%PDF")
    assert events(estate)[-1] == "meetings.briefing.shown_as_known"
    assert f"/briefings/{WEEK}/da/2.pdf" not in page("manager", "briefings-week", week=WEEK).content.decode()


@pytest.mark.parametrize("moment", ["", "i tirsdags", "2026-12-24T10:00", "2026-11-02T10:00", "0001-01-01T00:00"])
def test_a_moment_that_cannot_be_asked_for_is_told_so_beside_the_field(sent, estate, kept, moment):
    response = sent("manager", "briefings-as-known", {"known_at": moment}, week=WEEK)
    assert response.status_code == 422
    assert 'id="known-error"' in response.content.decode()
    assert "meetings.briefing.shown_as_known" not in events(estate)


def test_counts_leave_the_house_with_a_reason_and_a_line(sent, estate, kept):
    response = sent("manager", "briefings-counts", {"readers": "outside", "reason": "report"}, week=WEEK)
    assert response.headers["Content-Type"].startswith("text/csv")
    assert "færre end 5" in response.content.decode()
    assert events(estate)[-1] == "meetings.counts.exported"


@pytest.mark.parametrize(
    "form", [{}, {"readers": "outside"}, {"reason": "report"}, {"readers": "x", "reason": "report"}]
)
def test_counts_without_reason_or_readers_stay(sent, estate, kept, form):
    assert sent("manager", "briefings-counts", form, week=WEEK).status_code == 422
    assert "meetings.counts.exported" not in events(estate)


@pytest.mark.parametrize("who", ["caretaker", "board_member"])
def test_whoever_takes_no_file_out_does_not_find_the_page(page, kept, who):
    assert page(who, "briefings-counts", week=WEEK).status_code == 404
    assert "/counts/" not in page(who, "briefings-week", week=WEEK).content.decode()


def test_counts_of_a_running_week_are_not_there(page, kept):
    assert page("manager", "briefings-counts", week="2026-W47").status_code == 404
