"""What can be done with an observation: correct, withdraw, put together, take apart, write down that it is gone."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.ledger.refs import Ref
from karlemose.observations import actions, photo_actions, queries
from karlemose.observations.enums import Kind
from karlemose.observations.nearby import near
from karlemose.observations.photos import OF_THINGS
from karlemose.observations.refusals import Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import address
from karlemose.web.staff.note import guarding, sending
from karlemose.web.staff.note.forms import NoteForm
from karlemose.web.staff.observation import shown
from karlemose.web.staff.observed import may, prefilled
from karlemose.web.staff.observed.forms import MergeForm, RemovalForm
from karlemose.web.staff.observed.looking import Look, look

WITHDRAW = "staff/observed/withdraw.html"
MERGE = "staff/observed/merge.html"
REMOVED = "staff/observed/removed.html"
EVIDENCE = (Channel.EVIDENCE,)


@gate(Permission.NOTE, queries=9, reads=Event.PARTICULARS_OPENED, channels=EVIDENCE)
def correct(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """One's own note once more, with what stands there; the words before are kept."""
    if request.method == "POST":
        with reading(viewer):
            seen = _own(look(request, viewer, neighbourhood, public_id))
        return sending.sent(_sheet(request, seen))
    seen = _own(look(request, viewer, neighbourhood, public_id))
    row = queries.particulars_of(viewer, seen.observation)
    sheet = _sheet(request, seen)
    choices = sheet.choices()
    form = NoteForm(choices=choices, initial=prefilled.values(seen.observation, row, neighbourhood))
    response: Any = sending.page(sheet, form, choices)
    response.subjects = [Ref("observation", public_id)] if row else []
    return response


@gate(Permission.NOTE, queries=6)
def withdraw(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """Asked once more, since what is protected is erased at once."""
    if request.method == "POST":
        try:
            with suppress(AlreadyDone):
                actions.withdraw(by=viewer, at=clock.current_time(), public_id=public_id, key=key_of(request))
        except (NotAllowed, Refused) as refusal:
            raise Http404 from refusal
        return HttpResponseRedirect(address(request, "mine"))
    seen = _own(look(request, viewer, neighbourhood, public_id))
    line = shown(seen.observation, neighbourhood)
    return TemplateResponse(request, WITHDRAW, {"observation": line, "back_url": seen.url("observations-one")})


@gate(Permission.MERGE, queries=7)
def merge(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """Others that may tell of the same; those that are marked stand for nothing but this one from then on."""
    if request.method == "POST":
        return _merged(request, viewer, neighbourhood, public_id)
    return _merge_page(request, look(request, viewer, neighbourhood, public_id), MergeForm())


@require_POST
@gate(Permission.MERGE, queries=0)
def part(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    with reading(viewer):
        seen = look(request, viewer, neighbourhood, public_id)
    with suppress(AlreadyDone, Refused):  # it stands for itself already: what was wanted
        actions.part(by=viewer, at=seen.at, public_id=public_id, key=key_of(request))
    return HttpResponseRedirect(seen.url("observations-one"))


@gate(Permission.NOTE, queries=7)
def removed(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    """That graffiti or a damage is gone: when, what it cost, the police's number."""
    if request.method != "POST":
        seen = look(request, viewer, neighbourhood, public_id)
        kept = photo_actions.repair_of(viewer, seen.observation)
        return _removed_page(request, seen, RemovalForm(initial=RemovalForm.of(kept, today=seen.local.date())))
    with reading(viewer):
        seen = look(request, viewer, neighbourhood, public_id)
    form = RemovalForm(request.POST)
    if form.is_valid() and _is_written_down(seen, form):
        return HttpResponseRedirect(seen.url("observations-one"))
    return _removed_page(request, seen, form)


def _sheet(request: Any, seen: Look) -> sending.Sheet:
    def keep(form: NoteForm, at: datetime) -> actions.Noted:
        filled = form.filled(at=seen.observation.noted_at)  # "just now" was then
        what = actions.Correction(
            kind=Kind(seen.observation.kind), keep_words=frozenset(guarding.kept(request.POST)), **filled
        )
        return actions.correct(
            by=seen.viewer, at=at, public_id=seen.observation.public_id, what=what, key=key_of(request)
        )

    return sending.Sheet(
        request=request,
        viewer=seen.viewer,
        neighbourhood=seen.neighbourhood,
        kind=Kind(seen.observation.kind),
        keep=keep,
        back_url=seen.url("observations-one"),
        with_photos=False,
        words={"back_label": _("Back, change nothing"), "hint": _hint(seen)},
    )


def _hint(seen: Look) -> str:
    """What is said to everybody alike: whether there is a recording is not for whoever noted it to learn."""
    said = _("You are correcting your note. The words before are kept beside it.")
    if not seen.observation.is_incident or Kind(seen.observation.kind).is_offence:
        return said
    also = _("If nothing says any more what happened, recordings of it are erased at once.")
    return f"{said} {also}"


def _own(seen: Look) -> Look:
    """Only whoever noted it; for everybody else there is no such page."""
    if not seen.is_own:
        raise Http404
    return seen


def _merged(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    form = MergeForm(request.POST)
    with reading(viewer):
        seen = look(request, viewer, neighbourhood, public_id)
    if form.is_valid() and _is_put_together(request, seen, form):
        return HttpResponseRedirect(seen.url("observations-one"))
    with reading(viewer):
        return _merge_page(request, seen, form)


def _is_put_together(request: Any, seen: Look, form: MergeForm) -> bool:
    wanted = form.cleaned_data["duplicates"]
    into = seen.observation.public_id
    try:
        actions.merge(by=seen.viewer, at=seen.at, into=into, duplicates=wanted, key=key_of(request))
    except AlreadyDone:
        return True
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _merge_page(request: Any, seen: Look, form: MergeForm) -> HttpResponse:
    others = near(seen.viewer, seen.neighbourhood, seen.observation)
    context = {
        "form": form,
        "observation": shown(seen.observation, seen.neighbourhood),
        "others": [shown(row, seen.neighbourhood) for row in others],
        "back_url": seen.url("observations-one"),
    }
    return TemplateResponse(request, MERGE, context, status=422 if form.errors else 200)


def _is_written_down(seen: Look, form: RemovalForm) -> bool:
    try:
        photo_actions.mark_removed(
            by=seen.viewer, at=seen.at, observation_id=seen.observation.public_id, removal=form.removal
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    except NotAllowed as refusal:
        raise Http404 from refusal
    return True


def _removed_page(request: Any, seen: Look, form: RemovalForm) -> HttpResponse:
    if seen.observation.kind not in OF_THINGS or not may.mark_removed(seen):
        raise Http404
    context = {
        "form": form,
        "observation": shown(seen.observation, seen.neighbourhood),
        "back_url": seen.url("observations-one"),
    }
    return TemplateResponse(request, REMOVED, context, status=422 if form.errors else 200)
