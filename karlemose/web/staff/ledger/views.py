"""The log: a contact person reads the lines of their own organisation, whoever looks after data protection all."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.ledger import queries
from karlemose.partners import people
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.ledger import presenters

PAGE = "staff/ledger/page.html"


@gate(Permission.SEE_OWN_LEDGER, queries=6)
def own(request: Any, viewer: Viewer) -> HttpResponse:
    lead = _("What your organisation's people did, and what was done about them. Nothing here can be changed.")
    return _shown(request, viewer, organisation_id=viewer.organisation_id, lead=lead)


@gate(Permission.OVERSEE, queries=6)
def whole(request: Any, viewer: Viewer) -> HttpResponse:
    lead = _("Who did what in this partnership. Nothing here can be changed, and a seal over each line says so.")
    return _shown(request, viewer, organisation_id=None, lead=lead)


def _shown(request: Any, viewer: Viewer, *, organisation_id: int | None, lead: str) -> HttpResponse:
    page = queries.page(
        partnership_id=viewer.partnership_id,
        organisation_id=organisation_id,
        before=presenters.before(request.GET.get("before", "")),
    )
    names = people.names(viewer, presenters.people_in(page), own=organisation_id is not None)
    context = {"page": presenters.lines(page, names=names), "lead": lead, "is_first": "before" not in request.GET}
    return TemplateResponse(request, PAGE, context)
