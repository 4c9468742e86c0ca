"""Reads of kept briefings: a member reads those made for their own organisation, in their own neighbourhoods.

`made_of` asks nobody: it is for those that make papers.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.meetings.briefing import Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer

WEEKS_LISTED = 12
MOST_VERSIONS = 2**31 - 1  # what the column holds
_ALL_BUT_PDF = ("id", "week", "version", "made_at", "is_outdated", "digest", "head_code")


@dataclass(frozen=True)
class Listed:
    """One week in the list of briefings; `kept` is the newest that was made of it."""

    week: Week
    is_ended: bool
    kept: KeptBriefing | None


def listed(viewer: Viewer, neighbourhood: Neighbourhood, *, language: Language, at: datetime) -> list[Listed]:
    """The running week and the eleven before it, newest first. One query, without the papers themselves."""
    zone = ZoneInfo(neighbourhood.timezone)
    running = Week.of(at, zone)
    weeks = [running, *(running.previous(number) for number in range(1, WEEKS_LISTED))]
    rows = _own(viewer, neighbourhood).filter(week__in=[str(week) for week in weeks], language=language.value)
    rows = rows.filter(erased_at__isnull=True)
    newest = {kept.week: kept for kept in rows.only(*_ALL_BUT_PDF).order_by("week", "version")}
    return [Listed(week, week.has_ended(at=at, zone=zone), newest.get(str(week))) for week in weeks]


def newest(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, language: Language) -> KeptBriefing | None:
    """The newest kept briefing of a week for the viewer's organisation, with its bytes; none once they are erased."""
    rows = _own(viewer, neighbourhood).filter(week=str(week), language=language.value, erased_at__isnull=True)
    return rows.order_by("-version").first()


def versions(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, language: Language) -> QuerySet[KeptBriefing]:
    """Every version of a week's briefing, oldest first; none is ever replaced."""
    rows = _own(viewer, neighbourhood).filter(week=str(week), language=language.value)
    return rows.order_by("version")


def kept_of(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> list[KeptBriefing]:
    """Every version of a week's briefing in every language, the newest first, without their bytes; erased ones too."""
    return list(_own(viewer, neighbourhood).filter(week=str(week)).defer("pdf").order_by("-made_at", "-id"))


def version(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, language: Language, number: int
) -> KeptBriefing | None:
    """One version with its bytes; none once they are erased."""
    rows = _own(viewer, neighbourhood).filter(week=str(week), language=language.value, erased_at__isnull=True)
    return rows.filter(version=number).first()


def made_of(wanted: Wanted) -> QuerySet[KeptBriefing]:
    """Every version that was kept of what is wanted, erased ones too, in no order."""
    rows = KeptBriefing.objects.unscoped("the briefing of one receiver, asked for by whoever may make it")
    return rows.filter(
        neighbourhood=wanted.neighbourhood,
        receiver=wanted.receiver,
        week=str(wanted.week),
        language=wanted.language.value,
    )


def _own(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[KeptBriefing]:
    rows = KeptBriefing.objects.visible_to(viewer)
    return rows.filter(
        receiver_id=viewer.organisation_id, neighbourhood=neighbourhood, neighbourhood__in=viewer.neighbourhoods
    )
