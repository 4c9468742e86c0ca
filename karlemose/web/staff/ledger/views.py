"""The log: a contact person reads the lines of their own organisation, whoever looks after data protection all.

The readings of what is protected have a page of their own, where each stands beside the rule that let it happen.
"""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.ledger import queries
from karlemose.partners import people, readings
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.ledger import presenters
from karlemose.web.staff.rules.presenters import lines_of

PAGE, READINGS = "staff/ledger/page.html", "staff/ledger/readings.html"


@gate(Permission.SEE_OWN_LEDGER, queries=6)
def own(request: Any, viewer: Viewer) -> HttpResponse:
    lead = _("What your organisation's people did, and what was done about them. Nothing here can be changed.")
    return _shown(request, viewer, organisation_id=viewer.organisation_id, lead=lead)


@gate(Permission.OVERSEE, queries=6)
def whole(request: Any, viewer: Viewer) -> HttpResponse:
    lead = _("Who did what in this partnership. Nothing here can be changed, and a seal over each line says so.")
    return _shown(request, viewer, organisation_id=None, lead=lead)


@gate(Permission.OVERSEE, queries=7)
def who_read(request: Any, viewer: Viewer) -> HttpResponse:
    """Who read what of the protected, when, as whom, and by which rule."""
    page = queries.page(
        partnership_id=viewer.partnership_id,
        events=readings.OF_PROTECTED,
        before=presenters.before(request),
    )
    names = people.names(viewer, presenters.people_in(page), own=False)
    context = {
        "page": presenters.lines(page, names=names),
        "rules": lines_of(viewer, presenters.rules_in(page)),
        "is_first": "before" not in request.GET,
    }
    return TemplateResponse(request, READINGS, context)


def _shown(request: Any, viewer: Viewer, *, organisation_id: int | None, lead: str) -> HttpResponse:
    page = queries.page(
        partnership_id=viewer.partnership_id,
        organisation_id=organisation_id,
        before=presenters.before(request),
    )
    names = people.names(viewer, presenters.people_in(page), own=organisation_id is not None)
    context = {
        "page": presenters.lines(page, names=names),
        "lead": lead,
        "is_first": "before" not in request.GET,
        "shows_readings": organisation_id is None,
    }
    return TemplateResponse(request, PAGE, context)
