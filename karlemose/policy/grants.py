"""What a viewer reads, out of the rulebook: channels, whose records, where, and how closely.

A reading stands while the law lets an owner's records go to the viewer's organisation. Of everybody's records an
agreement that runs says where and how closely; one's own organisation's, one's own notes and what was handed over need
none. Whatever is not granted is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Reading
from karlemose.policy.rulebook import Rulebook
from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose, Role, Whose

EVERYBODY = frozenset(OrganisationKind)


@dataclass(frozen=True)
class Agreement:
    """What the viewer's organisation has agreed: no neighbourhood means all of the partnership."""

    neighbourhood: int | None
    level: Level
    from_on: date
    until_on: date | None = None

    def runs(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def of(self, neighbourhoods: frozenset[int]) -> frozenset[int]:
        return neighbourhoods if self.neighbourhood is None else neighbourhoods & {self.neighbourhood}


class Member(Protocol):
    """What the law must know of a viewer."""

    @property
    def organisation_kind(self) -> OrganisationKind | None: ...
    @property
    def role(self) -> Role: ...
    @property
    def purpose(self) -> Purpose: ...
    @property
    def neighbourhoods(self) -> frozenset[int]: ...
    @property
    def agreements(self) -> frozenset[Agreement]: ...


@dataclass(frozen=True)
class Grant:
    channel: Channel
    level: Level
    neighbourhoods: frozenset[int]
    owners: frozenset[OrganisationKind] = EVERYBODY
    whose: Whose = Whose.EVERYBODY
    basis: str = ""  # the rule of the rulebook that the reading stands on

    def allows(self, level: Level) -> bool:
        """Whoever may read single records may also read what is published of them."""
        return self.level in {level, Level.RECORD}


def grants(viewer: Member, rulebook: Rulebook, at: date, *, law_on: date | None = None) -> tuple[Grant, ...]:
    """What this viewer reads on this day; empty when nothing is granted.

    Agreements are those of the day; rules are those of `law_on`, without it of the same day.
    """
    rules_on = law_on or at
    return tuple(
        grant
        for reading in rulebook.readings
        for grant in _granted(reading, viewer, rulebook, at=at, rules_on=rules_on)
    )


@lru_cache(maxsize=4096)
def may_read(reading: Reading, *, owner: OrganisationKind, rulebook: Rulebook, at: date) -> bool:
    """Whether the law lets the records of this owner be read so: the disclosure that a reading amounts to."""
    facts = Facts(
        sender=owner.value,
        receiver=reading.receiver,
        information=reading.information,
        purpose=reading.purpose,
        at=at,
        channel=reading.channel,
        conditions=reading.holds,
    )
    return not decide(facts, rulebook).is_refused


def _granted(reading: Reading, viewer: Member, rulebook: Rulebook, *, at: date, rules_on: date) -> Iterator[Grant]:
    if viewer.organisation_kind not in reading.organisations or viewer.purpose not in reading.memberships:
        return
    if viewer.role not in reading.roles:
        return
    owners = frozenset(
        owner for owner in OrganisationKind if may_read(reading, owner=owner, rulebook=rulebook, at=rules_on)
    )
    if reading.whose is not Whose.EVERYBODY:
        is_lawful = bool(owners) if reading.whose is Whose.RECEIVER else viewer.organisation_kind in owners
        if is_lawful and viewer.neighbourhoods:
            yield Grant(reading.channel, reading.level, viewer.neighbourhoods, owners, reading.whose, reading.basis)
        return
    for agreement in viewer.agreements:
        places = agreement.of(viewer.neighbourhoods)
        if owners and places and agreement.runs(at):
            level = _lower(reading.level, agreement.level)
            yield Grant(reading.channel, level, places, owners, basis=reading.basis)


def _lower(one: Level, other: Level) -> Level:
    return one if one == other else Level.PUBLIC
