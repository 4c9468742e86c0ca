"""What an expiring link shows, by its kind: each feature registers its own page, this module knows none of them.

    @opens(LinkKind.HAND_OVER)
    def receipt(request, link, token): ...

The page runs outside any transaction; its form is sent to the same address and calls one action that uses the link up.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from karlemose.partners.enums import LinkKind
from karlemose.partners.links import Link

Page = Callable[[HttpRequest, Link, str], HttpResponse]
PAGES: dict[LinkKind, Page] = {}


def opens(kind: LinkKind) -> Callable[[Page], Page]:
    """Register the page of links of this kind."""

    def wrap(page: Page) -> Page:
        PAGES[kind] = page
        return page

    return wrap


def closed(request: HttpRequest) -> HttpResponse:
    """One answer for a link that is unknown, over, revoked or used, and for one that nothing opens."""
    return TemplateResponse(request, "staff/link/closed.html", {}, status=404)
