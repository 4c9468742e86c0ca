"""Noting what was seen: a tile, a place, send (ux.md, T1)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import actions, queries
from karlemose.observations.enums import Kind
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import observation
from karlemose.web.staff.note import presenters
from karlemose.web.staff.note.forms import NoteForm

TILES = "staff/note/tiles.html"
FORM = "staff/note/page.html"
SENT = "staff/note/done.html"


@gate(Permission.NOTE, queries=6)
def tiles(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    notes = presenters.own(viewer, neighbourhood)
    return TemplateResponse(request, TILES, {"tiles": presenters.tiles(notes, **_where(request))})


@gate(Permission.NOTE, queries=7)
def note(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    if request.method == "POST":
        return _sent(request, viewer, neighbourhood, Kind(kind))
    choices = presenters.choices(viewer, neighbourhood, Kind(kind))
    return _form(request, NoteForm(choices=choices), choices)


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


def _sent(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind) -> HttpResponse:
    form = NoteForm(request.POST, choices=_judged_by(request, viewer, neighbourhood, kind))
    parts: Any = ()
    if form.is_valid():
        try:
            return _done(request, viewer, _noted(request, viewer, neighbourhood, form, kind))
        except AlreadyDone as before:
            return _done(request, viewer, before.subjects[0].id)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
            parts = refusal.parts if isinstance(refusal, PointsToPerson) else []
    with reading(viewer):
        choices = presenters.choices(viewer, neighbourhood, kind)
    form.offer(choices)
    return _form(request, form, choices, parts)


def _judged_by(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind) -> Any:
    """What a form that was sent is held against: for "nothing to report" the sections, else what the action judges."""
    if kind is not Kind.NOTHING:
        sent = [request.POST.get(name, "") for name in ("place", "recent")]
        return presenters.sent_choices(neighbourhood, kind, sent=sent)
    with reading(viewer):
        return presenters.choices(viewer, neighbourhood, kind)


def _noted(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, form: NoteForm, kind: Kind) -> str:
    at = clock.current_time()
    what = actions.Note(
        neighbourhood_id=neighbourhood.id,
        kind=kind,
        occurred_at=form.moment(at=at),
        place_id=form.place_id,
        number_of_people=form.number,
        text=form.cleaned_data["text"],
    )
    return actions.note(by=viewer, at=at, what=what, key=key_of(request)).public_id


def _done(request: Any, viewer: Viewer, public_id: str) -> HttpResponse:
    if request.neighbourhood.id not in viewer.sees(Channel.PICTURE):
        return HttpResponseRedirect(reverse("staff:note-thanks", kwargs=_where(request)))
    return HttpResponseRedirect(reverse("staff:note-sent", kwargs={**_where(request), "public_id": public_id}))


def _again(request: HttpRequest) -> str:
    return reverse("staff:note", kwargs=_where(request))


def _form(request: HttpRequest, form: NoteForm, choices: Any, parts: Any = ()) -> HttpResponse:
    context = {
        "act": presenters.act(choices.kind),
        "form": form,
        "recent": presenters.last_places(choices, chosen=str(form["recent"].value() or "")),
        "parts": parts,
        "back_url": reverse("staff:note", kwargs=_where(request)),
    }
    return TemplateResponse(request, FORM, context, status=422 if form.errors else 200)


def _where(request: Any) -> dict[str, str]:
    return {"partnership": request.partnership.slug, "neighbourhood": request.neighbourhood.slug}
