"""Which week a page shows, and how a week is written."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils.translation import gettext as _

from karlemose.foundation.clock import NotAWeek, Week
from karlemose.observations import queries
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web import times

LONG_AGO = 8  # weeks without a note: the record is history, and a page begins where it ends


def zone_of(neighbourhood: Neighbourhood) -> ZoneInfo:
    return ZoneInfo(neighbourhood.timezone)


def begun(written: str, neighbourhood: Neighbourhood, *, at: datetime) -> Week:
    """The week that an address names, `2015-W23`; one that is none, or still to come, is not there (`Http404`)."""
    try:
        week = Week.parse(written)
    except NotAWeek as error:
        raise Http404 from error
    if week > Week.of(at, zone_of(neighbourhood)):
        raise Http404
    return week


def shown(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Week:
    """This week; where the newest observation is older than eight weeks, its week. One query."""
    return of_newest(queries.newest_at(viewer, neighbourhood), neighbourhood, at=at)


def of_newest(newest: datetime | None, neighbourhood: Neighbourhood, *, at: datetime) -> Week:
    """The same for a page that has asked for the newest observation already."""
    zone = zone_of(neighbourhood)
    current = Week.of(at, zone)
    if newest is None or newest >= current.previous(LONG_AGO).start(zone):
        return current
    return Week.of(newest, zone)


def name(week: Week) -> str:
    """Uge 37"""
    return _("Week %(number)d") % {"number": week.number}


def days(week: Week) -> str:
    """4.–10. september 2017, 28. august – 3. september 2017"""
    first, last = week.monday, week.sunday
    if first.month == last.month:
        return f"{times.day_of_month(first)}–{times.full_day(last)}"
    start = times.day_and_month(first) if first.year == last.year else times.full_day(first)
    return f"{start} – {times.full_day(last)}"
