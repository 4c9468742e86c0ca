"""The address of every expiring link."""

from allauth.core.internal.ratelimit import consume, respond_429
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from karlemose.accounts.door import while_enrolling
from karlemose.foundation import clock
from karlemose.partners import links
from karlemose.partners.enums import LinkKind
from karlemose.tenancy.acting import partnership_of
from karlemose.web.gate import open_to_everyone
from karlemose.web.staff.link import opening

RATES = {"link": "60/5m/ip"}  # a whole office behind one address may open its links; a guesser may not


@while_enrolling
@open_to_everyone(
    "whoever was given a link has no account; its token is what opens, once and for fourteen days", queries=9
)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, partnership: str, token: str) -> HttpResponse:
    """Open what the link is for. Asking is limited, and the answer to everything else is one page."""
    if not consume(request, app="karlemose", action="link", config=RATES, limit_get=True):
        return respond_429(request)
    found = partnership_of(partnership)
    if found is None:
        return opening.closed(request)
    ask = links.find_link if request.method == "POST" else links.open_link
    opened = ask(partnership_id=found.id, token=token, at=clock.current_time())
    page = opening.PAGES.get(LinkKind(opened.kind)) if opened else None
    if opened is None or page is None:
        return opening.closed(request)
    request.partnership = found  # type: ignore[attr-defined]  # for the page
    return page(request, opened, token)
