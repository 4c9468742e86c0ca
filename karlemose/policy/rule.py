"""What a rule is, as values: made by `rulebook.py` out of a file, asked by `engine.py`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose, Role, Whose

ANY = "any"  # every party, kind or purpose


class Verdict(StrEnum):
    """What a rule says, in the order that counts when two rules are equally specific."""

    DUTY = "DUTY"  # shall be given; nobody may block, delay or approve it
    DENY = "DENY"  # may not be given; no role and no rule of the house enables it
    COND = "COND"  # may be given when every condition is stated
    ALLOW = "ALLOW"  # may be given


class Language(StrEnum):
    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True)
class Text:
    """The same words in Danish and English."""

    da: str
    en: str

    def said(self, language: Language) -> str:
        return self.da if language == Language.DANISH else self.en


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the disclosure matrix.

    `unless` is the exception that a DENY carries in its own statute; `needs_signature` rules are off until a
    partnership's lawyer has signed this very text; `both_ways` lets receiver and sender change places.
    """

    id: str
    words: Text
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    information: tuple[str, ...]
    purposes: tuple[str, ...]
    verdict: Verdict
    basis: Text
    consent: str
    retention: Text
    log: tuple[str, ...]
    valid_from: date
    sources: tuple[str, ...]
    confidence: tuple[str, ...]
    valid_to: date | None = None
    terms: Text | None = None
    conditions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    needs_signature: bool = False
    both_ways: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether the rule holds on this day; the first and the last day both count."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, kw_only=True, order=True)
class Signature:
    """A lawyer's yes to one rule in one text of the rulebook, from a day on."""

    rule: str
    version: str
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a membership of the house reads by the rules: it stands only while the disclosure it amounts to is allowed.

    `receiver`, `information` and `purpose` are codes of the rulebook; who sends is the owner of the record. `basis` is
    the rule that an agreement about it names. `roles` narrows it to those roles, none to nobody. `holds` are the
    conditions that the house itself keeps wherever this reading is used. Only a reading of everybody's records needs
    an agreement.
    """

    channel: Channel
    level: Level
    organisations: frozenset[OrganisationKind]
    memberships: frozenset[Purpose]
    receiver: str
    information: str
    purpose: str
    basis: str
    whose: Whose = Whose.EVERYBODY
    roles: frozenset[Role] = frozenset(Role)
    holds: frozenset[str] = frozenset()
