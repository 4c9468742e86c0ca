"""What could be handed over: rooms above say what they have, this room knows it as a reference and words.

    register.offers("particulars", provider)      # in the room's apps.ready()

A provider reads as the viewer who asks, inside the transaction that is open, and gives one `Offered` an item. It states
the conditions that hold by the data itself; whatever a person must state or do is added here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from django.utils.translation import override

from karlemose.disclosure.enums import Sort
from karlemose.documents.handover import Label
from karlemose.foundation.clock import Week
from karlemose.ledger.refs import Ref
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class OfferedFile:
    """A photo or a clip in the vault: the SHA-256 of its bytes, and how its name ends."""

    digest: str
    ending: str  # "mp4"; empty: found out from the bytes when the parcel is made
    size: int


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One item. `kind` and `place` are words in the language that is active; moments are aware.

    `conditions` hold by the data. `recorded_at` and `is_preserved` are a recording's, of which the law asks the age.
    `noted_by` tells two employees apart and is never printed; empty: it came with a file. `assessment` is what is
    thought, and stays apart from the facts to the end.
    """

    ref: Ref
    sort: Sort
    information: str
    observation: str
    kind: str
    place: str
    occurred_at: datetime
    noted_at: datetime
    conditions: frozenset[str]
    facts: tuple[tuple[Label, str], ...] = ()
    assessment: str = ""
    plate: str = ""
    file: OfferedFile | None = None
    noted_by: str = ""
    recorded_at: datetime | None = None
    is_preserved: bool = False
    precision: str = "hour"  # hour · day · month: how closely `occurred_at` is known


class Provider(Protocol):
    def __call__(
        self, *, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime
    ) -> Iterable[Offered]: ...


_providers: dict[str, Provider] = {}


def offers(kind: str, provider: Provider) -> None:
    """Let this provider speak for records of this kind; a second time replaces the first."""
    _providers[kind] = provider


def offered(
    *, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime, language: str
) -> Mapping[Ref, Offered]:
    """Everything of the week, in the language of the paper, in the order in which it stands there."""
    found: list[Offered] = []
    with override(language):
        for provider in _providers.values():
            found += provider(viewer=viewer, neighbourhood=neighbourhood, week=week, at=at)
    found.sort(key=lambda one: (one.occurred_at, one.observation, one.sort, str(one.ref)))
    return MappingProxyType({one.ref: one for one in found})
