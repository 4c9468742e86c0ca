"""What whoever looks after data protection looks at first: who read what, two purposes, renewals, open links."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.ledger import queries as ledger
from karlemose.partners import people
from karlemose.partners.enums import LinkKind
from karlemose.partners.readings import OF_PROTECTED
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import times
from karlemose.web.gate import gate
from karlemose.web.staff.greeting import greeting
from karlemose.web.staff.ledger import presenters as lines
from karlemose.web.staff.ledger.presenters import Shown
from karlemose.web.staff.people import presenters

LATEST = 3


@dataclass(frozen=True)
class Due:
    name: str
    organisation: str
    role: str
    state: str
    note: str


@dataclass(frozen=True)
class OpenLink:
    kind: str
    organisation: str
    days: str


@gate(Permission.OVERSEE, queries=12)
def oversight(request: Any, viewer: Viewer) -> HttpResponse:
    at = clock.current_time()
    on = clock.day_of(at)
    everybody = people.everybody(viewer, on=on)
    asks = {
        "pairs": people.pairs(everybody),
        "due": [_due(one, on) for one in everybody if presenters.is_due(one, on)],
        "unsigned": [one for one in everybody if one.confidentiality_signed_on is None and one.user_id],
        "without_contact": people.without_contact(viewer, on=on),
    }
    context = {
        **asks,
        "greeting": greeting(times.at_home(at), waiting=sum(map(len, asks.values()))),
        "readings": _latest_readings(viewer),
        "links": [_link(one) for one in people.open_links(viewer, at=at)],
        "number": len({one.user_id for one in everybody if one.user_id}),
    }
    return TemplateResponse(request, "staff/oversight/page.html", context)


def _latest_readings(viewer: Viewer) -> list[Shown]:
    found = ledger.page(partnership_id=viewer.partnership_id, events=OF_PROTECTED, size=LATEST)
    names = people.names(viewer, lines.people_in(found), own=False)
    return lines.lines(found, names=names).lines


def _due(person: people.Person, on: Any) -> Due:
    row = presenters.row(person, on)
    return Due(row.name, person.organisation, row.role, row.state, row.note)


def _link(link: people.OpenLink) -> OpenLink:
    kinds = {
        LinkKind.INVITATION: _("an invitation"),
        LinkKind.RESTORE: _("a way in for somebody who lost theirs"),
        LinkKind.HAND_OVER: _("a hand-over and its receipt"),
    }
    made, ends = (times.full_day(times.at_home(moment)) for moment in (link.made_at, link.expires_at))
    days = _("made %(made)s, open until %(ends)s") % {"made": made, "ends": ends}
    return OpenLink(kinds.get(link.kind, link.kind.value), link.organisation or _("the installation"), days)
