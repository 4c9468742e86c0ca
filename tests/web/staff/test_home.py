"""Home: what each role came to do, first; and the navigation that follows from the role."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.partners.signing import sign_rule
from karlemose.tenancy.acting import acting_for
from tests.at_work import at_work

NAVIGATION = {
    "caretaker": ["Meld", "Mine", "Svar", "Denne uge", "Observationer"],
    "manager": ["Denne uge", "Aflevering", "Briefing", "Steder", "Meld", "Observationer"],
    "project_head": ["Denne uge", "Briefing", "Steder", "Meld", "Observationer"],
    "kindergarten_leader": ["Denne uge", "Meld", "Briefing", "Svar"],
    "officer": ["Denne uge", "Svar ugen", "Steder", "Briefing", "Aflevering", "Observationer"],
    "investigator": ["Modtaget", "Briefing", "Observationer"],
    "chief": ["Denne uge", "Briefing", "Ubesvaret", "Steder"],
    "board_member": ["Siden sidst", "Meld", "Briefing"],
}


@pytest.mark.parametrize("who", NAVIGATION)
def test_navigation_is_the_roles_own_at_most_six_and_every_entry_opens(cast, page, a_week, who):
    html = page(who, "home").content.decode()
    row = html[html.index('class="nav-row"') :]
    found = re.findall(r"<a [^>]*>([^<]+)</a>", row[: row.index("</nav>")])
    assert found == NAVIGATION[who]
    assert len(found) <= 6
    client = at_work(cast.home.user(who))
    addresses = sorted(set(re.findall(r'<a (?:class="[^"]*" )?href="(/moseby/[^"]*)"', html)))
    assert addresses
    assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_on_the_phone_the_first_four_stand_in_a_bar_and_the_rest_under_more(page, a_week):
    html = page("manager", "home").content.decode()
    bar = html[html.index('class="nav-bar"') :]
    first, rest = bar.split('<details class="nav-more">')
    assert len(re.findall("<a ", first)) == 4
    assert len(re.findall("<a ", rest[: rest.index("</details>")])) == 2


def test_current_page_is_marked(page, a_week):
    html = page("manager", "week").content.decode()
    assert re.findall(r'aria-current="page">([^<]+)<', html)[0] == "Denne uge"


def test_caretaker_meets_the_tiles_first(page, a_week):
    html = page("caretaker", "home").content.decode()
    assert html.index('class="tiles"') < html.index('class="lines"')


def test_greeting_says_day_week_and_state(page, a_week):
    html = page("manager", "home").content.decode()
    assert "<h1>Tirsdag uge 47</h1>" in html
    assert "2 observationer i uge 47, den seneste for 2 timer siden." in html


def test_the_last_day_of_a_membership_ends_at_midnight_at_home(cast, page, now):
    membership = cast.home.memberships["caretaker"]
    with acting_for(membership.partnership_id):
        membership.until_on = now.date()
        membership.save(update_fields=["until_on"])
    for minute, status in ((59, 200), (60, 404)):
        clock.freeze(now.replace(hour=22, minute=0) + timedelta(minutes=minute))
        assert page("caretaker", "week").status_code == status


def test_whoever_may_note_and_has_no_entry_for_it_notes_from_home(page, a_week):
    ways = {
        who: '/note/">Meld noget</a>' in page(who, "home").content.decode() for who in ("officer", "manager", "chief")
    }
    assert ways == {"officer": True, "manager": False, "chief": False}


def test_whoever_looks_after_the_partnership_is_led_to_a_page_of_theirs(page):
    answers = [page(who, "home") for who in ("contact", "data_protection", "operations")]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(302, "/moseby/")] * 3


def test_manager_is_told_a_week_before_plates_go(page, cast, estate, noted, now):
    sign_rule(by=cast.home.command, at=now.replace(year=2026, month=1), rule="D50", name="Rikke Thorsager")
    noted(days=24, kind=Kind.CAR, particulars=NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.OTHER))
    html = page("manager", "home").content.decode()
    assert "1 nummerplade uden hændelse. Skal den beholdes, så angiv hændelsen." in html
    for who in ("caretaker", "officer", "project_head"):
        assert "nummerplade" not in page(who, "home").content.decode()


def test_nothing_is_said_while_nothing_goes(page, a_week):
    assert 'id="going-heading"' not in page("manager", "home").content.decode()


def test_residents_board_meets_months_and_no_single_observation(page, noted):
    for number in range(6):
        noted(days=30 + number, text="kun for partnerne")
    noted(days=60, text="kun for partnerne")
    html = page("board_member", "home").content.decode()
    assert "kun for partnerne" not in html
    assert re.findall(r'<td class="number">([^<]+)</td>', html)[:2] == ["6", "færre end 5"]


def test_whoever_has_one_partnership_and_one_neighbourhood_is_taken_there(cast, estate):
    client = Client()
    client.force_login(cast.home.user("manager"))
    assert client.get("/").headers["Location"] == "/moseby/"
    assert client.get("/moseby/").headers["Location"] == "/moseby/moseby/"


def test_whoever_has_two_neighbourhoods_chooses(cast, estate, now):
    from tests.observations.conftest import lay_out  # noqa: PLC0415 -- app ready

    lay_out(cast.home, at=now, slug="engen")
    client = Client()
    client.force_login(cast.home.user("manager"))
    html = client.get("/moseby/").content.decode()
    assert re.findall(r'class="door" href="([^"]+)"', html) == ["/moseby/engen/", "/moseby/moseby/"]


def test_a_partnership_of_others_and_one_that_never_was_are_one_page(cast, estate):
    client = Client()
    client.force_login(cast.home.user("manager"))
    others, none = client.get("/engby/"), client.get("/nowhere/")
    assert (others.status_code, others.content) == (none.status_code, none.content)
    assert others.status_code == 404


def test_sign_in_page_is_danish_first_and_asks_for_two_things(db):
    html = Client().get(reverse("account_login")).content.decode()
    assert '<html lang="da"' in html
    assert re.findall(r'<input class="form-input" type="(\w+)"', html) == ["email", "password"]
