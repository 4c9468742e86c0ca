"""A late report marks the kept briefings of its week. Observations know nothing of meetings: this room subscribes."""

from collections.abc import Iterable
from datetime import datetime

from karlemose.meetings.actions import mark_outdated
from karlemose.meetings.models import KeptBriefing
from karlemose.observations.arrivals import Arrived
from karlemose.partners.queries import job_viewer
from karlemose.tenancy import jobs
from karlemose.tenancy.acting import acting_for

JOB = "meetings.mark_outdated"


def put_in_queue(arrived: Arrived) -> None:
    """Within the action that brought the observations: the job comes or goes with them."""
    weeks = " ".join(sorted(str(week) for week in arrived.weeks))
    jobs.defer(JOB, partnership=arrived.by.partnership_id, neighbourhood=arrived.neighbourhood_id, weeks=weeks)


def mark(*, partnership_id: int, neighbourhood_id: int, weeks: Iterable[str], at: datetime) -> None:
    """Mark what was kept of these weeks, if anything was and is not marked yet."""
    with acting_for(partnership_id, read_only=True):
        rows = KeptBriefing.objects.unscoped("kept briefings of weeks that late reports came to")
        found = rows.filter(neighbourhood_id=neighbourhood_id, week__in=list(weeks), is_outdated=False)
        ids = list(found.order_by("id").values_list("id", flat=True))
    if ids:
        mark_outdated(by=job_viewer("briefings", partnership_id), at=at, briefing_ids=ids)
