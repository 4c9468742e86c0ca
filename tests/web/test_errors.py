import re

import pytest

from karlemose.web import errors

PAGES = {
    400: errors.bad_request,
    404: errors.not_found,
    500: errors.server_error,
}


@pytest.mark.parametrize("status", PAGES)
def test_page_says_what_happened_in_danish_and_english(rf, status):
    response = PAGES[status](rf.get("/x/"))
    assert response.status_code == status
    page = response.content.decode()
    assert '<html lang="da">' in page
    assert 'lang="en"' in page
    assert "112" in page


def test_what_one_may_not_see_and_what_is_not_there_are_one_page(rf):
    refused = errors.permission_denied(rf.get("/karlemose/"), PermissionError("Kim may not"))
    missing = errors.not_found(rf.get("/nowhere/"), None)
    assert (refused.status_code, refused.content) == (missing.status_code, missing.content)


def test_form_that_stood_open_too_long_says_that_nothing_was_saved(rf):
    response = errors.csrf_failure(rf.post("/x/"), reason="CSRF token missing")
    assert response.status_code == 403
    assert "intet er gemt" in response.content.decode()
    assert "CSRF" not in response.content.decode()


@pytest.mark.parametrize("handler", [*PAGES.values(), errors.csrf_failure])
def test_page_tells_nothing_of_the_inside(rf, handler):
    page = handler(rf.get("/hemmelig/sti/?q=1")).content.decode()
    assert re.findall("hemmelig|Traceback|Django|Exception|karlemose\\.web", page) == []


def test_error_pages_need_no_database(rf):
    """No `db` mark: a query would fail this test."""
    assert errors.server_error(rf.get("/")).status_code == 500
