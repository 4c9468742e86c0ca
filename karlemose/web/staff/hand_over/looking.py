"""Finding the hand-over that an address names; for whoever may not see it there is none."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from karlemose.disclosure import queries
from karlemose.disclosure.queries import HandOver
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.gate import reading
from karlemose.web.staff.addresses import address


def sent_by_us(viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HandOver:
    """A hand-over of the viewer's organisation in this neighbourhood. Raises `Http404`."""
    row = queries.one(viewer, public_id)
    if row is None or row.sender_id != viewer.organisation_id or row.neighbourhood_id != neighbourhood.id:
        raise Http404
    return row


def asked_for(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HandOver:
    """The same, for a page that is also a form: what is sent is looked at outside any transaction. Raises `Http404`."""
    if request.method != "POST":
        return sent_by_us(viewer, neighbourhood, public_id)
    with reading(viewer):
        return sent_by_us(viewer, neighbourhood, public_id)


def sent_to_us(viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HandOver:
    """One that went to the viewer's organisation in this neighbourhood. Raises `Http404`."""
    row = queries.one(viewer, public_id)
    if row is None or row.receiver_id != viewer.organisation_id or row.neighbourhood_id != neighbourhood.id:
        raise Http404
    return row


def led_to(request: Any, page: str, **more: str) -> HttpResponse:
    """Where it is now: nothing of it was shown, so nothing is written down."""
    response: Any = HttpResponseRedirect(address(request, page, **more))
    response.subjects = []
    return response
