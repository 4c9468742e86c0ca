"""The neighbourhood as a map and a table that say the same, and as GeoJSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.places import queries
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff.addresses import where
from karlemose.web.staff.places import presenters

GEOJSON = "application/geo+json"


@gate(Permission.SEE_PICTURE, queries=8)
def places(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    page = presenters.places(viewer, neighbourhood, at=clock.current_time(), where=where(request))
    return TemplateResponse(request, "staff/places/page.html", {"page": page})


@gate(Permission.SEE_PICTURE, queries=9)
def place_map(_request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    plan = presenters.plan(viewer, neighbourhood, at=clock.current_time())
    return JsonResponse(plan, content_type=GEOJSON)


@gate(Permission.SEE_PICTURE, queries=6)
def geojson(_request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """The plan alone, for other programs: places and no counts."""
    plan = queries.geojson(queries.units(viewer, neighbourhood))
    name = f"{neighbourhood.slug}.geojson"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(plan, content_type=GEOJSON, headers=headers, json_dumps_params={"ensure_ascii": False})
