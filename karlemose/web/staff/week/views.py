"""One week of the neighbourhood."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import where
from karlemose.web.staff.week import presenters

PAGE = "staff/week/page.html"


@gate(Permission.SEE_PICTURE, queries=14)
def this_week(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    at = clock.current_time()
    return _page(request, viewer, neighbourhood, weeks.shown(viewer, neighbourhood, at=at), at)


@gate(Permission.SEE_PICTURE, queries=13)
def week_of(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    at = clock.current_time()
    return _page(request, viewer, neighbourhood, weeks.begun(week, neighbourhood, at=at), at)


def _page(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime) -> HttpResponse:
    page = presenters.page(viewer, neighbourhood, week, at=at, where=where(request))
    return TemplateResponse(request, PAGE, {"week": page})
