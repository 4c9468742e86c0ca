"""What one may do here, until when, who can change it, and what was changed about it."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.ledger import queries as ledger
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.partners import people
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import times, words
from karlemose.web.gate import gate
from karlemose.web.staff.facts import Fact
from karlemose.web.staff.ledger import presenters

ABOUT = (
    Event.MEMBERSHIP_INVITED,
    Event.MEMBERSHIP_STARTED,
    Event.MEMBERSHIP_CHANGED,
    Event.MEMBERSHIP_RENEWED,
    Event.MEMBERSHIP_ENDED,
    Event.ACCESS_RESTORED,
    Event.DEVICE_REVOKED,
)


@gate(Permission.ENTER, queries=10)
def me(request: Any, viewer: Viewer) -> HttpResponse:
    on = clock.today()
    own = people.person(viewer, membership_id=viewer.membership_id or 0, on=on)
    mine = people.memberships_of(viewer)
    subjects = [*(Ref("membership", str(number)) for number in mine), Ref("user", str(viewer.user_id))]
    page = ledger.about(
        partnership_id=viewer.partnership_id,
        subjects=subjects,
        events=ABOUT,
        before=presenters.before(request),
    )
    names = people.names(viewer, presenters.people_in(page), own=False)
    context = {
        "facts": _facts(viewer, own) if own else [],
        "contacts": people.contacts_of(viewer, on=on),
        "lines": presenters.lines(page, names=names),
    }
    return TemplateResponse(request, "staff/me/page.html", context)


def _facts(viewer: Viewer, own: people.Person) -> list[Fact]:
    return [
        Fact(_("Role"), str(words.ROLES[own.role])),
        Fact(_("Works for"), viewer.organisation_name),
        Fact(_("Purpose"), str(words.PURPOSES[own.purpose])),
        Fact(_("From"), times.full_day(own.from_on)),
        Fact(_("Until"), times.full_day(own.until_on) if own.until_on else _("further notice")),
        Fact(_("To be renewed by"), times.full_day(own.renew_by)),
    ]
