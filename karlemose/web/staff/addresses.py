"""Addresses of pages: of this neighbourhood, and of what is handed to somebody outside."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def where(request: Any) -> dict[str, str]:
    """What the address of every page of a neighbourhood begins with."""
    return {"partnership": request.partnership.slug, "neighbourhood": request.neighbourhood.slug}


def address(request: Any, page: str, **more: str) -> str:
    return reverse(f"staff:{page}", kwargs={**where(request), **more})


def link_url(request: Any, token: str) -> str:
    """Of an expiring link: by the address that the installation has, never by the one that a request names."""
    return f"{settings.PUBLIC_URL}{reverse('link', args=[request.partnership.slug, token])}"
