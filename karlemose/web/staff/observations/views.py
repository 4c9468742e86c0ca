"""All observations of the neighbourhood that the viewer may read."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.observations import queries
from karlemose.places.choosing import choices
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.observations import presenters
from karlemose.web.staff.observations.forms import FilterForm

PAGE = "staff/observations/page.html"


@gate(Permission.SEE_PICTURE, queries=8)
def observations(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    kinds, places = queries.kinds_found(viewer, neighbourhood), choices(viewer, neighbourhood)
    form = FilterForm(request.GET, kinds=kinds, places=places)
    filters = form.filters
    page = queries.page(viewer, neighbourhood, filters=filters, after=request.GET.get("after"))
    listing = presenters.listing(page, neighbourhood, path=request.path, asked=request.GET.dict(), filters=filters)
    name = f"{PAGE}#rows" if is_part(request) else PAGE
    response = TemplateResponse(request, name, {"form": form, "listing": listing})
    response.headers["Vary"] = "HX-Request"
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for the named part alone; a page restored from the history is asked for whole."""
    is_restored = "HX-History-Restore-Request" in request.headers
    return request.headers.get("HX-Request-Type") == "partial" and not is_restored
