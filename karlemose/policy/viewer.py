"""Who asks, for whom and for what purpose: a plain value, so that a page, a job and a report can ask alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from karlemose.policy.grants import EVERYBODY, Agreement, Grant, grants
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.rule import Signature
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel, Level, OrganisationKind, Permission, Purpose, Role, Whose


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """One membership at work, on one day.

    `actor` is what the ledger writes (`person:12`, `command:root`, `job:briefings`); `neighbourhoods` are the ids this
    membership covers; a command or job has neither user nor membership. `agreements` are those of its organisation,
    `signatures` those of its partnership: without a day and an agreement nothing is seen. `law_on` is
    the day whose rules apply, when it is not that day itself.
    """

    actor: str
    partnership_id: int
    organisation_id: int | None
    organisation_kind: OrganisationKind | None
    organisation_name: str
    role: Role
    purpose: Purpose
    neighbourhoods: frozenset[int]
    name: str = ""
    user_id: int | None = None
    membership_id: int | None = None
    on: date = date.min
    law_on: date | None = None
    agreements: frozenset[Agreement] = frozenset()
    signatures: frozenset[Signature] = frozenset()

    def has(self, permission: Permission) -> bool:
        return permission in OF_ROLE.get(self.role, frozenset())

    def sees(self, channel: Channel | str, level: Level = Level.RECORD) -> frozenset[int]:
        """Ids of the neighbourhoods whose rows of this channel the viewer may read at this level, whoever made them."""
        found: frozenset[int] = frozenset()
        for grant in self._of(channel, level, Whose.EVERYBODY):
            if grant.owners == EVERYBODY:
                found |= grant.neighbourhoods
        return found

    def sees_of(self, channel: Channel | str) -> tuple[tuple[frozenset[OrganisationKind], frozenset[int]], ...]:
        """Kinds of organisations whose single records alone the viewer may read, and the neighbourhoods where."""
        limited = (grant for grant in self._of(channel, Level.RECORD, Whose.EVERYBODY) if grant.owners != EVERYBODY)
        return tuple((grant.owners, grant.neighbourhoods) for grant in limited)

    def sees_whose(self, channel: Channel | str, whose: Whose | str) -> frozenset[int]:
        """Ids of the neighbourhoods where the viewer reads single records of this channel that are theirs in this way.

        `organisation`: their organisation's own; `author`: what they noted; `receiver`: what was handed over to them.
        """
        found = (grant.neighbourhoods for grant in self._of(channel, Level.RECORD, whose))
        return frozenset().union(*found)

    def opens(self) -> frozenset[Channel]:
        """The channels of which the viewer reads anything: what a page's transaction may open for them."""
        return frozenset(grant.channel for grant in self._grants)

    def rules(self, channels: Iterable[Channel]) -> tuple[str, ...]:
        """The rules by which the viewer reads anything of these channels: what a line about a reading names."""
        wanted = frozenset(channels)
        return tuple(sorted({grant.basis for grant in self._grants if grant.channel in wanted}))

    def _of(self, channel: Channel | str, level: Level, whose: Whose | str) -> tuple[Grant, ...]:
        return tuple(
            grant for grant in self._grants if grant.channel == channel and grant.whose == whose and grant.allows(level)
        )

    @cached_property
    def _grants(self) -> tuple[Grant, ...]:
        return grants(self, in_force().signed(self.signatures), self.on, law_on=self.law_on)
