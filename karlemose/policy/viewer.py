"""Who asks, for whom and for what purpose: a plain value, so that a page, a job and a report can ask alike."""

from dataclasses import dataclass

from karlemose.policy.grants import grants
from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import Channel, Level, OrganisationKind, Permission, Purpose, Role


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """One membership at work.

    `actor` is what the ledger writes (`person:12`, `command:root`, `job:briefings`); `neighbourhoods` are the ids this
    membership covers; a command or job has neither user nor membership.
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

    def has(self, permission: Permission) -> bool:
        return permission in OF_ROLE.get(self.role, frozenset())

    def sees(self, channel: Channel | str, level: Level = Level.RECORD) -> frozenset[int]:
        """Ids of the neighbourhoods whose rows of this channel the viewer may read at this level."""
        found: frozenset[int] = frozenset()
        for grant in grants(purpose=self.purpose, kind=self.organisation_kind, neighbourhoods=self.neighbourhoods):
            if grant.channel == channel and grant.allows(level):
                found |= grant.neighbourhoods
        return found
