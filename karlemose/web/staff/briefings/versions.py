"""One week's papers: every version that was kept, what was known at a moment, and its counts as a file."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import Week, localise
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.heads import signed_codes
from karlemose.ledger.recording import AlreadyDone
from karlemose.meetings import actions, exporting, queries
from karlemose.observations.exporting import TAKEN_OUT
from karlemose.partners import people
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import address, where
from karlemose.web.staff.briefings import history
from karlemose.web.staff.briefings.forms import CountsForm, MomentForm
from karlemose.web.staff.briefings.views import asked, opened, pdf_file, wanted_by
from karlemose.web.staff.observations.views import CSV

PAGE = "staff/briefings/week.html"
COUNTS = "staff/briefings/counts.html"


@gate(Permission.READ_BRIEFINGS, queries=8)
def week(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    at = clock.current_time()
    return _page(request, viewer, neighbourhood, weeks.begun(week, neighbourhood, at=at), MomentForm(), at=at)


@gate(Permission.READ_BRIEFINGS, queries=6, reads=Event.BRIEFING_OPENED)
def paper(
    _request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str, language: str, version: int
) -> HttpResponse:
    """One version of a week's paper."""
    if language not in list(Language) or version > queries.MOST_VERSIONS:
        raise Http404
    wanted = weeks.begun(week, neighbourhood, at=clock.current_time())
    kept = queries.version(viewer, neighbourhood, wanted, Language(language), version)
    return opened(kept, neighbourhood, wanted)


@require_POST
@gate(Permission.READ_BRIEFINGS, queries=0)
def as_known(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    """What was known at a moment, as a paper that is not kept."""
    at, form = clock.current_time(), MomentForm(request.POST)
    wanted = wanted_by(viewer, neighbourhood, weeks.begun(week, neighbourhood, at=at), asked(request))
    if form.is_valid():
        try:
            moment = localise(form.chosen, wanted.zone).moment
            made = actions.as_known(by=viewer, at=at, wanted=wanted, known_at=moment)
        except NotAllowed as refusal:
            form.add_error("known_at", refusal.sentence)
        except OverflowError:
            form.add_error("known_at", _("The week had not begun by then."))
        else:
            return pdf_file(made.pdf, neighbourhood, wanted.week)
    with reading(viewer):
        return _page(request, viewer, neighbourhood, wanted.week, form, at=at)


@gate(Permission.EXPORT, queries=5)
def export(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    """What a file of counts is for and who will read it, and then the file."""
    at = clock.current_time()
    wanted_week = weeks.begun(week, neighbourhood, at=at)
    is_over = wanted_week.has_ended(at=at, zone=weeks.zone_of(neighbourhood))
    if not is_over or neighbourhood.id not in viewer.sees(Channel.PICTURE):
        raise Http404
    if request.method != "POST":
        return _counts_page(request, wanted_week, CountsForm())
    form = CountsForm(request.POST)
    if form.is_valid():
        wanted = wanted_by(viewer, neighbourhood, wanted_week, asked(request))
        chosen = {"readers": form.chosen_readers, "reason": form.chosen}
        try:
            made = exporting.export(by=viewer, at=at, wanted=wanted, key=key_of(request), **chosen)
        except AlreadyDone:
            form.add_error(None, TAKEN_OUT)
        else:
            name = f"{neighbourhood.slug}-{wanted_week}-{made.digest[:8]}.csv"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(made.content, content_type=CSV, headers=headers)
    return _counts_page(request, wanted_week, form)


def _page(
    request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, form: MomentForm, *, at: datetime
) -> HttpResponse:
    kept = queries.kept_of(viewer, neighbourhood, week)
    known = history.Known(
        viewer=viewer,
        at=at,
        names=people.names(viewer, {*history.makers(kept), viewer.user_id or 0}, own=True),
        codes=signed_codes(partnership_id=viewer.partnership_id, codes=[one.head_code for one in kept]),
    )
    page = history.page(kept, neighbourhood, week, known=known, where=where(request))
    context = {"page": page, "form": form}
    return TemplateResponse(request, PAGE, context, status=422 if form.errors else 200)


def _counts_page(request: Any, week: Week, form: CountsForm) -> HttpResponse:
    back_url = address(request, "briefings-week", week=str(week))
    context = {"form": form, "week": weeks.name(week), "days": weeks.days(week), "back_url": back_url}
    return TemplateResponse(request, COUNTS, context, status=422 if form.errors else 200)
