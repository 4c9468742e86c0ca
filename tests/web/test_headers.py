from django.http import HttpResponse

from karlemose.web.headers import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeaders


def answer(rf, **headers: str) -> HttpResponse:
    return SecurityHeaders(lambda _request: HttpResponse(headers=headers))(rf.get("/"))


def test_every_answer_carries_the_headers(rf):
    response = answer(rf)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_policy_allows_this_site_alone():
    sources = {source for part in CONTENT_SECURITY_POLICY.split("; ") for source in part.split()[1:]}
    assert sources == {"'none'", "'self'", "data:"}


def test_policy_allows_data_for_pictures_alone():
    assert [part for part in CONTENT_SECURITY_POLICY.split("; ") if "data:" in part] == ["img-src 'self' data:"]


def test_page_is_never_kept(rf):
    assert answer(rf).headers["Cache-Control"] == "private, no-store"


def test_page_that_would_like_to_be_kept_is_not(rf):
    assert answer(rf, **{"Cache-Control": "max-age=60"}).headers["Cache-Control"] == "private, no-store"


def test_static_file_may_be_kept(rf):
    header = "max-age=315360000, public, immutable"
    assert answer(rf, **{"Cache-Control": header}).headers["Cache-Control"] == header


def test_view_cannot_loosen_the_policy(rf):
    response = answer(rf, **{"Content-Security-Policy": "default-src *"})
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
