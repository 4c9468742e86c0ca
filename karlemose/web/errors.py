"""Error pages that a caretaker understands: what happened, what to do now. Danish and English on one page.

They need no database, no session and no settings of the page before, so that they come when those are what is broken.
Whoever may not see a thing gets the very page, and the very status, of a thing that is not there.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("400", status=400)


def not_found(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("404", status=404)


permission_denied = not_found


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form stood open too long, or was sent from somewhere else."""
    return _page("form_expired", status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    return _page("500", status=500)


def _page(name: str, *, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{name}.html"), status=status)
