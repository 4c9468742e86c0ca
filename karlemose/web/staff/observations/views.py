"""All observations of the neighbourhood that the viewer may read, and a file of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.foundation import clock
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import exporting, queries
from karlemose.observations.refusals import Refused
from karlemose.partners.queries import organisations
from karlemose.places.choosing import choices
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, key_of, reading
from karlemose.web.staff.addresses import address
from karlemose.web.staff.observations import presenters
from karlemose.web.staff.observations.forms import ExportForm, FilterForm
from karlemose.web.staff.observations.presenters import Asked

PAGE = "staff/observations/page.html"
EXPORT = "staff/observations/export.html"
CSV = "text/csv; charset=utf-8"


@gate(Permission.SEE_PICTURE, queries=9)
def observations(request: HttpRequest, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    form = _form(request.GET, viewer, neighbourhood)
    page = queries.search(viewer, neighbourhood, words=form.words, filters=form.filters, after=request.GET.get("after"))
    asked = Asked(
        path=request.path,
        query=request.GET.dict(),
        chosen=form.chosen,
        export=address(request, "observations-export") if viewer.has(Permission.EXPORT) else None,
    )
    listing = presenters.listing(page, neighbourhood, asked=asked)
    name = f"{PAGE}#rows" if is_part(request) else PAGE
    context = {"form": form, "listing": listing, "fields": form.narrowing, "has_mistakes": bool(form.errors)}
    response = TemplateResponse(request, name, context)
    response.headers["Vary"] = "HX-Request"
    return response


@gate(Permission.EXPORT, queries=8)
def export(request: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> HttpResponse:
    """Why a file is taken out, and then the file: what the list was narrowed to, the open part alone."""
    if request.method != "POST":
        return _export_page(request, _form(request.GET, viewer, neighbourhood), ExportForm())
    with reading(viewer):
        narrowed = _form(request.GET, viewer, neighbourhood)
    form = ExportForm(request.POST)
    if form.is_valid():
        try:
            made = exporting.export(
                by=viewer,
                at=clock.current_time(),
                neighbourhood=neighbourhood,
                wanted=exporting.Wanted(narrowed.filters, narrowed.words, form.chosen),
                key=key_of(request),
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        except AlreadyDone:
            form.add_error(None, exporting.TAKEN_OUT)
        else:
            return _file(made, neighbourhood)
    return _export_page(request, narrowed, form)


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for the named part alone; a page restored from the history is asked for whole."""
    is_restored = "HX-History-Restore-Request" in request.headers
    return request.headers.get("HX-Request-Type") == "partial" and not is_restored


def _form(asked: Any, viewer: Viewer, neighbourhood: Neighbourhood) -> FilterForm:
    return FilterForm(
        asked,
        kinds=queries.kinds_found(viewer, neighbourhood),
        places=choices(viewer, neighbourhood),
        sources=list(organisations(viewer)),
    )


def _export_page(request: Any, narrowed: FilterForm, form: ExportForm) -> HttpResponse:
    context = {"form": form, "chosen": narrowed.chosen, "back_url": address(request, "observations")}
    return TemplateResponse(request, EXPORT, context, status=422 if form.errors else 200)


def _file(made: exporting.Exported, neighbourhood: Neighbourhood) -> HttpResponse:
    name = f"{neighbourhood.slug}-{made.digest[:8]}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made.content, content_type=CSV, headers=headers)
