"""One week: its numbers, what has changed, who was heard from."""

import re

import pytest

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.meetings.briefing import Moment, Wanted, gather
from karlemose.observations.enums import Kind
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from karlemose.web.staff.week.reading import read


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_this_week_is_so_far_and_leads_to_the_week_before(page, a_week):
    response = page("manager", "week")
    assert "Uge 47" in text_of(response)
    assert "indtil nu" in text_of(response)
    assert "/week/2026-W46/" in response.content.decode()
    assert "/week/2026-W48/" not in response.content.decode()


def test_an_ended_week_leads_both_ways(page, a_week):
    html = page("manager", "week-of", week="2026-W46").content.decode()
    assert "/week/2026-W45/" in html
    assert "/week/2026-W47/" in html
    assert "indtil nu" not in html.split("<main")[1].split("</header>")[0]


@pytest.mark.parametrize("week", ["2026-W48", "2031-W01", "2026-W54", "47", "2026-W4x"])
def test_a_week_to_come_or_none_at_all_is_not_there(page, a_week, week):
    assert page("manager", "week-of", week=week).status_code == 404


def test_nothing_to_report_is_no_act_but_makes_its_section_heard(page, a_week):
    said = text_of(page("manager", "week"))
    assert "Syd intet at melde" in re.sub(r" +", " ", said).replace("syd", "Syd")
    assert re.search(r"2 observationer", said) or re.search(r"observationer", said)


def test_silence_is_called_silence(page, noted):
    noted(place="1")
    said = text_of(page("manager", "week"))
    assert "tavs" in said
    assert "ikke det samme som ro" in said


def test_an_empty_week_says_from_whom_nothing_was_heard(page):
    said = text_of(page("manager", "week"))
    assert "Ingen meldinger i denne uge." in said
    assert "Fra nord og syd har vi intet hørt" in said


def test_page_says_how_many_would_stand_out_by_chance(page, two_years):
    assert re.search(r"\d+ par af handling og sted er sammenlignet; højst \d+", text_of(page("manager", "week")))


def test_page_begins_where_a_record_that_is_history_ends(page, noted):
    noted(days=200)
    assert "Uge 18" in text_of(page("manager", "week"))


def test_page_stays_in_this_week_while_the_record_is_fresh(page, noted):
    noted(days=20)
    assert "Uge 47" in text_of(page("manager", "week"))


def test_list_of_the_week_holds_its_acts_alone(page, noted):
    noted(text="i denne uge", days=0.1)
    noted(text="i sidste uge", days=8)
    noted(kind=Kind.NOTHING, place="syd", text="intet")
    html = page("manager", "week").content.decode()
    assert re.findall(r'class="line-quote">([^<]+)<', html) == ["i denne uge"]


def test_page_and_paper_compare_the_same(cast, estate, two_years, now):
    week = Week.parse("2026-W46")
    manager = cast.home.viewer("manager", at=now)
    receiver = cast.home.organisations[OrganisationKind.HOUSING]
    wanted = Wanted(neighbourhood=estate, week=week, receiver=receiver, language=Language.DANISH)
    with acting_for(estate.partnership_id, read_only=True):
        paper = gather(wanted, reader=manager, moment=Moment(at=now, head_code=""))
        shown = read(manager, estate, week, at=now)
    assert shown.total == paper.total
    assert shown.number_of_pairs == paper.number_of_comparisons
    assert [(one.turn, one.comparison) for one in shown.changed] == [
        (one.turn, one.comparison) for one in paper.changes
    ]
