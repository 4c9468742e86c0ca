"""The weekly briefing: the list, and the paper itself."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from karlemose.documents.content import Language
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.meetings import actions, queries
from karlemose.meetings.briefing import Wanted
from karlemose.partners.queries import organisations
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import languages
from karlemose.web.gate import gate, reading
from karlemose.web.staff import weeks
from karlemose.web.staff.addresses import address, where
from karlemose.web.staff.briefings import presenters

PAGE = "staff/briefings/page.html"


@gate(Permission.READ_BRIEFINGS, queries=6)
def briefings(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    at = clock.current_time()
    page = presenters.page(viewer, neighbourhood, language=languages.of_paper(), at=at, where=where(request))
    return TemplateResponse(request, PAGE, {"page": page})


@gate(Permission.READ_BRIEFINGS, queries=6, reads=Event.BRIEFING_OPENED)
def paper(_request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str, language: str) -> HttpResponse:
    """A kept briefing; one that was never made is not there."""
    if language not in list(Language):
        raise Http404
    wanted = weeks.begun(week, neighbourhood, at=clock.current_time())
    kept = queries.newest(viewer, neighbourhood, wanted, Language(language))
    return opened(kept, neighbourhood, wanted)


@require_POST
@gate(Permission.READ_BRIEFINGS, queries=0)
def make(request: Any, viewer: Viewer, neighbourhood: Neighbourhood, week: str) -> HttpResponse:
    """Make the paper of an ended week and open it; of the running week show what is known so far and keep nothing."""
    at = clock.current_time()
    wanted_week = weeks.begun(week, neighbourhood, at=at)
    wanted = wanted_by(viewer, neighbourhood, wanted_week, asked(request))
    is_fresh = "fresh" in request.POST and viewer.has(Permission.MAKE_BRIEFINGS)
    pdf = actions.make(by=viewer, at=at, wanted=wanted, fresh=is_fresh)
    if not wanted_week.has_ended(at=at, zone=wanted.zone):
        return pdf_file(pdf, neighbourhood, wanted_week)
    if is_fresh:
        return HttpResponseRedirect(address(request, "briefings-week", week=week))
    return HttpResponseRedirect(address(request, "briefings-pdf", week=week, language=wanted.language.value))


def wanted_by(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, language: Language) -> Wanted:
    """The viewer's own organisation's briefing."""
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


def asked(request: Any) -> Language:
    asked = request.POST.get("language", "")
    return Language(asked) if asked in list(Language) else languages.of_paper()
