"""The investigator's pages: parcels that came in, one of them, and a plate among them. Each reading leaves a line."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.disclosure import queries
from karlemose.foundation import clock, plates
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.partners.readings import leave_reading
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import address
from karlemose.web.staff.hand_over import files
from karlemose.web.staff.hand_over.looking import sent_to_us
from karlemose.web.staff.receipts import giving
from karlemose.web.staff.received import presenters

EVIDENCE = (Channel.EVIDENCE,)
LIST, PAGE, PLATES = "staff/received/list.html", "staff/received/page.html", "staff/received/plates.html"
LONGEST_PLATE = 20


@gate(Permission.READ_RECEIVED, queries=8, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def received(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """By date, with the state of the check."""
    parcels = queries.received(viewer, neighbourhood)
    rows = presenters.rows(viewer, neighbourhood, parcels, at=clock.current_time())
    response: Any = TemplateResponse(request, LIST, {"rows": rows})
    response.subjects = [Ref("hand_over", one.hand_over.public_id) for one in parcels]
    return response


@gate(Permission.READ_RECEIVED, queries=11, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def one(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str) -> HttpResponse:
    """One parcel: index, items, files; sent, its receipt is given."""
    if request.method == "POST":
        return _receipt(request, viewer, neighbourhood, hand_over)
    sent_to_us(viewer, neighbourhood, hand_over)
    return _page(request, viewer, neighbourhood, hand_over)


@gate(Permission.READ_RECEIVED, queries=5, channels=EVIDENCE)
def plate(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """A plate and those it may be misread for. It is sent as a form, so that it stands in no address and no log."""
    if request.method != "POST":
        return TemplateResponse(request, PLATES, {"asked": "", "refusal": ""})
    asked = request.POST.get("plate", "")[:LONGEST_PLATE].strip()
    try:
        normalised = plates.normalise(asked).normalised
    except plates.NoPlate:
        refusal = _("This is no number plate.")
        return TemplateResponse(request, PLATES, {"asked": asked, "refusal": refusal}, status=422)
    try:
        with reading(viewer, channels=EVIDENCE):
            rows = queries.near_misses(viewer, asked)
            found = presenters.found(rows, neighbourhood, asked=normalised)
    except NotAllowed as error:
        raise Http404 from error
    subjects = [Ref("organisation", str(viewer.organisation_id))]
    subjects += [Ref("hand_over", number) for number in sorted({one.hand_over for one in found})]
    at = clock.current_time()
    leave_reading(by=viewer, at=at, event=Event.PLATE_LOOKED_UP, subjects=subjects, channels=EVIDENCE)
    context = {"asked": asked, "refusal": "", "found": found, "was_asked": True}
    return TemplateResponse(request, PLATES, context)


def _receipt(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str) -> HttpResponse:
    with reading(viewer):
        sent_to_us(viewer, neighbourhood, hand_over)
    refusal = giving.refused(request.POST, by=viewer, hand_over=hand_over, key=key_of(request))
    if refusal:
        with reading(viewer, channels=EVIDENCE):
            return _page(request, viewer, neighbourhood, hand_over, refusal=refusal)
    return HttpResponseRedirect(address(request, "received-one", hand_over=hand_over))


def _page(
    request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str, *, refusal: str = ""
) -> HttpResponse:
    found = queries.released(viewer, hand_over)
    if found is None:
        raise Http404
    page = presenters.page(found, neighbourhood, at=clock.current_time())
    context = {
        "page": page,
        "refusal": refusal,
        "files": files.to_fetch(request, "received-file", hand_over=hand_over),
    }
    response: Any = TemplateResponse(request, PAGE, context, status=422 if refusal else 200)
    response.subjects = [Ref("hand_over", hand_over)]
    return response
