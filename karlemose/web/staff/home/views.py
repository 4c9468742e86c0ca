"""The first page after the way in."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate
from karlemose.web.staff.home import presenters


@gate(Permission.ENTER, queries=26, channels=(Channel.EVIDENCE,))
def home(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    where = {"partnership": request.partnership.slug, "neighbourhood": neighbourhood.slug}
    page = presenters.home(viewer, neighbourhood, at=clock.current_time(), where=where)
    return TemplateResponse(request, "staff/home/page.html", {"home": page})
