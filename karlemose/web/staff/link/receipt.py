"""The receipt of a hand-over by whoever holds its link, without an account: what it is, one number, one button."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.disclosure import queries, receiving, states
from karlemose.disclosure.drafting import NoSuchHandOver
from karlemose.disclosure.enums import State
from karlemose.foundation import clock
from karlemose.foundation.clock import Week
from karlemose.partners import links
from karlemose.partners.enums import LinkKind
from karlemose.partners.links import Link
from karlemose.tenancy.acting import acting_for
from karlemose.web.staff import weeks
from karlemose.web.staff.link.opening import closed, opens

PAGE, THANKS = "staff/link/receipt.html", "staff/link/receipt_given.html"


@opens(LinkKind.HAND_OVER)
def receipt(request: Any, link: Link, token: str) -> HttpResponse:
    if request.method == "POST":
        return _given(request, link, token)
    return _shown(request, link)


def _given(request: Any, link: Link, token: str) -> HttpResponse:
    journal = request.POST.get("journal_number", "")
    try:
        row = receiving.acknowledge_by_link(
            partnership_id=link.partnership_id, token=token, at=clock.current_time(), journal_number=journal
        )
    except receiving.NotAJournalNumber:
        return _shown(request, link, refusal=_("Write your journal number in letters and digits, or leave it empty."))
    except (links.LinkIsClosed, states.WrongState, NoSuchHandOver):
        return closed(request)
    context = {"week": weeks.name(Week.parse(row.week)), "row": row}
    return TemplateResponse(request, THANKS, context)


def _shown(request: Any, link: Link, *, refusal: str = "") -> HttpResponse:
    with acting_for(link.partnership_id, read_only=True):
        row = queries.of_link(links.ref_of(link).id)
        if row is None or row.state != State.RELEASED:
            return closed(request)
        week, zone = Week.parse(row.week), weeks.zone_of(row.neighbourhood)
        context = {
            "row": row,
            "week": weeks.name(week),
            "days": weeks.days(week),
            "released_at": row.released_at.astimezone(zone),
            "expires_at": link.expires_at.astimezone(zone),
            "refusal": refusal,
            "journal": request.POST.get("journal_number", ""),
        }
    return TemplateResponse(request, PAGE, context, status=422 if refusal else 200)
