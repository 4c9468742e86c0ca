"""What a purpose and an organisation may read. Whatever is not granted here is refused.

A first form: the shared picture only. The rulebook takes this over; its callers stay as they are.
"""

from dataclasses import dataclass

from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose

_PARTNERS = frozenset(
    {
        OrganisationKind.POLICE,
        OrganisationKind.HOUSING,
        OrganisationKind.PROJECT,
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.DAYCARE,
    }
)
_PUBLIC = frozenset({OrganisationKind.BOARD, OrganisationKind.ASSOCIATION})


@dataclass(frozen=True)
class Grant:
    channel: Channel
    level: Level
    neighbourhoods: frozenset[int]

    def allows(self, level: Level) -> bool:
        """Whoever may read single records may also read what is published of them."""
        return self.level in {level, Level.RECORD}


def grants(*, purpose: Purpose, kind: OrganisationKind | None, neighbourhoods: frozenset[int]) -> tuple[Grant, ...]:
    """Grants of one membership; empty when nothing is granted."""
    if kind in _PARTNERS and purpose in {Purpose.SAFETY, Purpose.INVESTIGATION}:
        return (Grant(Channel.PICTURE, Level.RECORD, neighbourhoods),)
    if kind in _PUBLIC and purpose == Purpose.SAFETY:
        return (Grant(Channel.PICTURE, Level.PUBLIC, neighbourhoods),)
    return ()
