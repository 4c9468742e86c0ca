"""One observation and its photos. What of it is protected is shown to whoever reads it, and leaves a line."""

from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.observations import photo_queries
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate
from karlemose.web.staff.observed import presenters
from karlemose.web.staff.observed.looking import found, look

PAGE = "staff/observed/page.html"


@gate(Permission.SEE_PICTURE, queries=14, reads=Event.PARTICULARS_OPENED, channels=(Channel.EVIDENCE,))
def one(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    page = presenters.page(look(request, viewer, neighbourhood, public_id))
    response: Any = TemplateResponse(request, PAGE, {"page": page})
    response.subjects = page.subjects
    return response


@gate(Permission.SEE_PICTURE, queries=9, reads=Event.PHOTO_OPENED, channels=(Channel.EVIDENCE,))
def photo(_request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str, photo: str) -> HttpResponse:
    """The pixels of one photo; of a protected one every reading leaves a line, of a damage none."""
    shown = photo_queries.photo(viewer, found(viewer, neighbourhood, public_id), photo)
    if shown is None:
        raise Http404
    response: Any = HttpResponse(
        photo_queries.pixels(shown),
        content_type="image/jpeg",
        headers={"Content-Disposition": f'inline; filename="{public_id}-{shown.public_id}.jpg"'},
    )
    response.subjects = [Ref("photo", shown.public_id)] if photo_queries.is_protected(shown) else []
    return response
