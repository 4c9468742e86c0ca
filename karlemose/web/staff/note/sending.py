"""A form of a note that was sent: judged, and kept, or shown again with what to change. Nothing typed is lost."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import actions, parts, photo_judging, photos
from karlemose.observations.enums import Kind
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.web.gate import key_of, reading
from karlemose.web.staff.note import guarding, presenters
from karlemose.web.staff.note.forms import Choices, NoteForm
from karlemose.web.staff.note.guarding import Guard

FORM = "staff/note/page.html"
FIELD_OF = {"photos": "photo"}  # where an action's word for a field differs from the form's


def sent(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind) -> HttpResponse:
    moved = guarding.after_move(request.POST)
    if moved is not None:
        return _moved(request, viewer, neighbourhood, kind, moved)
    form = NoteForm(request.POST, request.FILES, choices=_judged_by(request, viewer, neighbourhood, kind))
    guard = None
    if form.is_valid():
        try:
            return _done(request, viewer, neighbourhood, form, kind)
        except AlreadyDone as before:
            return _to_receipt(request, viewer, before.subjects[0].id)
        except Refused as refusal:
            guard = _refused(form, refusal)
    return _again(request, viewer, neighbourhood, form, guard=guard)


def page(request: HttpRequest, form: NoteForm, choices: Choices, **more: Any) -> HttpResponse:
    context = {
        "act": presenters.act(choices.kind),
        "form": form,
        "recent": presenters.last_places(choices, chosen=str(form["recent"].value() or "")),
        "guard": None,
        "moved": "",
        "kept": guarding.kept(request.POST),
        "lost_photo": bool(request.FILES),
        "back_url": reverse("staff:note", kwargs=addresses(request)),
        **more,
    }
    return TemplateResponse(request, FORM, context, status=422 if form.errors else 200)


def addresses(request: Any) -> dict[str, str]:
    return {"partnership": request.partnership.slug, "neighbourhood": request.neighbourhood.slug}


def _moved(
    request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind, data: QueryDict
) -> HttpResponse:
    """The form with the words in their new place, judged again; it is sent by its own button alone."""
    form = NoteForm(data, choices=_judged_by(request, viewer, neighbourhood, kind))
    guard = None
    if form.is_valid():
        try:
            with reading(viewer):
                parts.check_text(
                    form.cleaned_data["text"],
                    neighbourhood=neighbourhood,
                    keep_words=frozenset(guarding.kept(data)),
                    may_protect=form.holds_particulars,
                )
            parts.settle(form.particulars)
        except Refused as refusal:
            guard = _refused(form, refusal)
    return _again(request, viewer, neighbourhood, form, guard=guard, moved=_("Read it through, and send."))


def _done(
    request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, form: NoteForm, kind: Kind
) -> HttpResponse:
    at = clock.current_time()
    what = actions.Note(
        neighbourhood_id=neighbourhood.id,
        kind=kind,
        occurred_at=form.moment(at=at),
        place_id=form.place_id,
        precision=form.precision,
        number_of_people=form.number,
        how_known=form.known if kind.is_act else None,
        text=form.cleaned_data["text"],
        particulars=form.particulars,
        photos=_photos(form),
        keep_words=frozenset(guarding.kept(request.POST)),
    )
    noted = actions.note(by=viewer, at=at, what=what, key=key_of(request))
    return _to_receipt(request, viewer, noted.public_id, notices=noted.notices)


def _photos(form: NoteForm) -> tuple[photos.NotedPhoto, ...]:
    """What was chosen, judged before anything is written. Raises `Refused` for the field it was chosen in."""
    found = []
    for name, upload, shows_nobody in form.uploads:
        try:
            found.append(photos.judge(upload.read(photo_judging.MOST_BYTES + 1), shows_nobody=shows_nobody))
        except Refused as refusal:
            raise Refused(name, refusal.sentence) from refusal
    return tuple(found)


def _refused(form: NoteForm, refusal: Refused) -> Guard | None:
    """What the action says beside its field, and for words that point to a person what can be done with each."""
    name = FIELD_OF.get(refusal.field, refusal.field)
    form.add_error(name if name in form.fields else None, refusal.sentence)
    if isinstance(refusal, PointsToPerson):
        return guarding.guard(refusal.field, refusal.parts, holds_particulars=form.holds_particulars)
    return None


def _to_receipt(request: Any, viewer: Viewer, public_id: str, *, notices: tuple[str, ...] = ()) -> HttpResponse:
    if request.neighbourhood.id not in viewer.sees(Channel.PICTURE):
        return HttpResponseRedirect(reverse("staff:note-thanks", kwargs=addresses(request)))
    address = reverse("staff:note-sent", kwargs={**addresses(request), "public_id": public_id})
    query = urlencode([("notice", str(notice)) for notice in notices])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _again(
    request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, form: NoteForm, **more: Any
) -> HttpResponse:
    with reading(viewer):
        choices = presenters.choices(viewer, neighbourhood, form.kind)
    form.offer(choices)
    return page(request, form, choices, **more)


def _judged_by(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind) -> Choices:
    """What a form that was sent is held against: for "nothing to report" the sections, else what the action judges."""
    if kind is not Kind.NOTHING:
        sent = [request.POST.get(name, "") for name in ("place", "recent")]
        return presenters.sent_choices(viewer, neighbourhood, kind, sent=sent)
    with reading(viewer):
        return presenters.choices(viewer, neighbourhood, kind)
