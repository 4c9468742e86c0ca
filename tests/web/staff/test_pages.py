"""What every page of the staff site has in common: who comes in, how many queries, and in which language."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.at_work import at_work
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


def test_pages_open_to_those_they_are_for_and_are_not_there_for_others(cast, estate, a_week):
    def answers(user) -> dict[str, int]:
        client = at_work(user)
        return {name: client.get(url(name, estate, cast)).status_code for name in PAGES}

    found = {who: answers(cast.home.user(who)) for who in OPEN_TO}
    assert {who: {name for name, status in by.items() if status == 200} for who, by in found.items()} == OPEN_TO
    assert found["operations"].pop("home") == 302  # led on, see below
    refused = {status for by in found.values() for status in by.values()} - {200}
    assert refused | set(answers(cast.elsewhere.user("manager")).values()) == {404}


def test_whoever_works_in_no_neighbourhood_is_led_to_their_own_page(page, a_week):
    answer = page("operations", "home")
    assert (answer.status_code, resolve(answer["Location"]).url_name) == (302, "partnership")


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


def queries_of_pages(cast, estate) -> dict[str, tuple[int, int]]:
    """How many each page sends, and how many it says."""
    clients = {who: at_work(cast.home.user(who)) for who in ("board_member", "manager")}
    found = {}
    for name in PAGES:
        address = url(name, estate, cast)
        reads = reads_of(clients["board_member" if name == "months" else "manager"], address)
        found[name] = (len(reads), resolve(address).func.gate.queries)
    return found


def test_pages_send_as_many_queries_as_they_say(cast, estate, two_years):
    found = queries_of_pages(cast, estate)
    del found["home"]  # more where something is handed over
    assert {name: numbers for name, numbers in found.items() if len(set(numbers)) > 1} == {}


def test_pages_send_no_more_queries_for_less(cast, estate):
    found = queries_of_pages(cast, estate)
    assert {name: (sent, said) for name, (sent, said) in found.items() if sent > said} == {}


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
