"""The rulebook, read-only: who may give what to whom, what is off, and who signed."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.rules import presenters


@gate(Permission.ENTER, queries=6)
def rules(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    return _shown(request, viewer)


@gate(Permission.ENTER, queries=5)
def rules_of_partnership(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The same page for whoever looks after the partnership and no neighbourhood."""
    return _shown(request, viewer)


def _shown(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    by_information = request.GET.get("by") == "information"
    page = presenters.rules(viewer, by_information=by_information, opened=request.GET.get("rule", ""))
    return TemplateResponse(request, "staff/rules/page.html", {"page": page})
