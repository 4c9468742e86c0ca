"""Lines of the ledger as a person reads them: when, who, what; names where the reader may know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from karlemose.ledger.queries import Line, Page
from karlemose.partners.readings import OF_PROTECTED
from karlemose.policy.rulebook import in_force
from karlemose.web import times, typed
from karlemose.web.staff.ledger import words
from karlemose.web.staff.rules.presenters import SHORT


@dataclass(frozen=True)
class Shown:
    at: datetime
    who: str
    what: str
    more: str
    rules: tuple[str, ...] = ()  # by which it was read, agreed or signed; each has its place on the rules' page
    former_text: str = ""  # of the rulebook, where those rules stood in another text than today's
    lacks_rule: bool = False  # protected, and read before lines named their rules


@dataclass(frozen=True)
class Lines:
    lines: list[Shown]
    older: int | None


def lines(page: Page, *, names: Mapping[int, str]) -> Lines:
    return Lines([shown(line, names=names) for line in page.lines], page.older)


def shown(line: Line, *, names: Mapping[int, str]) -> Shown:
    more = [words.detail(line), words.subjects(line)]
    return Shown(
        at=times.at_home(line.at),
        who=who(line.actor, names=names),
        what=words.event(line.event),
        more=" · ".join(part for part in more if part),
        rules=words.rules(line),
        former_text=_former_text(line),
        lacks_rule=line.event in OF_PROTECTED and not words.rules(line),
    )


def rules_in(page: Page) -> set[str]:
    """The rules that a page's lines name."""
    return {rule for line in page.lines for rule in words.rules(line)}


def people_in(page: Page) -> set[int]:
    """The users that a page's lines were written by."""
    found = (line.actor.partition(":") for line in page.lines)
    return {int(number) for kind, _colon, number in found if kind == "person" and number.isdigit()}


def who(actor: str, *, names: Mapping[int, str]) -> str:
    kind, _colon, rest = actor.partition(":")
    if kind == "person":
        return names.get(int(rest), _("somebody")) if rest.isdigit() else _("somebody")
    told = {
        "command": _("whoever runs the installation"),
        "job": _("the installation itself"),
        "link": _("the holder of a link"),
        "nobody": _("nobody known"),
    }
    return told.get(kind, kind)


def _former_text(line: Line) -> str:
    text = str(line.detail.get("rulebook") or "")
    return "" if text in {"", in_force().version} else text[:SHORT]


def before(request: HttpRequest) -> int | None:
    """The key of the page that an address asks for; nonsense asks for the first."""
    return typed.number(request.GET.get("before", ""))
