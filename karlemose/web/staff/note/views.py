"""Noting what was seen: a tile, a place, send (ux.md, T1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from karlemose.observations import queries
from karlemose.observations.enums import Kind
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate
from karlemose.web.staff import observation
from karlemose.web.staff.note import presenters, sending
from karlemose.web.staff.note.forms import NoteForm
from karlemose.web.staff.note.sending import addresses

TILES = "staff/note/tiles.html"
SENT = "staff/note/done.html"


@gate(Permission.NOTE, queries=6)
def tiles(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    notes = presenters.own(viewer, neighbourhood)
    return TemplateResponse(request, TILES, {"tiles": presenters.tiles(notes, **addresses(request))})


@gate(Permission.NOTE, queries=7)
def note(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    if request.method == "POST":
        return sending.sent(request, viewer, neighbourhood, Kind(kind))
    choices = presenters.choices(viewer, neighbourhood, Kind(kind))
    return sending.page(request, NoteForm(choices=choices), choices)


@gate(Permission.NOTE, queries=6)
def sent(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """What was sent, for those who may read it."""
    noted = queries.one(viewer, public_id)
    if noted is None or noted.neighbourhood_id != neighbourhood.id:
        raise Http404
    shown = observation.shown(noted, neighbourhood)
    return TemplateResponse(request, SENT, {"observation": shown, "again_url": _again(request)})


@gate(Permission.NOTE, queries=5)
def thanks(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """That it was sent, for those who may note but read no single record: the same page whatever it was."""
    return TemplateResponse(request, SENT, {"observation": None, "again_url": _again(request)})


def _again(request: HttpRequest) -> str:
    return reverse("staff:note", kwargs=addresses(request))
