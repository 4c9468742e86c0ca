"""How the installation is: what `karlemose doctor` says, as far as a page may."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string

from karlemose.foundation import clock
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web import times
from karlemose.web.gate import gate
from karlemose.web.staff.greeting import greeting
from karlemose.web.staff.state import words

MARKS = ("✓", "!", "✗")  # well, waits for somebody, wrong


@dataclass(frozen=True)
class Line:
    what: str
    found: str
    mark: str
    helps: str
    is_command: bool


@gate(Permission.SEE_STATE, queries=4)
def state(request: Any, viewer: Viewer) -> HttpResponse:
    """`STATE_OF_INSTALLATION` names who looks: the installation knows itself, no room below does."""
    look = import_string(settings.STATE_OF_INSTALLATION)
    at = clock.current_time()
    findings = [_line(one) for one in look(at=at)]
    context = {
        "greeting": greeting(times.at_home(at), waiting=sum(one.mark != MARKS[0] for one in findings)),
        "findings": findings,
        "worst": max((MARKS.index(one.mark) for one in findings), default=0),
    }
    return TemplateResponse(request, "staff/state/page.html", context)


def _line(finding: Any) -> Line:
    return Line(
        what=words.said(finding.what, {}),
        found=words.said(finding.says, finding.given),
        mark=finding.mark,
        helps=words.said(finding.helps, {}),
        is_command=bool(finding.helps) and finding.helps not in words.SENTENCES,
    )
