"""What each partner may read, where and until when: the agreements that the walls obey."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from karlemose.foundation import clock
from karlemose.partners.agreements import Agreed, agreements
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Level, Permission
from karlemose.web import times
from karlemose.web.gate import gate


@dataclass(frozen=True)
class Row:
    organisation: str
    reads: str
    where: str
    days: str
    basis: str
    is_own: bool


@gate(Permission.SEE_AGREEMENTS, queries=5)
def list_agreements(request: Any, viewer: Viewer) -> HttpResponse:
    on = clock.today()
    found = agreements(viewer)
    running = [_row(one, viewer) for one in found if one.until_on is None or one.until_on >= on]
    ended = [_row(one, viewer) for one in found if one.until_on is not None and one.until_on < on]
    return TemplateResponse(request, "staff/agreements/page.html", {"running": running, "ended": ended})


def _row(one: Agreed, viewer: Viewer) -> Row:
    return Row(
        organisation=one.organisation,
        reads=_("single observations of the shared picture")
        if one.level is Level.RECORD
        else _("the public level: months and estates"),
        where=one.neighbourhood or _("all neighbourhoods"),
        days=_days(one.from_on, one.until_on),
        basis=one.basis,
        is_own=one.organisation_id == viewer.organisation_id,
    )


def _days(first: date, last: date | None) -> str:
    if last is None:
        return _("from %(day)s until further notice") % {"day": times.full_day(first)}
    return f"{times.full_day(first)} – {times.full_day(last)}"
