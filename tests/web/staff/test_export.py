"""The file of the list: asked why, given as it was narrowed, counted."""

import csv
import io

import pytest
from django.test import Client

from karlemose.observations.enums import Kind
from tests.web.conftest import url


@pytest.fixture
def taken_out(cast, estate):
    def post(who: str, query: str = "", **data):
        client = Client()
        client.force_login(cast.home.user(who))
        return client.post(f"{url('observations-export', estate, cast)}{query}", data)

    return post


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_file_holds_what_the_list_was_narrowed_to(taken_out, a_week):
    response = taken_out("manager", "?kind=car", reason="meeting")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="moseby-')
    assert [row[1] for row in rows(response)[1:-1]] == ["Bil"]


def test_words_that_were_searched_for_narrow_it_too(taken_out, noted):
    noted(text="Knallerter kører om kap.", kind=Kind.NOISE)
    noted(text="Nyt tag.")
    assert [row[1] for row in rows(taken_out("officer", "?q=knallert", reason="report"))[1:-1]] == ["Støj"]


@pytest.mark.parametrize("data", [{}, {"reason": "curiosity"}, {"reason": ""}])
def test_without_a_reason_there_is_no_file(taken_out, a_week, data):
    response = taken_out("manager", **data)
    assert response.status_code == 422
    assert "Ingen fil endnu" in response.content.decode()


@pytest.mark.parametrize("who", ["caretaker", "kindergarten_leader", "investigator", "board_member"])
def test_whoever_may_not_export_has_no_such_page(taken_out, page, a_week, who):
    assert taken_out(who, reason="meeting").status_code == 404
    assert page(who, "observations-export").status_code == 404
    assert "/observations/export/" not in page(who, "observations").content.decode()


def test_a_form_sent_twice_gives_one_file(taken_out, a_week):
    first = taken_out("manager", reason="meeting", idempotency_key="k" * 24)
    again = taken_out("manager", reason="meeting", idempotency_key="k" * 24)
    assert (first.status_code, again.status_code) == (200, 422)


def test_list_says_how_many_it_found_and_what_it_is_narrowed_to(page, a_week):
    html = page("manager", "observations", data={"kind": "car", "q": "intet"}).content.decode()
    assert "0 observationer · “intet” · Bil" in html
    assert "Vis: 4 observationer" in page("manager", "observations").content.decode()


def test_search_forgives_spelling_and_finds_nothing_else(page, noted):
    noted(text="Knallerter kørte om kap.", kind=Kind.NOISE)
    for words in ("knallert", "koerte", "knalert"):
        assert "kørte om kap" in page("officer", "observations", data={"q": words}).content.decode(), words
    assert "kørte om kap" not in page("officer", "observations", data={"q": "sneplov"}).content.decode()
