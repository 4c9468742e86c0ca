"""One week of the neighbourhood."""

from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff import weeks
from karlemose.web.staff.week import presenters

PAGE = "staff/week/page.html"


@gate(Permission.SEE_PICTURE, queries=14)
def this_week(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    at = clock.current_time()
    return _page(request, viewer, neighbourhood, weeks.shown(viewer, neighbourhood, at=at), at)


@gate(Permission.SEE_PICTURE, queries=13)
def week_of(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    """A week by its name, `2015-W23`; one that is still to come is not there."""
    at = clock.current_time()
    try:
        found = Week.parse(week)
    except NotAWeek as error:
        raise Http404 from error
    if found > Week.of(at, weeks.zone_of(neighbourhood)):
        raise Http404
    return _page(request, viewer, neighbourhood, found, at)


def _page(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: Any) -> HttpResponse:
    where = {"partnership": request.partnership.slug, "neighbourhood": neighbourhood.slug}
    page = presenters.page(viewer, neighbourhood, week, at=at, where=where)
    return TemplateResponse(request, PAGE, {"week": page})
