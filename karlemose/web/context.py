"""What every template knows: the demo's mark, how the page should look, and who is at work where."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.policy.viewer import Viewer
from karlemose.web import navigation, times, words

APPEARANCES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """`viewer`, `partnership` and `neighbourhood` are set by the gate; pages outside of it have none of them."""
    viewer = getattr(request, "viewer", None)
    session = getattr(request, "session", {})
    return {
        "is_demo": settings.IS_DEMO,
        "appearance": session.get("appearance", ""),
        "viewer": viewer,
        "viewer_words": _words_of(viewer) if viewer else None,
        **_place(request, viewer),
    }


def _place(request: HttpRequest, viewer: Viewer | None) -> dict[str, Any]:
    partnership, neighbourhood = getattr(request, "partnership", None), getattr(request, "neighbourhood", None)
    if viewer is None or partnership is None:
        return {"partnership": partnership, "neighbourhood": None, "navigation": None, "home_url": "/"}
    current = (request.resolver_match.url_name if request.resolver_match else "") or ""
    own = navigation.of_partnership(viewer, partnership=partnership.slug, current=current)
    if neighbourhood is None:
        return {
            "partnership": partnership,
            "neighbourhood": None,
            "navigation": own or None,
            "home_url": reverse("partnership", args=[partnership.slug]),
            "printed_at": times.at_home(clock.current_time()),
        }
    where = {"partnership": partnership.slug, "neighbourhood": neighbourhood.slug}
    return {
        "partnership": partnership,
        "neighbourhood": neighbourhood,
        "navigation": navigation.Navigation([*own, *navigation.entries(viewer, current=current, **where)]),
        "home_url": reverse("staff:home", kwargs=where),
        "printed_at": clock.current_time().astimezone(ZoneInfo(neighbourhood.timezone)),
    }


def _words_of(viewer: Viewer) -> dict[str, Any]:
    organisation = words.ORGANISATIONS.get(viewer.organisation_kind) if viewer.organisation_kind else None
    return {
        "role": words.ROLES[viewer.role],
        "organisation": organisation or viewer.organisation_name,
        "purpose": words.PURPOSES[viewer.purpose],
        "sentence": words.SENTENCES.get(viewer.purpose, ""),
    }
