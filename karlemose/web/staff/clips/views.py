"""Adding a clip to an incident, from the page of the observation; the file is read in pieces, twice."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import clips
from karlemose.observations.refusals import Refused
from karlemose.places import cameras
from karlemose.places.cameras import Camera
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.clips.forms import ClipForm
from karlemose.web.staff.observation import shown
from karlemose.web.staff.observed.looking import Look, look

PAGE = "staff/clips/add.html"
EVIDENCE = (Channel.EVIDENCE,)


@gate(Permission.HAND_OVER, queries=7, channels=EVIDENCE)
def add(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, public_id: str) -> HttpResponse:
    if request.method != "POST":
        seen = look(request, viewer, neighbourhood, public_id)
        return _page(request, seen, ClipForm(cameras=_cameras(seen)))
    with reading(viewer, channels=EVIDENCE):
        seen = look(request, viewer, neighbourhood, public_id)
        form = ClipForm(request.POST, request.FILES, cameras=_cameras(seen))
    if form.is_valid() and _is_kept(request, seen, form):
        return HttpResponseRedirect(seen.url("observations-one"))
    return _page(request, seen, form)


def _is_kept(request: Any, seen: Look, form: ClipForm) -> bool:
    what = form.noted(seen.observation.public_id, weeks.zone_of(seen.neighbourhood))
    file = form.cleaned_data["file"]
    try:
        clips.add_clip(by=seen.viewer, at=clock.current_time(), what=what, content=file, key=key_of(request))
    except AlreadyDone:
        return True
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return False
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.sentence))
        return False
    except LookupError as error:
        raise Http404 from error
    return True


def _cameras(seen: Look) -> list[Camera]:
    rows = cameras.cameras(seen.viewer, seen.neighbourhood)
    return list(rows.filter(organisation_id=seen.viewer.organisation_id, ended_on__isnull=True))


def _page(request: Any, seen: Look, form: ClipForm) -> HttpResponse:
    context = {
        "form": form,
        "observation": shown(seen.observation, seen.neighbourhood),
        "back_url": seen.url("observations-one"),
        "has_cameras": bool(form.fields["camera"].choices),  # type: ignore[attr-defined]
        "is_incident": seen.observation.is_incident,
    }
    return TemplateResponse(request, PAGE, context, status=422 if form.errors else 200)
