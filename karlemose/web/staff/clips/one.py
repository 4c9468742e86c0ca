"""One clip that is kept: what it is and when it goes, and for the office that holds it what can be done with it.

The recording itself is shown on no page: the police watch it, after its hand-over.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.ledger.refs import Ref
from karlemose.observations import clips
from karlemose.observations.clips import Clip
from karlemose.observations.refusals import Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.clips.forms import NumberForm, PreserveForm
from karlemose.web.staff.clips.words import clip_facts, goes
from karlemose.web.staff.observation import Shown, shown
from karlemose.web.staff.observed import may
from karlemose.web.staff.observed.looking import Look, look
from karlemose.web.staff.observed.why import Why, why

PAGE = "staff/clips/one.html"
EVIDENCE = (Channel.EVIDENCE,)
NUMBER, PRESERVE, WITHDRAW = "number", "preserve", "withdraw"
FIELD_OF = {"preserved_because": "because"}  # where an action's word for a field differs from the form's


@dataclass(frozen=True)
class Seen:
    look: Look
    clip: Clip
    line: Shown  # of its observation
    why: Why

    @property
    def url(self) -> str:
        return self.look.url("observations-clip-one", clip=self.clip.public_id)


@gate(Permission.HAND_OVER, queries=8, reads=Event.PARTICULARS_OPENED, channels=EVIDENCE)
def one(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str, clip: str) -> HttpResponse:
    if request.method == "POST":
        with reading(viewer, channels=EVIDENCE):
            seen = _found(look(request, viewer, neighbourhood, public_id), clip)
        return _sent(request, seen)
    seen = _found(look(request, viewer, neighbourhood, public_id), clip)
    response: Any = _page(request, seen, _forms(seen))
    response.subjects = [Ref("observation", public_id), Ref("clip", seen.clip.public_id)]
    return response


def _found(seen: Look, public_id: str) -> Seen:
    """For the organisation that holds it; for everybody else there is no such page."""
    row = clips.one(seen.viewer, public_id)
    if row is None or row.observation_id != seen.observation.id or not may.keep_clip(seen, row):
        raise Http404
    line = shown(seen.observation, seen.neighbourhood)
    return Seen(seen, row, line, why(seen.viewer, seen.observation, row, shown=line, at=seen.local))


def _sent(request: Any, seen: Seen) -> HttpResponse:
    """Each button is named for its step, and each step is one action."""
    step = request.POST.get("step", "")
    if step == WITHDRAW:
        with suppress(AlreadyDone):
            _call(clips.withdraw_clip, request, seen)
        return HttpResponseRedirect(seen.look.url("observations-one"))
    filled = _forms(seen, {step: request.POST})
    if step not in filled:
        raise Http404
    if filled[step].is_valid() and _is_done(request, seen, step, filled[step]):
        return HttpResponseRedirect(seen.url)
    return _page(request, seen, filled, open_step=step)


def _forms(seen: Seen, sent: dict[str, Any] | None = None) -> dict[str, forms.Form]:
    given, today = sent or {}, seen.look.local.date()
    return {
        NUMBER: NumberForm(given.get(NUMBER), initial=NumberForm.of(seen.clip)),
        PRESERVE: PreserveForm(given.get(PRESERVE), today=today, initial=PreserveForm.of(seen.clip)),
    }


def _is_done(request: Any, seen: Seen, step: str, form: forms.Form) -> bool:
    run = {NUMBER: clips.number_clip, PRESERVE: clips.preserve_clip}[step]
    try:
        _call(run, request, seen, **form.cleaned_data)
    except AlreadyDone:
        return True
    except Refused as refusal:
        name = FIELD_OF.get(refusal.field, refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal.sentence))
        return False
    return True


def _call(run: Callable[..., Any], request: Any, seen: Seen, **given: Any) -> None:
    """Raises `AlreadyDone` and `Refused`; what was erased meanwhile has no page."""
    at, key = clock.current_time(), key_of(request)
    try:
        run(by=seen.look.viewer, at=at, clip_id=seen.clip.public_id, key=key, **given)
    except (LookupError, NotAllowed) as gone:
        raise Http404 from gone


def _page(request: Any, seen: Seen, filled: dict[str, forms.Form], *, open_step: str = "") -> HttpResponse:
    sight, clip = seen.look, seen.clip
    errors = [field for form in filled.values() for field in form if field.errors]
    context = {
        "clip": clip,
        "observation": seen.line,
        "back_url": sight.url("observations-one"),
        "facts": clip_facts(clip, weeks.zone_of(sight.neighbourhood)),
        "goes": goes(clip, today=sight.local.date()),
        "why": seen.why,
        "number_form": filled[NUMBER],
        "preserve_form": filled[PRESERVE],
        "lacks_number": not (clip.request_number or clip.report_number),
        "open_step": open_step,
        "errors": errors,
    }
    return TemplateResponse(request, PAGE, context, status=422 if errors else 200)
