"""What can be fetched of a released parcel: the folder, its paper, its table. Each time leaves a line."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.disclosure import inside, queries
from karlemose.disclosure.enums import State
from karlemose.disclosure.parcel import folder_name
from karlemose.disclosure.queries import Released
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate
from karlemose.web.staff.addresses import address
from karlemose.web.staff.hand_over.looking import sent_by_us, sent_to_us

FOLDER = "folder"
TYPES = {inside.Part.PAPER: "application/pdf", inside.Part.TABLE: "text/csv; charset=utf-8"}
ENDINGS = {inside.Part.PAPER: "pdf", inside.Part.TABLE: "csv"}
LABELS = {FOLDER: _("The folder"), inside.Part.PAPER.value: _("PDF"), inside.Part.TABLE.value: _("CSV")}


@gate(Permission.HAND_OVER, queries=12, reads=Event.PARCEL_FETCHED, channels=(Channel.EVIDENCE,))
def of_sender(_request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str, part: str) -> HttpResponse:
    sent_by_us(viewer, neighbourhood, hand_over)
    return _given(queries.released(viewer, hand_over), part)


@gate(Permission.READ_RECEIVED, queries=11, reads=Event.PARCEL_FETCHED, channels=(Channel.EVIDENCE,))
def of_receiver(_request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str, part: str) -> HttpResponse:
    sent_to_us(viewer, neighbourhood, hand_over)
    return _given(queries.released(viewer, hand_over), part)


def to_fetch(request: Any, page: str, *, hand_over: str) -> list[tuple[str, str | Promise]]:
    """The address and the label of each."""
    return [(address(request, page, hand_over=hand_over, part=part), label) for part, label in LABELS.items()]


def _given(found: Released | None, part: str) -> HttpResponse:
    """A recalled parcel stays where it is and is not given out again."""
    if found is None or found.hand_over.state == State.RECALLED:
        raise Http404
    if part == FOLDER:
        fetched = queries.fetched(found.hand_over, found.parcel)
        return _file(found, fetched.content, name=fetched.name, kind="application/octet-stream")
    if part not in list(inside.Part):
        raise Http404
    wanted = inside.Part(part)
    row = found.hand_over
    name = f"{folder_name(row)}.{ENDINGS[wanted]}"
    return _file(found, inside.part(found.parcel, wanted), name=name, kind=TYPES[wanted])


def _file(found: Released, content: bytes, *, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    response: Any = HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
    response.subjects = [Ref("hand_over", found.hand_over.public_id)]
    return response
