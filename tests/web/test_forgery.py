import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token

from karlemose.web.forgery import OwnFormsOnly


def send(rf, *, with_token: bool = True, **headers: str) -> int:
    page = rf.get("/")
    token = get_token(page)
    request = rf.post("/", {"csrfmiddlewaretoken": token} if with_token else {}, headers=headers)
    request.COOKIES["csrf"] = page.META["CSRF_COOKIE"]
    request._dont_enforce_csrf_checks = False
    guard = OwnFormsOnly(lambda _request: HttpResponse("taken"))
    guard.process_request(request)
    refused = guard.process_view(request, lambda _request: HttpResponse("taken"), (), {})
    return 200 if refused is None else refused.status_code


def test_own_form_whose_origin_is_hidden_is_taken(rf):
    assert send(rf, Origin="null", Sec_Fetch_Site="same-origin") == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_hidden_origin_from_anywhere_else_is_refused(rf, site):
    assert send(rf, Origin="null", Sec_Fetch_Site=site) == 403


def test_hidden_origin_that_the_browser_does_not_vouch_for_is_refused(rf):
    assert send(rf, Origin="null") == 403


def test_form_of_another_site_is_refused(rf):
    assert send(rf, Origin="https://elsewhere.example", Sec_Fetch_Site="same-origin") == 403


def test_form_without_token_is_refused(rf):
    assert send(rf, with_token=False, Origin="null", Sec_Fetch_Site="same-origin") == 403


def test_own_origin_is_taken(rf):
    assert send(rf, Origin="http://testserver") == 200
