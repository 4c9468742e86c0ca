"""The first page after the way in."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import navigation
from karlemose.web.gate import gate
from karlemose.web.staff.addresses import where
from karlemose.web.staff.home import presenters


@gate(Permission.ENTER, queries=21, channels=(Channel.EVIDENCE,))
def home(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """Whoever looks after the partnership, and no neighbourhood, begins on a page of theirs."""
    if viewer.role in navigation.OF_ROLE_IN_PARTNERSHIP:
        return HttpResponseRedirect(reverse("partnership", args=[request.partnership.slug]))
    page = presenters.home(viewer, neighbourhood, at=clock.current_time(), where=where(request))
    return TemplateResponse(request, "staff/home/page.html", {"home": page})
