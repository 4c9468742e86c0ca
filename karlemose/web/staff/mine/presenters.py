"""One's own notes by week, the newest first, each with its state as word and icon."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import Week
from karlemose.observations.own import own
from karlemose.observations.queries import Observation
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.web.staff import states, weeks
from karlemose.web.staff.observation import Shown, shown
from karlemose.web.staff.states import State

LATEST = 100


@dataclass(frozen=True)
class Note:
    shown: Shown
    state: State
    opens: str  # the public number of the page to open; empty when there is none any more


@dataclass(frozen=True)
class WeekOfNotes:
    heading: str
    span: str
    number: str
    notes: list[Note]


@dataclass(frozen=True)
class Mine:
    weeks: list[WeekOfNotes]
    reads: bool  # whether this person reads single records at all
    more: str


def mine(viewer: Viewer, neighbourhood: Neighbourhood) -> Mine:
    found = list(own(viewer, neighbourhood)[: LATEST + 1])
    zone = weeks.zone_of(neighbourhood)
    groups = groupby(found[:LATEST], key=lambda row: Week.of(row.occurred_at, zone))
    more = _("These are your latest %(number)d.") % {"number": LATEST} if len(found) > LATEST else ""
    reads = neighbourhood.id in viewer.sees(Channel.PICTURE)
    return Mine([_week(week, list(rows), neighbourhood) for week, rows in groups], reads, more)


def _week(week: Week, rows: list[Observation], neighbourhood: Neighbourhood) -> WeekOfNotes:
    number = ngettext("%(number)d note", "%(number)d notes", len(rows)) % {"number": len(rows)}
    notes = [Note(shown(row, neighbourhood), states.state(row), _opens(row)) for row in rows]
    return WeekOfNotes(weeks.name(week), weeks.days(week), number, notes)


def _opens(row: Observation) -> str:
    if row.withdrawn_at is not None:
        return ""
    return str(row.merged_into.public_id if row.merged_into else row.public_id)
