"""The list of one's own organisation's cameras: permit, clock, days. It shows no recording."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.places import cameras, choosing
from karlemose.places.cameras import Camera
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import times
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import address
from karlemose.web.staff.cameras.forms import CameraForm, Choices
from karlemose.web.staff.cameras.words import offset

EVIDENCE = (Channel.EVIDENCE,)
LIST, ONE = "staff/cameras/list.html", "staff/cameras/one.html"


@dataclass(frozen=True)
class Row:
    camera: Camera
    place: str
    permit: str
    runs_out: bool
    clock: str


@gate(Permission.HAND_OVER, queries=6, channels=EVIDENCE)
def all_cameras(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    on = clock.current_time().astimezone(weeks.zone_of(neighbourhood)).date()
    rows = [_row(one, on) for one in cameras.cameras(viewer, neighbourhood)]
    return TemplateResponse(request, LIST, {"rows": rows})


@gate(Permission.HAND_OVER, queries=6, channels=EVIDENCE)
def add(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    if request.method != "POST":
        return _page(request, CameraForm(places=_places(viewer, neighbourhood)))
    with reading(viewer, channels=EVIDENCE):
        form = CameraForm(request.POST, places=_places(viewer, neighbourhood))
    if form.is_valid() and _kept(request, viewer, form, neighbourhood=neighbourhood):
        return HttpResponseRedirect(address(request, "cameras"))
    return _page(request, form)


@gate(Permission.HAND_OVER, queries=7, channels=EVIDENCE)
def change(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, camera: int) -> HttpResponse:
    if request.method != "POST":
        row = _found(viewer, neighbourhood, camera)
        return _page(request, CameraForm(places=_places(viewer, neighbourhood), initial=CameraForm.of(row)), row)
    with reading(viewer, channels=EVIDENCE):
        row = _found(viewer, neighbourhood, camera)
        form = CameraForm(request.POST, places=_places(viewer, neighbourhood))
    if form.is_valid() and _kept(request, viewer, form, camera=row):
        return HttpResponseRedirect(address(request, "cameras"))
    return _page(request, form, row)


def _kept(
    request: Any,
    viewer: Viewer,
    form: CameraForm,
    *,
    neighbourhood: Neighbourhood | None = None,
    camera: Camera | None = None,
) -> bool:
    given = {"by": viewer, "at": clock.current_time(), "about": form.about, "key": key_of(request)}
    try:
        if camera is not None:
            cameras.change_camera(camera_id=camera.id, **given)
        elif neighbourhood is not None:
            cameras.add_camera(neighbourhood_id=neighbourhood.id, **given)
    except AlreadyDone:
        return True
    except cameras.NotACamera as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return False
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.sentence))
        return False
    return True


def _found(viewer: Viewer, neighbourhood: Neighbourhood, camera: int) -> Camera:
    rows = cameras.cameras(viewer, neighbourhood)
    row = rows.filter(id=camera, organisation_id=viewer.organisation_id).first() if camera < 2**63 else None
    if row is None:
        raise Http404
    return row


def _page(request: Any, form: CameraForm, camera: Camera | None = None) -> HttpResponse:
    context = {"form": form, "camera": camera, "back_url": address(request, "cameras")}
    return TemplateResponse(request, ONE, context, status=422 if form.errors else 200)


def _places(viewer: Viewer, neighbourhood: Neighbourhood) -> Choices:
    groups = choosing.choices(viewer, neighbourhood)
    return [(group.label, [(place.id, place.label) for place in group.places]) for group in groups]


def _row(camera: Camera, on: date) -> Row:
    permit = times.full_day(camera.permit_until) if camera.permit_until else _("none needed")
    return Row(
        camera=camera,
        place=camera.place.label if camera.place else "",
        permit=permit,
        runs_out=cameras.runs_out(camera, on=on),
        clock=offset(camera.clock_offset),
    )
