"""What waits for a receipt, for whoever of the police gives it: numbers, nothing of what is in it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import address
from karlemose.web.staff.hand_over.looking import sent_to_us
from karlemose.web.staff.receipts import giving, presenters

PAGE = "staff/receipts/page.html"


@gate(Permission.RECEIVE, queries=6)
def receipts(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    if request.method == "POST":
        return _given(request, viewer, neighbourhood)
    return _page(request, viewer, neighbourhood)


def _given(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    with reading(viewer):
        row = sent_to_us(viewer, neighbourhood, request.POST.get("hand_over", "")[:10])
    refusal = giving.refused(request.POST, by=viewer, hand_over=row.public_id, key=key_of(request))
    if refusal:
        with reading(viewer):
            return _page(request, viewer, neighbourhood, refusal=refusal)
    return HttpResponseRedirect(address(request, "receipts"))


def _page(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, *, refusal: str = "") -> HttpResponse:
    page = presenters.page(viewer, neighbourhood, at=clock.current_time())
    return TemplateResponse(request, PAGE, {"page": page, "refusal": refusal}, status=422 if refusal else 200)
