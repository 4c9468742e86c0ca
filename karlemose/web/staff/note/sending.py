"""A form of a note that was sent: judged, and kept, or shown again with what to change. Nothing typed is lost.

The same for a new note and for a correction: a `Sheet` says what is written and where it leads.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import parts, photo_judging, photos
from karlemose.observations.actions import Noted
from karlemose.observations.enums import Kind
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.web.gate import reading
from karlemose.web.staff.addresses import address
from karlemose.web.staff.note import guarding, presenters
from karlemose.web.staff.note.forms import DAY, Choices, NoteForm
from karlemose.web.staff.note.guarding import Guard

FORM = "staff/note/page.html"
FIELD_OF = {"photos": "photo"}  # where an action's word for a field differs from the form's


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What somebody has before them. `keep` calls the action; `words` are the page's own, `back_url` leads away."""

    request: Any
    viewer: Viewer
    neighbourhood: Neighbourhood
    kind: Kind
    keep: Callable[[NoteForm, datetime], Noted]
    back_url: str
    with_photos: bool = True
    words: dict[str, Any] = field(default_factory=dict)

    def choices(self) -> Choices:
        return presenters.choices(self.viewer, self.neighbourhood, self.kind, with_photos=self.with_photos)

    def judged_by(self) -> Choices:
        """What is held against what was sent: for "nothing to report" the sections, else what the action judges."""
        if self.kind is not Kind.NOTHING:
            sent = [self.request.POST.get(name, "") for name in ("place", "recent")]
            return presenters.sent_choices(
                self.viewer, self.neighbourhood, self.kind, sent=sent, with_photos=self.with_photos
            )
        with reading(self.viewer):
            return self.choices()


def sent(sheet: Sheet) -> HttpResponse:
    """Keep it, do what a button of the guard says, or say what is wrong."""
    moved = guarding.after_move(sheet.request.POST)
    if moved is not None:
        return _moved(sheet, moved)
    form = NoteForm(sheet.request.POST, sheet.request.FILES, choices=sheet.judged_by())
    guard = None
    if form.is_valid():
        try:
            noted = sheet.keep(form, clock.current_time())
            return _to_receipt(sheet, noted.public_id, notices=noted.notices)
        except AlreadyDone as before:
            return _to_receipt(sheet, before.subjects[0].id)
        except Refused as refusal:
            guard = _refused(form, refusal)
    return _again(sheet, form, guard=guard)


def page(sheet: Sheet, form: NoteForm, choices: Choices, **more: Any) -> HttpResponse:
    context = {
        "act": presenters.act(choices.kind),
        "form": form,
        "recent": presenters.last_places(choices, chosen=str(form["recent"].value() or "")),
        "guard": None,
        "moved": "",
        "kept": guarding.kept(sheet.request.POST),
        "lost_photo": bool(sheet.request.FILES),
        "back_url": sheet.back_url,
        "back_label": _("Something else"),
        "hint": "",
        **sheet.words,
        **more,
    }
    return TemplateResponse(sheet.request, FORM, context, status=422 if form.errors else 200)


def kept_photos(form: NoteForm) -> tuple[photos.NotedPhoto, ...]:
    """What was chosen, judged before anything is written. Raises `Refused` for the field it was chosen in."""
    found = []
    for name, upload, shows_nobody in form.uploads:
        try:
            found.append(photos.judge(upload.read(photo_judging.MOST_BYTES + 1), shows_nobody=shows_nobody))
        except Refused as refusal:
            raise Refused(name, refusal.sentence) from refusal
    return tuple(found)


def _moved(sheet: Sheet, data: QueryDict) -> HttpResponse:
    """The form with the words in their new place, judged again; it is sent by its own button alone."""
    form = NoteForm(data, choices=sheet.judged_by())
    guard = None
    if form.is_valid():
        try:
            with reading(sheet.viewer):
                parts.check_text(
                    form.cleaned_data["text"],
                    neighbourhood=sheet.neighbourhood,
                    keep_words=frozenset(guarding.kept(data)),
                    may_protect=form.holds_particulars,
                )
            parts.settle(form.particulars)
        except Refused as refusal:
            guard = _refused(form, refusal)
    return _again(sheet, form, guard=guard, moved=_("Read it through, and send."))


def _refused(form: NoteForm, refusal: Refused) -> Guard | None:
    """What the action says beside its field, and for words that point to a person what can be done with each."""
    name = FIELD_OF.get(refusal.field, refusal.field)
    if name == "occurred_at" and form.cleaned_data.get("when") == DAY:
        name = "occurred_on"
    form.add_error(name if name in form.fields else None, refusal.sentence)
    if isinstance(refusal, PointsToPerson):
        return guarding.guard(refusal.field, refusal.parts, holds_particulars=form.holds_particulars)
    return None


def _to_receipt(sheet: Sheet, public_id: str, *, notices: tuple[str, ...] = ()) -> HttpResponse:
    if sheet.neighbourhood.id not in sheet.viewer.sees(Channel.PICTURE):
        return HttpResponseRedirect(address(sheet.request, "note-thanks"))
    receipt = address(sheet.request, "note-sent", public_id=public_id)
    query = urlencode([("notice", str(notice)) for notice in notices])
    return HttpResponseRedirect(f"{receipt}?{query}" if query else receipt)


def _again(sheet: Sheet, form: NoteForm, **more: Any) -> HttpResponse:
    with reading(sheet.viewer):
        choices = sheet.choices()
    form.offer(choices)
    return page(sheet, form, choices, **more)
