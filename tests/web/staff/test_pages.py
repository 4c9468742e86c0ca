"""What every page of the staff site has in common: who comes in, how many queries, and in which language."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.web.conftest import url

PAGES = [
    "home",
    "note",
    "note-thanks",
    "week",
    "mine",
    "observations",
    "observations-export",
    "places",
    "places-map",
    "places-geojson",
    "briefings",
    "months",
    "rules",
]
OPEN_TO = {
    "caretaker": {
        "home",
        "note",
        "note-thanks",
        "week",
        "mine",
        "observations",
        "places",
        "places-map",
        "places-geojson",
        "rules",
    },
    "manager": set(PAGES) - {"months"},
    "officer": set(PAGES) - {"months"},
    "investigator": set(PAGES) - {"note", "note-thanks", "mine", "observations-export", "months"},
    "project_head": set(PAGES) - {"months"},
    "kindergarten_leader": set(PAGES) - {"observations-export", "months"},
    "board_member": {"home", "note", "note-thanks", "mine", "briefings", "months", "rules"},
    "operations": {"rules"},
    "ssp_consultant": set(),
    "mentor": set(),
}


def test_pages_open_to_those_they_are_for_and_are_not_there_for_others(page, a_week):
    opened = {who: {name for name in PAGES if page(who, name).status_code == 200} for who in OPEN_TO}
    assert opened == OPEN_TO


def test_whoever_works_in_no_neighbourhood_is_led_to_their_own_page(page, a_week):
    answer = page("operations", "home")
    assert (answer.status_code, resolve(answer["Location"]).url_name) == (302, "partnership")


def test_what_does_not_open_is_not_there(page, cast, a_week):
    asked = {(who, name) for who in OPEN_TO for name in set(PAGES) - OPEN_TO[who]} - {("operations", "home")}
    refused = {page(who, name).status_code for who, name in asked}
    elsewhere = {page("manager", name, world=cast.elsewhere).status_code for name in PAGES}
    assert refused | elsewhere == {404}


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast, estate):
    answers = [Client().get(url(name, estate, cast)) for name in PAGES]
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.headers["Location"].startswith(reverse("account_login")) for answer in answers)


def reads_of(client: Client, address: str) -> list[str]:
    """What a page asks the database, without what opens and closes the partnership.

    Seen once before: the first page of a session binds it to the membership.
    """
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in queries if "set_config" not in query["sql"]]
    return [sql for sql in asked if sql.lstrip(" \n(").startswith(("SELECT", "WITH"))]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "home"])  # more where something is handed over
def test_page_sends_as_many_queries_as_it_says(cast, estate, two_years, name):
    client = Client()
    client.force_login(cast.home.user("board_member" if name == "months" else "manager"))
    address = url(name, estate, cast)
    reads = reads_of(client, address)
    assert len(reads) == resolve(address).func.gate.queries, "\n".join(reads)


@pytest.mark.parametrize("name", PAGES)
def test_page_sends_no_more_queries_for_less(cast, estate, name):
    client = Client()
    client.force_login(cast.home.user("board_member" if name == "months" else "manager"))
    address = url(name, estate, cast)
    assert len(reads_of(client, address)) <= resolve(address).func.gate.queries


@pytest.mark.parametrize(("language", "said"), [("da", "Du arbejder som"), ("en", "You are working as")])
def test_header_says_as_whom_one_works_in_ones_own_language(page, a_week, language, said):
    html = page("caretaker", "week", headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert said in html


def test_language_is_switched_by_a_form(cast, estate):
    client = Client()
    client.force_login(cast.home.user("caretaker"))
    address = url("week", estate, cast)
    assert client.post(reverse("set_language"), {"language": "en", "next": address}).headers["Location"] == address
    assert '<html lang="en"' in client.get(address).content.decode()


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_appearance_is_chosen_by_hand_and_kept(cast, estate, chosen):
    client = Client()
    client.force_login(cast.home.user("caretaker"))
    client.post(reverse("appearance"), {"appearance": chosen, "next": "/"})
    assert f'data-appearance="{chosen}"' in client.get(url("week", estate, cast)).content.decode()
    client.post(reverse("appearance"), {"appearance": "", "next": "/"})
    assert "data-appearance" not in client.get(url("week", estate, cast)).content.decode()


def test_choosing_an_appearance_leads_nowhere_else(cast):
    client = Client()
    client.force_login(cast.home.user("caretaker"))
    response = client.post(reverse("appearance"), {"appearance": "dark", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_signing_out_needs_a_form(cast, estate):
    client = Client()
    client.force_login(cast.home.user("caretaker"))
    client.get(reverse("account_logout"))
    assert SESSION_KEY in client.session
    client.post(reverse("account_logout"))
    assert SESSION_KEY not in client.session


def test_staff_page_is_never_kept_by_the_browser(page, a_week):
    assert page("caretaker", "week").headers["Cache-Control"] == "private, no-store"
