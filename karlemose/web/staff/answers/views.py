"""Friday's answers, for whoever notes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.observations import answers as law
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.answers import presenters


@gate(Permission.NOTE, queries=7)
def answers(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """Where the law never gives answers to the viewer's organisation, the page is not there."""
    if viewer.organisation_kind is law.ANSWERS or law.standing(viewer) is law.Standing.NONE:
        raise Http404
    page = presenters.page(viewer, neighbourhood, at=clock.current_time())
    return TemplateResponse(request, "staff/answers/page.html", {"page": page})
