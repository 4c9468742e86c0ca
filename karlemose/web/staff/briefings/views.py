"""The weekly briefing: the list, and the paper itself."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import NotAWeek, Week
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.meetings import actions, queries
from karlemose.meetings.briefing import Wanted
from karlemose.partners.queries import organisations
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.briefings import presenters

PAGE = "staff/briefings/page.html"


@gate(Permission.READ_BRIEFINGS, queries=6)
def briefings(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    at = clock.current_time()
    page = presenters.page(viewer, neighbourhood, language=spoken(), at=at, where=where(request))
    return TemplateResponse(request, PAGE, {"page": page})


@gate(Permission.READ_BRIEFINGS, queries=6, reads=Event.BRIEFING_OPENED)
def paper(_request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str, language: str) -> HttpResponse:
    """A kept briefing; one that was never made is not there."""
    if language not in list(Language):
        raise Http404
    wanted = parsed(week)
    kept = queries.newest(viewer, neighbourhood, wanted, Language(language))
    return opened(kept, neighbourhood, wanted)


@require_POST
@gate(Permission.READ_BRIEFINGS, queries=0)
def make(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    """Make the paper of an ended week and open it; of the running week show what is known so far and keep nothing."""
    at, wanted_week = clock.current_time(), parsed(week)
    wanted = wanted_by(viewer, neighbourhood, wanted_week, asked(request), at=at)
    is_fresh = "fresh" in request.POST and viewer.has(Permission.MAKE_BRIEFINGS)
    pdf = actions.make(by=viewer, at=at, wanted=wanted, fresh=is_fresh)
    if not wanted_week.has_ended(at=at, zone=wanted.zone):
        return pdf_file(pdf, neighbourhood, wanted_week)
    if is_fresh:
        return HttpResponseRedirect(reverse("staff:briefings-week", kwargs={**where(request), "week": week}))
    address = {**where(request), "week": week, "language": wanted.language.value}
    return HttpResponseRedirect(reverse("staff:briefings-pdf", kwargs=address))


def wanted_by(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, language: Language, *, at: datetime) -> Wanted:
    """The viewer's own organisation's briefing of a week that has begun."""
    if week > Week.of(at, weeks.zone_of(neighbourhood)):
        raise Http404
    with reading(viewer):
        receiver = organisations(viewer).filter(id=viewer.organisation_id).first()
    if receiver is None:
        raise Http404
    return Wanted(neighbourhood=neighbourhood, week=week, receiver=receiver, language=language)


def opened(kept: queries.KeptBriefing | None, neighbourhood: Neighbourhood, week: Week) -> Any:
    """A kept paper, with what the line about its reading names."""
    if kept is None:
        raise Http404
    response = pdf_file(bytes(kept.pdf), neighbourhood, week)
    response.subjects = [Ref("briefing", str(kept.id))]
    return response


def pdf_file(pdf: bytes, neighbourhood: Neighbourhood, week: Week) -> Any:
    name = f"{neighbourhood.slug}-{week}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def parsed(written: str) -> Week:
    try:
        return Week.parse(written)
    except NotAWeek as error:
        raise Http404 from error


def asked(request: Any) -> Language:
    asked = request.POST.get("language", "")
    return Language(asked) if asked in list(Language) else spoken()


def spoken() -> Language:
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.DANISH


def where(request: Any) -> dict[str, str]:
    return {"partnership": request.partnership.slug, "neighbourhood": request.neighbourhood.slug}
