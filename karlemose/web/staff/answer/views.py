"""The officer answers the week: what is marked, and exceptions by row (ux.md, T3)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import answer_actions, answers
from karlemose.observations.answer_actions import WeekAnswers
from karlemose.observations.refusals import Refused
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import typed
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import address, where
from karlemose.web.staff.answer import forms, presenters

PAGE, PREVIEW = "staff/answer/page.html", "staff/answer/preview.html"
SEND, CHANGE = "send", "change"


@gate(Permission.ANSWER, queries=8)
def last_week(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """The week that ended last: the one that is answered by Friday."""
    week = Week.of(clock.current_time(), weeks.zone_of(neighbourhood)).previous()
    return _page(request, viewer, neighbourhood, WeekAnswers(neighbourhood_id=neighbourhood.id, week=week))


@gate(Permission.ANSWER, queries=8)
def week_of(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    found = weeks.begun(week, neighbourhood, at=clock.current_time())
    if request.method == "POST":
        return _sent(request, viewer, neighbourhood, found)
    return _page(request, viewer, neighbourhood, WeekAnswers(neighbourhood_id=neighbourhood.id, week=found))


def _sent(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> HttpResponse:
    """First the preview of what is read on Friday; from there it is sent, or changed."""
    filled = forms.read(request.POST, neighbourhood_id=neighbourhood.id, week=week)
    step = request.POST.get("step", "")
    try:
        if step == SEND:
            return _send(request, viewer, filled)
        if step != CHANGE:
            return _preview(request, viewer, neighbourhood, filled)
    except Refused as refusal:
        with reading(viewer):
            return _page(request, viewer, neighbourhood, filled, refusal=refusal)
    except NotAllowed as refusal:
        with reading(viewer):
            return _page(request, viewer, neighbourhood, filled, refusal=Refused("marked", refusal.sentence))
    with reading(viewer):
        return _page(request, viewer, neighbourhood, filled)


def _preview(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, filled: WeekAnswers) -> HttpResponse:
    answer_actions.check_may_answer(viewer, neighbourhood_id=neighbourhood.id)
    with reading(viewer):
        preview = presenters.preview(viewer, neighbourhood, filled, at=clock.current_time())
    return TemplateResponse(request, PREVIEW, {"preview": preview})


def _send(request: Any, viewer: Viewer, filled: WeekAnswers) -> HttpResponse:
    at = clock.current_time()
    try:
        done = answer_actions.answer_week(by=viewer, at=at, what=filled, key=key_of(request))
        said = {"sent": done.written, "meanwhile": done.meanwhile}
    except AlreadyDone as before:
        said = {"sent": len(before.subjects), "meanwhile": 0}
    answered = address(request, "answer-week", week=str(filled.week))
    return HttpResponseRedirect(f"{answered}?{urlencode(said)}")


def _page(
    request: Any, viewer: Viewer, neighbourhood: Neighbourhood, filled: WeekAnswers, *, refusal: Refused | None = None
) -> HttpResponse:
    page = presenters.page(viewer, neighbourhood, filled, at=clock.current_time(), where=where(request))
    told = [typed.number(request.GET.get(name, ""), most_digits=4) or 0 for name in ("sent", "meanwhile")]
    context = {
        "page": page,
        "refusal": refusal,
        "sent": presenters.sent_words(*told),
        "is_signed": answers.may_write(viewer),
    }
    return TemplateResponse(request, PAGE, context, status=422 if refusal else 200)
