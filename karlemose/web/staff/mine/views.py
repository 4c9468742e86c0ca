"""One's own notes, week by week, and what became of each."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.mine import presenters


@gate(Permission.NOTE, queries=6)
def mine(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    return TemplateResponse(request, "staff/mine/page.html", {"mine": presenters.mine(viewer, neighbourhood)})
