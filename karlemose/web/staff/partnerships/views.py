"""The way in: one's partnerships, then the neighbourhoods of one of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.partners import queries as partners
from karlemose.places import queries as places
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.gate import gate, open_to_everyone

PAGE = "staff/partnerships/page.html"


@dataclass(frozen=True)
class Door:
    label: str
    url: str
    icon: str
    note: str = ""


@dataclass(frozen=True)
class Doors:
    heading: str
    doors: list[Door]
    empty: str
    lead: str = ""


@open_to_everyone("shows a signed-in person their own partnerships, and sends everybody else to sign-in", queries=6)
def partnerships(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    today = clock.current_time().date()
    mine = partners.partnerships_of(user_id=request.user.pk, on=today)
    doors = [Door(one.name, reverse("partnership", args=[one.slug]), "people") for one in mine]
    if len(doors) == 1:
        return HttpResponseRedirect(doors[0].url)
    empty = _("You do not work in a partnership at the moment. Your own organisation can change that.")
    return TemplateResponse(request, PAGE, {"page": Doors(_("Your partnerships"), doors, empty)})


@gate(Permission.ENTER, queries=5)
def partnership(request: Any, viewer: Viewer) -> HttpResponse:
    slug = request.partnership.slug
    found = places.neighbourhoods(viewer)
    doors = [Door(one.name, reverse("staff:home", args=[slug, one.slug]), "home") for one in found]
    if len(doors) == 1:
        return HttpResponseRedirect(doors[0].url)
    empty = _("There is no neighbourhood here yet. Whoever runs the installation adds one.")
    heading = _("Where are you today?") if doors else request.partnership.name
    return TemplateResponse(request, PAGE, {"page": Doors(heading, doors, empty, lead=request.partnership.name)})
