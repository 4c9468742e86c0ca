"""What is asked: who gives what to whom, what for, and what is stated about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from karlemose.policy.rulebook import Rulebook
from karlemose.policy.words import Channel

NEEDED = ("from", "to", "information", "purpose")
OPTIONAL = ("at", "channel", "conditions", "signed")


class NotFacts(ValueError):
    """The facts cannot be read; the message says what is wrong and lists what is known."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One disclosure as codes of the rulebook. `channel` is where the information lies, None when it is not said."""

    sender: str
    receiver: str
    information: str
    purpose: str
    at: date
    channel: Channel | None = None
    conditions: frozenset[str] = frozenset()


def facts_from(raw: object, *, rulebook: Rulebook, today: date) -> Facts:
    """Facts out of JSON. Raises `NotFacts` for a key or a code that nobody knows, never passes it over."""
    given = _keys(raw)
    words = rulebook.vocabulary
    channel = given.get("channel")
    return Facts(
        sender=_code("from", given["from"], words.parties),
        receiver=_code("to", given["to"], words.parties),
        information=_code("information", given["information"], words.information),
        purpose=_code("purpose", given["purpose"], words.purposes),
        at=_day(given.get("at"), today),
        channel=None if channel is None else Channel(_code("channel", channel, list(Channel))),
        conditions=frozenset(_codes("conditions", given.get("conditions"), words.conditions)),
    )


def signed_in(raw: object, *, rulebook: Rulebook) -> frozenset[str]:
    """Ids of the rules that the facts take as signed."""
    return frozenset(_codes("signed", _keys(raw).get("signed"), [rule.id for rule in rulebook.rules]))


def _keys(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise NotFacts(f"the facts are one JSON object with {', '.join(NEEDED)}")
    lacking = [key for key in NEEDED if key not in raw]
    if lacking:
        raise NotFacts(f"the facts lack {', '.join(lacking)}")
    strange = sorted(str(key) for key in raw if key not in NEEDED + OPTIONAL)
    if strange:
        raise NotFacts(f"unknown key {', '.join(strange)}; known: {', '.join(NEEDED + OPTIONAL)}")
    return raw


def _code(field: str, given: object, known: Iterable[str]) -> str:
    if not isinstance(given, str) or given not in known:
        raise NotFacts(f"{field}: unknown code {given!r}; known: {', '.join(sorted(known))}")
    return str(given)


def _codes(field: str, given: object, known: Iterable[str]) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise NotFacts(f"{field}: a list of codes; known: {', '.join(sorted(known))}")
    return [_code(field, one, known) for one in given]


def _day(given: object, today: date) -> date:
    """The day of a date or of a moment."""
    if given is None:
        return today
    try:
        return datetime.fromisoformat(str(given)).date()
    except ValueError:
        raise NotFacts(f"at: {given!r} is not a day, as 2026-11-17") from None
