"""What the residents' board may read."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.months import presenters


@gate(Permission.SEE_PUBLIC_LEVEL, queries=6)
def months(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    found = presenters.months(viewer, neighbourhood, at=clock.current_time())
    return TemplateResponse(request, "staff/months/page.html", {"months": found})
