"""A hand-over that has left: what lies in it, where its receipt is, and how a mistake is called back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karlemose.disclosure import inside, queries, receiving, releasing, states
from karlemose.disclosure.enums import RecallReason, State, StepKind
from karlemose.disclosure.queries import HandOver, Released
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.ledger.refs import Ref
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import times
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import address, link_url
from karlemose.web.staff.hand_over import files, items, marks, steps
from karlemose.web.staff.hand_over.items import Item
from karlemose.web.staff.hand_over.looking import asked_for, led_to, sent_by_us
from karlemose.web.staff.hand_over.marks import Mark

EVIDENCE = (Channel.EVIDENCE,)
PAGE, SLIP = "staff/hand_over/sent.html", "staff/hand_over/slip.html"


@dataclass(frozen=True)
class Came:
    """What came of a form on this page."""

    refusal: str = ""
    wrong: str = ""  # the field that is to be mended
    link_url: str = ""


@dataclass(frozen=True)
class Custody:
    words: str | Promise
    name: str
    when: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class Page:
    id: str
    heading: str
    receiver: str
    mark: Mark
    since: str
    received: str
    recalled: str
    is_waiting: bool
    can_be_recalled: bool
    items: list[Item]
    kept_back: list[str]
    custody: list[Custody]
    digest: str
    is_sealed: bool
    reasons: list[tuple[str, str | Promise]]


@gate(Permission.HAND_OVER, queries=13, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def one(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str) -> HttpResponse:
    row = asked_for(request, viewer, neighbourhood, hand_over)
    if request.method == "POST":
        return _stepped(request, viewer, row)
    if row.state in states.OPEN:
        return led_to(request, "hand-over-draft", draft=hand_over)
    return _shown(request, viewer, row, Came())


@gate(Permission.HAND_OVER, queries=12, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def slip(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, hand_over: str) -> HttpResponse:
    """The receipt code, large, to be printed and laid on the folder; it stands in the folder and nowhere else."""
    row = sent_by_us(viewer, neighbourhood, hand_over)
    found = queries.released(viewer, hand_over)
    if found is None or row.state == State.RECALLED:
        raise Http404
    context = {
        "row": row,
        "week": weeks.name(Week.parse(row.week)),
        "code": inside.receipt(row, found.parcel),
        "number": row.number_released,
        "released_at": row.released_at.astimezone(weeks.zone_of(neighbourhood)),
        "back_url": address(request, "hand-over-one", hand_over=hand_over),
    }
    response: Any = TemplateResponse(request, SLIP, context)
    response.subjects = [Ref("hand_over", hand_over)]
    return response


def _stepped(request: Any, viewer: Viewer, row: HandOver) -> HttpResponse:
    step = request.POST.get("step", "")
    if step == "link":
        return _link(request, viewer, row)
    try:
        if step == "telephone":
            _telephone(request, viewer, row)
        elif step == "recall":
            _recall(request, viewer, row)
        else:
            raise Http404
    except AlreadyDone:
        pass
    except NotAllowed as refusal:
        return _again(request, viewer, row, Came(str(refusal.sentence)))
    except tuple(_REFUSALS) as refusal:
        words, wrong = _REFUSALS[type(refusal)]
        return _again(request, viewer, row, Came(str(words), wrong))
    return HttpResponseRedirect(address(request, "hand-over-one", hand_over=row.public_id))


_REFUSALS: Mapping[type[Exception], tuple[str | Promise, str]] = {
    receiving.WrongReceipt: (
        gettext_lazy("That is not the code on this folder. Have it read aloud once more."),
        "receipt",
    ),
    receiving.NotAJournalNumber: (gettext_lazy("Write the police's journal number as they gave it."), "journal"),
    states.WrongState: (steps.ELSEWHERE, ""),
}


def _telephone(request: Any, viewer: Viewer, row: HandOver) -> None:
    receiving.acknowledge_by_telephone(
        by=viewer,
        at=clock.current_time(),
        hand_over=row.public_id,
        receipt=request.POST.get("receipt", "")[:40],
        journal_number=request.POST.get("journal_number", ""),
        key=key_of(request),
    )


def _recall(request: Any, viewer: Viewer, row: HandOver) -> None:
    because = request.POST.get("because", "")
    if because not in RecallReason.values:
        raise NotAllowed(_("Say why it is called back."))
    releasing.recall(
        by=viewer,
        at=clock.current_time(),
        hand_over=row.public_id,
        because=RecallReason(because),
        key=key_of(request),
    )


def _link(request: Any, viewer: Viewer, row: HandOver) -> HttpResponse:
    """Shown once, in the answer to the form: nobody can find it again."""
    try:
        token = receiving.make_receipt_link(
            by=viewer, at=clock.current_time(), hand_over=row.public_id, key=key_of(request)
        )
    except AlreadyDone:
        return _again(request, viewer, row, Came(_("The link was made and shown already. Make a new one.")))
    except states.WrongState:
        return _again(request, viewer, row, Came(str(steps.ELSEWHERE)))
    except NotAllowed as refusal:
        return _again(request, viewer, row, Came(str(refusal.sentence)))
    return _again(request, viewer, row, Came(link_url=link_url(request, token)))


def _again(request: Any, viewer: Viewer, row: HandOver, came: Came) -> HttpResponse:
    with reading(viewer, channels=EVIDENCE):
        now = queries.one(viewer, row.public_id)
        if now is None:
            raise Http404
        return _shown(request, viewer, now, came)


def _shown(request: Any, viewer: Viewer, row: HandOver, came: Came) -> HttpResponse:
    found = queries.released(viewer, row.public_id)
    at = clock.current_time()
    context = {
        "page": page(viewer, row, found, at=at),
        "came": came,
        "typed": {name: request.POST.get(name, "") for name in ("receipt", "journal_number")},
        "files": files.to_fetch(request, "hand-over-file", hand_over=row.public_id) if found else [],
        "slip_url": address(request, "hand-over-receipt", hand_over=row.public_id),
        "list_url": address(request, "hand-over"),
    }
    response: Any = TemplateResponse(request, PAGE, context, status=422 if came.refusal else 200)
    response.subjects = [Ref("hand_over", row.public_id)]
    return response


def page(viewer: Viewer, row: HandOver, found: Released | None, *, at: datetime) -> Page:
    zone = ZoneInfo(row.neighbourhood.timezone)
    return Page(
        id=row.public_id,
        heading=weeks.name(Week.parse(row.week)),
        receiver=row.receiver.name,
        mark=marks.state(row),
        since=marks.since(row, zone=zone, at=at),
        received=_received(row, zone),
        recalled=marks.recalled_because(row),
        is_waiting=row.state == State.RELEASED,
        can_be_recalled=row.state in {State.RELEASED, State.ACKNOWLEDGED},
        items=[items.kept(one, zone) for one in found.items] if found else [],
        kept_back=[_kept_back(one) for one in queries.kept_back(viewer, row.public_id)],
        custody=[
            Custody(StepKind(one.kind).label, one.by_name, one.at.astimezone(zone), one.words)
            for one in queries.steps(viewer, row.public_id)
        ],
        digest=found.parcel.digest if found else "",
        is_sealed=bool(found and found.parcel.sealed_with),
        reasons=[(one.value, one.label) for one in RecallReason],
    )


def _kept_back(one: Any) -> str:
    words = one.left_out_because or str(marks.STANDINGS[one.standing].word)
    return f"{one.observation} · {one.get_sort_display()} · {words}"


def _received(row: HandOver, zone: ZoneInfo) -> str:
    if row.acknowledged_at is None:
        return ""
    said = {"moment": times.moment(row.acknowledged_at.astimezone(zone)), "how": marks.how(row)}
    if not row.journal_number:
        return _("%(moment)s, %(how)s") % said
    return _("%(moment)s, %(how)s · journal number %(number)s") % {**said, "number": row.journal_number}
