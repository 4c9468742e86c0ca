"""The paper of the week: kept ones are opened, others are made by a form."""

import pytest

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.ledger.models import Entry
from karlemose.meetings import actions
from karlemose.meetings.briefing import Wanted
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
