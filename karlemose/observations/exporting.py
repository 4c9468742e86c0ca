"""A file of what one may see: the open part alone, with a reason, counted in the ledger."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from karlemose.documents import tables
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import Value, action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import queries
from karlemose.observations.enums import HowKnown, NumberOfPeople, Precision
from karlemose.observations.models import Observation
from karlemose.observations.queries import Filters
from karlemose.observations.refusals import Refused
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission

MOST_ROWS = 50_000
DAYS = {Precision.HOUR: "%Y-%m-%d", Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m"}
TAKEN_OUT = gettext_lazy("This file has been taken out already. Ask for it once more if you need it again.")


class Reason(models.TextChoices):
    """What a file is for. One word of these stands in the ledger, never a sentence."""

    MEETING = "meeting", gettext_lazy("A meeting of the partners")
    REPORT = "report", gettext_lazy("A report or statistics")
    WORKS = "works", gettext_lazy("Repairs, light, locks, cleaning")
    ACCESS = "access", gettext_lazy("Somebody asked for access")
    CHECK = "check", gettext_lazy("To check what we noted ourselves")


@dataclass(frozen=True)
class Wanted:
    """What the list was narrowed to, the words that were searched for, and what the file is for."""

    filters: Filters
    words: str
    reason: Reason


@dataclass(frozen=True)
class Exported:
    """`digest` is the SHA-256 of `content`: it stands in the ledger, so that a file found later can be recognised."""

    content: bytes
    number: int
    digest: str


@action(Event.OBSERVATIONS_EXPORTED)
def export(*, by: Viewer, at: datetime, neighbourhood: Neighbourhood, wanted: Wanted) -> Exported:
    """The file. Raises `NotAllowed`, and `Refused` where it would hold more than `MOST_ROWS` rows."""
    check_may_export(by)
    found = queries.search(by, neighbourhood, words=wanted.words, filters=wanted.filters, size=MOST_ROWS)
    if found.after is not None:
        raise Refused("rows", _("More than 50,000 rows. Choose fewer days, a kind or a place."))
    zone = ZoneInfo(neighbourhood.timezone)
    lines = [_heading(), *(_cells(row, zone) for row in found.rows), [_foot(by, at, neighbourhood)]]
    content = tables.written(lines)
    exported = Exported(content, len(found.rows), hashlib.sha256(content).hexdigest())
    record(
        Event.OBSERVATIONS_EXPORTED,
        actor=by,
        at=at,
        subjects=[Ref("neighbourhood", neighbourhood.slug)],
        detail={
            "number": exported.number,
            "digest": exported.digest,
            "reason": wanted.reason.value,
            **dict(_asked(wanted)),
        },
    )
    return exported


def check_may_export(viewer: Viewer) -> None:
    if not viewer.has(Permission.EXPORT):
        raise NotAllowed(gettext_lazy("Your role takes no file of observations out."))


def _heading() -> list[str]:
    return [
        _("Number"),
        _("Kind"),
        _("Place"),
        _("Day"),
        _("Time"),
        _("How many"),
        _("What they did"),
        _("How it is known"),
        _("Source"),
        _("Written down"),
    ]


def _cells(row: Observation, zone: ZoneInfo) -> list[str]:
    occurred_at = row.occurred_at.astimezone(zone)
    place = row.place.label if row.place else row.place_words or pgettext("place", "Place not given")
    return [
        row.public_id,
        row.kind_label,
        place,
        occurred_at.strftime(DAYS[Precision(row.precision)]),
        occurred_at.strftime("%H:%M") if row.precision == Precision.HOUR else "",
        str(NumberOfPeople(row.number_of_people).label) if row.number_of_people else "",
        row.text,
        str(HowKnown(row.certainty).label) if row.certainty else "",
        row.noted_by_organisation.name if row.noted_by_organisation else _("imported"),
        row.noted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
    ]


def _foot(by: Viewer, at: datetime, neighbourhood: Neighbourhood) -> str:
    """Who took it out and when, and who may read it, as on every paper."""
    local = at.astimezone(ZoneInfo(neighbourhood.timezone))
    return _("Shared · read by all partners · taken out by %(name)s, %(organisation)s, %(moment)s") % {
        "name": by.name,
        "organisation": by.organisation_name,
        "moment": local.strftime("%Y-%m-%d %H:%M"),
    }


def _asked(wanted: Wanted) -> Iterator[tuple[str, Value]]:
    """What the list was narrowed to, as codes; what stands there in words is not told."""
    for field in fields(wanted.filters):
        value = getattr(wanted.filters, field.name)
        if value and field.name != "kind_words":
            yield field.name, value if isinstance(value, int) else str(value)
    if wanted.words:
        yield "searched", True
