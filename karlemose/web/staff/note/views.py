"""Noting what was seen: a tile, a place, send (ux.md, T1)."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.ledger.events import Event
from karlemose.observations import actions
from karlemose.observations.enums import Kind, Notice
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of
from karlemose.web.staff.addresses import address, where
from karlemose.web.staff.note import guarding, presenters, sending
from karlemose.web.staff.note.forms import NoteForm
from karlemose.web.staff.note.sending import Sheet
from karlemose.web.staff.observed import presenters as observed
from karlemose.web.staff.observed.looking import look

TILES = "staff/note/tiles.html"
SENT = "staff/note/done.html"


@gate(Permission.NOTE, queries=6)
def tiles(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    notes = presenters.own(viewer, neighbourhood)
    return TemplateResponse(request, TILES, {"tiles": presenters.tiles(notes, **where(request))})


@gate(Permission.NOTE, queries=7)
def note(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    sheet = _sheet(request, viewer, neighbourhood, Kind(kind))
    if request.method == "POST":
        return sending.sent(sheet)
    choices = sheet.choices()
    return sending.page(sheet, NoteForm(choices=choices), choices)


@gate(Permission.NOTE, queries=9, reads=Event.PARTICULARS_OPENED, channels=(Channel.EVIDENCE,))
def sent(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """What was sent, both parts of it, for those who may read them."""
    page = observed.receipt(look(request, viewer, neighbourhood, public_id))
    notices = [Notice(one).label for one in request.GET.getlist("notice") if one in Notice.values]
    response: Any = TemplateResponse(request, SENT, {"page": page, "notices": notices})
    response.subjects = page.subjects
    return response


@gate(Permission.NOTE, queries=5)
def thanks(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """That it was sent, for those who may note but read no single record: the same page whatever it was."""
    return TemplateResponse(request, SENT, {"page": None, "notices": []})


def _sheet(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind) -> Sheet:
    def keep(form: NoteForm, at: datetime) -> actions.Noted:
        what = actions.Note(
            neighbourhood_id=neighbourhood.id,
            kind=kind,
            photos=sending.kept_photos(form),
            keep_words=frozenset(guarding.kept(request.POST)),
            **form.filled(at=at),
        )
        return actions.note(by=viewer, at=at, what=what, key=key_of(request))

    tiles_url = address(request, "note")
    return Sheet(request=request, viewer=viewer, neighbourhood=neighbourhood, kind=kind, keep=keep, back_url=tiles_url)
