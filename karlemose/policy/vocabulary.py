"""The codes that a rulebook speaks in, and how close a code comes to what a rule says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from karlemose.policy.rule import ANY, Text
from karlemose.policy.words import Channel

OF_CHANNEL, EXACT, GROUP, EVERY = 3, 2, 1, 0  # how close; the higher, the more specific


@dataclass(frozen=True)
class Code:
    """One code: its words and the groups it belongs to, groups of groups included."""

    code: str
    words: Text
    groups: frozenset[str] = frozenset()

    @cached_property
    def closeness(self) -> Mapping[str, int]:
        """What a rule may say to mean this code, and how close that is."""
        return {ANY: EVERY} | dict.fromkeys(self.groups, GROUP) | {self.code: EVERY if self.code == ANY else EXACT}


@dataclass(frozen=True)
class Condition:
    """What must be stated. Where the facts name the channel, a condition about channels must agree with it."""

    code: str
    words: Text
    channels: frozenset[Channel] = frozenset(Channel)

    def holds(self, stated: frozenset[str], channel: Channel | None) -> bool:
        return self.code in stated and (channel is None or channel in self.channels)


ANYBODY = Code(ANY, Text("enhver", "anybody"))
ANYTHING = Code(ANY, Text("hvad som helst", "anything"))
ANY_PURPOSE = Code(ANY, Text("ethvert formål", "any purpose"))


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Every code of a rulebook by its kind. `senders_of` says what whatever leaves a channel also comes from."""

    parties: Mapping[str, Code]
    information: Mapping[str, Code]
    purposes: Mapping[str, Code]
    conditions: Mapping[str, Condition]
    consents: Mapping[str, Text]
    logs: Mapping[str, Text]
    ways: Mapping[str, Text]
    senders_of: Mapping[Channel, str]

    def sender_closeness(self, sender: str, channel: Channel | None) -> Mapping[str, int]:
        """What a rule may say to mean this sender; where the information lies is more specific than who holds it."""
        found = self.parties[sender].closeness
        from_channel = self.senders_of.get(channel) if channel else None
        return {**found, from_channel: OF_CHANNEL} if from_channel else found


def closest(said: Iterable[str], closeness: Mapping[str, int]) -> int | None:
    """How close the closest of a rule's codes comes; None when none of them means the code."""
    return max((closeness[code] for code in said if code in closeness), default=None)
