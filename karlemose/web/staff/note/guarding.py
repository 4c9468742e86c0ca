"""The guard's answer on the form: the words in their sentence, and for each what one tap does with them.

A move is a submit button whose value holds the words themselves, so that it means the same whatever else was changed
before it was pressed: `move:text:QX 12 345`, `delete:description:010190-1234`, `keep:text:Jonas`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from karlemose.observations import guard as guards
from karlemose.observations.enums import Move, Sort
from karlemose.observations.guard import Finding

OPEN = "text"
WRITTEN = (OPEN, "description", "assessment", "names", "dwelling")  # fields that the guard reads
ONE_ONLY = "plate"  # holds one plate; a second goes to the description
MOST_KEPT = 50  # words of one form that are said to be no names


@dataclass(frozen=True)
class Button:
    label: str
    value: str


@dataclass(frozen=True)
class Line:
    words: str
    sentence: str
    moves: list[Button]


@dataclass(frozen=True)
class Guard:
    """What was found in one field, for its page."""

    field: str
    parts: list[tuple[str, Finding | None]]
    lines: list[Line]


def guard(field: str, parts: Iterable[tuple[str, Finding | None]], *, holds_particulars: bool) -> Guard:
    pieces = list(parts)
    found = {words: finding for words, finding in pieces if finding}
    lines = [_line(field, words, finding, holds_particulars) for words, finding in found.items()]
    return Guard(field, pieces, lines)


def kept(data: QueryDict) -> list[str]:
    """The words of which the writer said that they are no names, the button just pressed included."""
    move, _field, words = _pressed(data)
    found = [*data.getlist("keep"), *([words] if move == Move.KEEP else [])]
    return list(dict.fromkeys(filter(None, found)))[:MOST_KEPT]


def after_move(data: QueryDict) -> QueryDict | None:
    """The form as it is after the button that was pressed; None when it was "send"."""
    move, field, words = _pressed(data)
    if move not in Move.values or field not in WRITTEN or not words:
        return None
    changed = data.copy()
    if move != Move.KEEP:
        text, target = _without(changed.get(field, ""), field, words, kept(data))
        changed[field] = text
        if move == Move.MOVE and target:
            _put(changed, target, words)
    return changed


def _without(text: str, field: str, words: str, words_kept: list[str]) -> tuple[str, str]:
    """The text without these words wherever the guard finds them, and the protected field they belong to."""
    target = ""
    while found := [one for one in _findings(text, field, words_kept) if one.words(text) == words]:
        target = guards.FIELDS.get(found[0].sort, "")
        text = guards.without(text, found[0])
    return text, target


def _findings(text: str, field: str, words_kept: list[str]) -> list[Finding]:
    if field == OPEN:
        return guards.judged(text, words=words_kept)
    return guards.findings(text, sorts={Sort.CPR})


def _put(data: QueryDict, target: str, words: str) -> None:
    """Into its field, behind what stands there."""
    there = data.get(target, "").strip()
    if there and target == ONE_ONLY and words != there:
        target, there = "description", data.get("description", "").strip()
    if words not in there:
        data[target] = f"{there}, {words}" if there else words


def _pressed(data: QueryDict) -> tuple[str, str, str]:
    move, _colon, rest = data.get("guard", "").partition(":")
    field, _colon, words = rest.partition(":")
    return move, field, words


def _line(field: str, words: str, finding: Finding, holds_particulars: bool) -> Line:
    moves = finding.moves(may_protect=holds_particulars and field == OPEN)
    buttons = [Button(str(move.label), f"{move.value}:{field}:{words}") for move in moves]
    return Line(words, _sentence(words, finding.sort, holds_particulars), buttons)


def _sentence(words: str, sort: Sort, holds_particulars: bool) -> str:
    if sort is Sort.CPR:
        return _("“%(words)s” looks like a CPR number. It cannot be kept.") % {"words": words}
    looks = {
        Sort.NAME: _("“%(words)s” looks like a name."),
        Sort.PLATE: _("“%(words)s” looks like a number plate."),
        Sort.PHONE: _("“%(words)s” looks like a telephone number."),
        Sort.EMAIL: _("“%(words)s” looks like an e-mail address."),
        Sort.DWELLING: _("“%(words)s” looks like the number of a dwelling."),
    }[sort] % {"words": words}
    if holds_particulars:
        return f"{looks} " + _("It belongs under Protected, where only the office and the police read.")
    return f"{looks} " + _("Everybody reads this field: leave it out.")
