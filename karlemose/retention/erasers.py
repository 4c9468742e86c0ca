"""What is swept, in this order: what hangs on a record before the record itself.

Each room has functions of its own for what it owns: which rows are due at a moment, and letting them go.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.accounts import erasing as accounts
from karlemose.disclosure import erasing as disclosure
from karlemose.ledger.recording import INSTANCE
from karlemose.meetings import erasing as meetings
from karlemose.observations import erasing as observations
from karlemose.partners import erasing as partners


@dataclass(frozen=True)
class Due:
    """How many rows are due, and when the oldest of them came."""

    number: int
    oldest: datetime | None


@dataclass(frozen=True)
class Eraser:
    """`code` stands in the ledger; `since` is the column by which the oldest is known."""

    code: str
    label: str | Promise
    since: str
    rows: Callable[..., QuerySet[Any]]
    erase: Callable[..., int] | None = None  # None: they go with others, and are counted on their own only

    def due(self, *, at: datetime) -> Due:
        told = self.rows(at=at).aggregate(number=Count("pk"), oldest=Min(self.since))
        return Due(told["number"], told["oldest"])


PLATES = Eraser("plates", _("number plates"), "noted_at", observations.due_plates)
PARTICULARS = Eraser(
    "particulars",
    _("protected parts of reports"),
    "noted_at",
    observations.due_particulars,
    observations.erase_particulars,
)
OBSERVATIONS = Eraser(
    "observations",
    _("reports that become counts"),
    "noted_at",
    observations.due_observations,
    observations.erase_observations,
)
PHOTOS = Eraser("photos", _("protected photos"), "noted_at", observations.due_photos, observations.erase_photos)
CLIPS = Eraser("clips", _("clips of cameras"), "noted_at", observations.due_clips, observations.erase_clips)
DIGESTS = Eraser(
    "digests", _("what people were told on Fridays"), "made_at", observations.due_digests, observations.erase_digests
)
FILE_NAMES = Eraser(
    "file_names",
    _("names of files that were taken in"),
    "taken_in_at",
    observations.due_file_names,
    observations.erase_file_names,
)
BRIEFINGS = Eraser("briefings", _("kept briefings"), "made_at", meetings.due, meetings.erase)
HAND_OVERS = Eraser("hand_overs", _("hand-overs"), "made_at", disclosure.due, disclosure.erase)
LINKS = Eraser("links", _("links that are over"), "made_at", partners.due_links, partners.erase_links)
INVITATIONS = Eraser(
    "invitations",
    _("invitations that nobody accepted"),
    "membership__from_on",
    partners.due_invitations,
    partners.erase_invitations,
)
SESSIONS = Eraser("sessions", _("ended sessions"), "expire_date", accounts.due_sessions, accounts.erase_sessions)
DEVICES = Eraser(
    "devices",
    _("devices that nobody signs in with"),
    "enrolled_at",
    accounts.due_devices,
    accounts.erase_devices,
)

OF_PARTNERSHIP = (
    *(PLATES, PARTICULARS, PHOTOS, CLIPS, OBSERVATIONS, DIGESTS, FILE_NAMES, BRIEFINGS, HAND_OVERS),
    *(LINKS, INVITATIONS),
)
OF_INSTALLATION = (SESSIONS, DEVICES)


def erasers_of(partnership_id: int) -> tuple[Eraser, ...]:
    return OF_INSTALLATION if partnership_id == INSTANCE else OF_PARTNERSHIP
