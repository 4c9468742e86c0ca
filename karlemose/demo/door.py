"""The door: be one of the invented people, without a password. There is no such door outside the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from karlemose.accounts import sessions
from karlemose.accounts.models import User
from karlemose.demo import mark
from karlemose.demo.people import Person, by_organisation, people_at_the_door

View = Callable[..., HttpResponse]

# What somebody is, and what one can try as them.
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "henrik": (pgettext_lazy("at the door", "Chief of the local police"), _("Read the week and its briefing.")),
    "sara": (
        pgettext_lazy("at the door", "Local officer"),
        _("Answer the week with one press, open the briefing."),
    ),
    "jakob": (pgettext_lazy("at the door", "Local officer"), _("Stand in for Sara.")),
    "mette": (
        pgettext_lazy("at the door", "Investigator"),
        _("Check what was handed over; nothing of prevention is here."),
    ),
    "poul": (pgettext_lazy("at the door", "Area manager"), _("Read the week and its briefing.")),
    "lone": (
        pgettext_lazy("at the door", "Operations manager"),
        _("Hand the week over to the police, look after cameras."),
    ),
    "kim": (pgettext_lazy("at the door", "Caretaker"), _("Note an act in three steps, best on a phone.")),
    "rasmus": (pgettext_lazy("at the door", "Caretaker"), _("Note that there was nothing to report.")),
    "yasmin": (pgettext_lazy("at the door", "Housing office"), _("Approve a hand-over as the second person.")),
    "camilla": (pgettext_lazy("at the door", "Head of the social housing project"), _("Open Monday's briefing.")),
    "tobias": (pgettext_lazy("at the door", "Youth worker"), _("Note what you saw in the evening.")),
    "birgitte": (
        pgettext_lazy("at the door", "Head of centre in the municipality"),
        _("Read the week and its briefing."),
    ),
    "rikke": (
        pgettext_lazy("at the door", "Data-protection officer"),
        _("Ask who did what, who has two purposes, which rule is off."),
    ),
    "ulla": (pgettext_lazy("at the door", "IT operations"), _("See how the installation is; read no record.")),
    "hanne": (pgettext_lazy("at the door", "Leader of the kindergarten"), _("Know what happened near the playground.")),
    "peter": (pgettext_lazy("at the door", "Teacher in the kindergarten"), _("Note what lay by the swings.")),
    "grethe": (
        pgettext_lazy("at the door", "Chair of the residents' board"),
        _("Read month by month; nothing below five is shown."),
    ),
    "bilal": (
        pgettext_lazy("at the door", "Member of the residents' board"),
        _("Read month by month; nothing below five is shown."),
    ),
}


@dataclass(frozen=True)
class OpenDoor:
    """What the walk over all routes asks of a page. Said here, since this room and `web` know nothing of each other."""

    queries: int
    ledger_lines: int
    why: str = "the demonstration's door; its people are invented and its database is marked"
    permission: None = None
    reads: None = None


def open_door(*, queries: int, ledger_lines: int = 0) -> Callable[[View], View]:
    """A page without sign-in that is not there on a database without the demonstration's mark."""

    def wrap(view: View) -> View:
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not mark.is_marked():
                raise Http404
            return view(request, **kwargs)

        inner.gate = OpenDoor(queries, ledger_lines)  # type: ignore[attr-defined]
        return inner

    return wrap


@open_door(queries=2)
@never_cache
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can be, by organisation."""
    groups = [(organisation, [_shown(person) for person in people]) for organisation, people in by_organisation()]
    return TemplateResponse(request, "demo/people.html", {"groups": groups})


@open_door(queries=2, ledger_lines=1)
@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of them; whoever one was before is signed out, since two purposes never share a session."""
    emails = {person.code: person.email for person in people_at_the_door()}
    user = User.objects.filter(email=emails.get(request.POST.get("person", ""))).first()
    if user is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.admit_to_demo(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _shown(person: Person) -> dict[str, Any]:
    work, task = WORDS[person.code]
    return {"code": person.code, "name": person.name, "work": work, "task": task}
