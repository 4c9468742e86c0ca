"""What waits for an answer, for both chiefs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.unanswered import presenters


@gate(Permission.SEE_UNANSWERED, queries=6)
def unanswered(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    page = presenters.page(viewer, neighbourhood, at=clock.current_time())
    if page is None:
        raise Http404
    return TemplateResponse(request, "staff/unanswered/page.html", {"page": page})
