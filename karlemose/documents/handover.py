"""What the paper of a hand-over says, as frozen values; filled by `disclosure`, set by `render.hand_over`.

Words of kinds and places arrive ready; labels, headings and sentences are the document's own. Only what was released
stands here: of what stayed behind this paper has no field.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from karlemose.documents.content import Language


class Label(StrEnum):
    """What a fact of an item is called. Stored values never change; words stand in `handover_words`."""

    PLATE = "plate"
    PLATE_AS_WRITTEN = "plate_as_written"
    COUNTRY = "country"
    ACT = "act"  # what happened at the vehicle
    DESCRIPTION = "description"  # what was seen
    NAMES = "names"
    DWELLING = "dwelling"
    REPORTED = "reported"  # the open part
    HOW_KNOWN = "how_known"
    PEOPLE = "people"
    CAMERA = "camera"
    RECORDED = "recorded"  # from–to, on the camera's clock
    CLOCK = "clock"  # how far that clock is off
    POLICE_NUMBER = "police_number"


@dataclass(frozen=True, kw_only=True)
class FileTold:
    """A file of the folder: `name` is its path there."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, kw_only=True)
class ItemTold:
    """One item as the receiver gets it. `employee` is a number within this hand-over, never a name.

    None: nobody of the sender saw it; it came with a file of another system.
    """

    number: int
    observation: str
    sort: str  # plate · description · photo · clip
    kind: str
    place: str
    occurred_at: datetime
    noted_at: datetime
    employee: int | None
    facts: tuple[tuple[Label, str], ...]
    assessment: str
    rule: str
    basis: str
    conditions: tuple[str, ...]
    file: FileTold | None = None
    precision: str = "hour"  # hour · day · month: how closely `occurred_at` is known


@dataclass(frozen=True, kw_only=True)
class CustodyTold:
    """Who did what with the hand-over, and the digest of what it then was."""

    at: datetime
    kind: str
    name: str
    organisation: str
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOverPaper:
    """Every moment is aware and in the neighbourhood's time zone."""

    language: Language
    public_id: str
    sender: str
    receiver: str
    partnership: str
    neighbourhood: str
    week: str
    starts_on: date
    ends_on: date
    released_at: datetime
    contact: str
    approver: str
    receipt: str
    head_code: str
    rulebook: str
    items: tuple[ItemTold, ...]
    custody: tuple[CustodyTold, ...]
    is_invented: bool = False

    def __post_init__(self) -> None:
        if self.released_at.tzinfo is None:
            raise ValueError("released_at needs a time zone")
