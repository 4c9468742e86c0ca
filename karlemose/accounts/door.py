"""The door every request of a signed-in person passes: sessions that are over end, and a second factor is demanded.

Both are read from the session, which is loaded anyway: no page sends a query more.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from karlemose.accounts import devices, sessions
from karlemose.foundation import clock

View = Callable[..., HttpResponse]
ENROLMENT = "enrol"  # the name of the page


def while_enrolling(view: View) -> View:
    """A page that is open before there is a second factor: enrolment itself, and the way out."""
    view.while_enrolling = True  # type: ignore[attr-defined]
    return view


class Door:
    """Stands behind the session and before every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sessions.is_signed_in(request):
            at = clock.current_time()
            if sessions.is_over(request, at=at):
                logout(request)
            else:
                sessions.touch(request, at=at)
        response = self.get_response(request)
        devices.keep_cookie(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not sessions.is_signed_in(request) or sessions.is_open(request):
            return None
        if getattr(view, "while_enrolling", False):
            return None
        if request.method in {"GET", "HEAD"}:
            return redirect(ENROLMENT)
        raise PermissionDenied
