"""The sender's pages: the weeks, one week's items, the preview for a second person (ux.md, T2)."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.disclosure import actions, queries, states
from karlemose.disclosure.enums import State
from karlemose.disclosure.queries import HandOver
from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.ledger.refs import Ref
from karlemose.partners.entitled import colleagues_who_may
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import languages
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import address, where
from karlemose.web.staff.hand_over import approving, drafts, steps, weeks
from karlemose.web.staff.hand_over.looking import asked_for, led_to

EVIDENCE = (Channel.EVIDENCE,)
LIST, DRAFT, PREVIEW = "staff/hand_over/weeks.html", "staff/hand_over/draft.html", "staff/hand_over/preview.html"


@gate(Permission.HAND_OVER, queries=20, channels=EVIDENCE)
def all_weeks(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """How far each week has come; sent, a week is begun. It shows numbers alone."""
    if request.method == "POST":
        return _begun(request, viewer, neighbourhood)
    return _weeks(request, viewer, neighbourhood, _week(request.GET.get("week", "")))


@gate(Permission.HAND_OVER, queries=12, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def one_draft(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, draft: str) -> HttpResponse:
    """Whoever puts it together mends it here; a colleague and whoever comes later is led to where it is now."""
    row = asked_for(request, viewer, neighbourhood, draft)
    if request.method == "POST":
        return _stepped(request, viewer, row)
    if row.state not in states.OPEN:
        return led_to(request, "hand-over-one", hand_over=draft)
    if row.made_by_id != viewer.user_id or row.state == State.APPROVED:
        return led_to(request, "hand-over-preview", draft=draft)
    return _draft(request, viewer, row)


@gate(Permission.APPROVE_HAND_OVER, queries=14, reads=Event.HAND_OVER_OPENED, channels=EVIDENCE)
def preview(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, draft: str) -> HttpResponse:
    """Exactly what the police will read; here a second person says yes, and the week is released."""
    row = asked_for(request, viewer, neighbourhood, draft)
    if request.method == "POST":
        return _judged(request, viewer, row)
    if row.state not in states.OPEN:
        return led_to(request, "hand-over-one", hand_over=draft)
    return _preview(request, viewer, row)


def _begun(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    week = _week(request.POST.get("week", ""))
    with reading(viewer):
        police = weeks.receiver(viewer)
    if week is None or police is None:
        raise Http404
    try:
        made = actions.assemble(
            by=viewer,
            at=clock.current_time(),
            neighbourhood_id=neighbourhood.id,
            week=week,
            receiver_id=police.id,
            language=languages.of_paper().value,
            key=key_of(request),
        )
        begun = made.public_id
    except actions.AlreadyOpen as running:
        begun = running.hand_over
    except AlreadyDone as before:
        begun = before.subjects[0].id
    except (NotAllowed, actions.NothingToHandOver) as refusal:
        said = getattr(refusal, "sentence", "") or _("The police have everything of this week already.")
        with reading(viewer, channels=EVIDENCE):
            return _weeks(request, viewer, neighbourhood, week, refusal=str(said))
    return HttpResponseRedirect(address(request, "hand-over-draft", draft=begun))


def _stepped(request: Any, viewer: Viewer, row: HandOver) -> HttpResponse:
    done = steps.mend(request.POST, by=viewer, hand_over=row.public_id, key=key_of(request))
    if done.refusal:
        with reading(viewer, channels=EVIDENCE):
            return _draft(request, viewer, row, refusal=done)
    place = f"#item-{done.item_id}" if done.item_id else ""
    return HttpResponseRedirect(f"{address(request, 'hand-over-draft', draft=row.public_id)}{place}")


def _judged(request: Any, viewer: Viewer, row: HandOver) -> HttpResponse:
    done = steps.judge(request.POST, by=viewer, hand_over=row.public_id, key=key_of(request))
    if done.refusal:
        with reading(viewer, channels=EVIDENCE):
            now = queries.one(viewer, row.public_id)
            if now is not None and now.state in states.OPEN:
                return _preview(request, viewer, now, refusal=done.refusal)
    if done.is_approved:  # on to the release, which stands below what was read
        return HttpResponseRedirect(f"{address(request, 'hand-over-preview', draft=row.public_id)}#next")
    return HttpResponseRedirect(address(request, "hand-over-draft", draft=row.public_id))


def _weeks(
    request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: Week | None, *, refusal: str = ""
) -> HttpResponse:
    page = weeks.page(viewer, neighbourhood, week, at=clock.current_time(), where=where(request))
    return TemplateResponse(request, LIST, {"page": page, "refusal": refusal}, status=422 if refusal else 200)


def _draft(request: Any, viewer: Viewer, row: HandOver, *, refusal: steps.Done | None = None) -> HttpResponse:
    found = queries.draft(viewer, row.public_id, at=clock.current_time())
    if found is None:
        raise Http404
    context = {"page": drafts.page(found, where(request)), "refusal": refusal}
    response: Any = TemplateResponse(request, DRAFT, context, status=422 if refusal else 200)
    response.subjects = [Ref("hand_over", row.public_id)]
    return response


def _preview(request: Any, viewer: Viewer, row: HandOver, *, refusal: str = "") -> HttpResponse:
    at = clock.current_time()
    found = queries.draft(viewer, row.public_id, at=at)
    if found is None:
        raise Http404
    others = colleagues_who_may(
        viewer, Permission.APPROVE_HAND_OVER, neighbourhood_id=row.neighbourhood_id, on=viewer.on
    )
    page = approving.page(found, viewer, steps=queries.steps(viewer, row.public_id), others=others, at=at)
    context = {"page": page, "refusal": refusal, "draft_url": address(request, "hand-over-draft", draft=row.public_id)}
    response: Any = TemplateResponse(request, PREVIEW, context, status=422 if refusal else 200)
    response.subjects = [Ref("hand_over", row.public_id)]
    return response


def _week(written: str) -> Week | None:
    try:
        return Week.parse(written) if written else None
    except NotAWeek:
        return None
