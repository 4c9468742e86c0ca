"""The way in: for whom one works today, then where; and why somebody finds nothing here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.accounts import sessions
from karlemose.foundation import clock
from karlemose.partners import people
from karlemose.partners.standing import Standing
from karlemose.places import queries as places
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import navigation, times, words, working
from karlemose.web.gate import gate, open_to_everyone

PAGE = "staff/partnerships/page.html"


@dataclass(frozen=True)
class Door:
    label: str
    url: str = ""
    icon: str = "people"
    note: str = ""
    membership_id: int = 0
    purpose: str = ""


@dataclass(frozen=True)
class Doors:
    heading: str
    doors: list[Door]
    empty: str = ""
    lead: str = ""
    resting: list[str] = field(default_factory=list)
    after: str = ""
    leads_out: bool = False


@open_to_everyone("shows a signed-in person whom they work for, and sends everybody else to sign-in", queries=12)
def partnerships(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.method == "POST":
        return _choose(request)
    working.begin_by_itself(request)
    mine = people.works(user_id=request.user.pk, on=clock.today())
    worn = sessions.worn(request)
    if worn is None:
        return _shown(request, _choice(mine))
    current = next((one for one in mine if one.membership_id == worn), None)
    if current is None or current.standing is not Standing.RUNNING:
        return _shown(request, _over(current, mine))
    if Permission.ENTER not in OF_ROLE[current.role]:
        return _shown(request, _nothing_yet(current))
    return HttpResponseRedirect(reverse("partnership", args=[current.partnership.slug]))


def _choose(request: HttpRequest) -> HttpResponse:
    """Wear one of one's own memberships; whoever wears another already signs in anew for that."""
    number = request.POST.get("membership", "")
    mine = people.standings(user_id=request.user.pk, on=clock.today())
    chosen = next((one for one in mine if str(one.membership_id) == number), None)
    if chosen is None:
        raise Http404
    try:
        working.begin(request, chosen)
    except sessions.AnotherIsWorn:
        return _shown(request, _another_is_worn())
    return HttpResponseRedirect(reverse("partnerships"))


@gate(Permission.ENTER, queries=5)
def partnership(request: Any, viewer: Viewer) -> HttpResponse:
    slug = request.partnership.slug
    own = navigation.of_partnership(viewer, partnership=slug, current="")
    if own:
        return HttpResponseRedirect(own[0].url)
    found = places.neighbourhoods(viewer)
    doors = [Door(one.name, reverse("staff:home", args=[slug, one.slug]), "home") for one in found]
    if len(doors) == 1:
        return HttpResponseRedirect(doors[0].url)
    empty = _("There is no neighbourhood here yet. Whoever runs the installation adds one.")
    heading = _("Where are you today?") if doors else request.partnership.name
    return TemplateResponse(request, PAGE, {"page": Doors(heading, doors, empty, lead=request.partnership.name)})


def _shown(request: HttpRequest, page: Doors) -> HttpResponse:
    return TemplateResponse(request, PAGE, {"page": page})


def _choice(mine: Sequence[people.Work]) -> Doors:
    running = [one for one in mine if one.standing is Standing.RUNNING]
    doors = [_door(one) for one in running]
    return Doors(
        heading=_("Whom do you work for today?") if doors else _("Nothing to do here today"),
        doors=doors,
        lead=_("You choose once. For the other work you sign out and in again: two purposes never meet.")
        if doors
        else "",
        empty=""
        if doors or _resting(mine)
        else _("You do not work in a partnership at the moment. Your own organisation can change that."),
        resting=_resting(mine),
    )


def _over(current: people.Work | None, mine: Sequence[people.Work]) -> Doors:
    """What was worn has ended, or rests, since it was chosen."""
    others = any(one.standing is Standing.RUNNING for one in mine)
    ended = _("This work has ended. If that is wrong, ask the contact person of your organisation.")
    return Doors(
        heading=_("You cannot go on here"),
        doors=[],
        empty="" if current is not None else ended,
        resting=_resting([current]) if current is not None else [],
        after=_("For your other work: sign out, and in again.") if others else "",
        leads_out=True,
    )


def _nothing_yet(current: people.Work) -> Doors:
    return Doors(
        heading=_("No page for this work yet"),
        doors=[],
        empty=_("What %(role)s works with is not built yet. Nothing is kept here for this purpose: %(purpose)s.")
        % {"role": _lower(str(words.ROLES[current.role])), "purpose": words.PURPOSES[current.purpose]},
        lead=f"{current.organisation} · {current.partnership.name}",
        leads_out=True,
    )


def _another_is_worn() -> Doors:
    return Doors(
        heading=_("You work under another purpose now"),
        doors=[],
        empty=_("Two purposes never share one sign-in. Sign out first, then in again, and choose the other one."),
        leads_out=True,
    )


def _door(work: people.Work) -> Door:
    note = _("%(role)s · purpose: %(purpose)s") % {
        "role": words.ROLES[work.role],
        "purpose": words.PURPOSES[work.purpose],
    }
    return Door(
        work.organisation, icon="people", note=note, membership_id=work.membership_id, purpose=work.purpose.value
    )


def _resting(mine: Sequence[people.Work]) -> list[str]:
    """Who wakes what rests, and when what is ahead begins."""
    return [_resting_sentence(one) for one in mine if one.standing is Standing.RESTING]


def _resting_sentence(work: people.Work) -> str:
    told = {"role": words.ROLES[work.role], "organisation": work.organisation, "day": times.full_day(work.renew_by)}
    if work.contacts:
        told["names"] = _(" or ").join(work.contacts)
        return _("%(role)s, %(organisation)s: it rests. %(names)s can renew it.") % told
    return _("%(role)s, %(organisation)s: it rests. Whoever runs the installation can renew it.") % told


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
