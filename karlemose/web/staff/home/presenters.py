"""The home page of each role: one line of greeting and state, then at most four blocks (ux.md § 3)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.documents.content import Turn
from karlemose.foundation.clock import Week
from karlemose.observations import queries
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission, Role
from karlemose.web import navigation, times
from karlemose.web.staff import weeks
from karlemose.web.staff.answers import block
from karlemose.web.staff.answers.block import Block
from karlemose.web.staff.greeting import day_and_week
from karlemose.web.staff.hand_over import block as hand_over
from karlemose.web.staff.home import going
from karlemose.web.staff.months import presenters as months
from karlemose.web.staff.months.presenters import Month
from karlemose.web.staff.note import presenters as note
from karlemose.web.staff.note.presenters import Tile
from karlemose.web.staff.observation import Shown, shown
from karlemose.web.staff.week import presenters as week_page
from karlemose.web.staff.week import reading
from karlemose.web.staff.week.presenters import Change

TILES_FIRST = frozenset({Role.CARETAKER, Role.DAYCARE_TEACHER})
WORTH_A_LOOK = frozenset({Turn.NEW, Turn.RISING})
LATEST, CHANGES, MONTHS = 5, 4, 4


@dataclass(frozen=True)
class Door:
    label: str | Promise
    note: str | Promise
    icon: str
    url: str
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class Home:
    heading: str
    state: str
    tiles: list[Tile] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    shows_latest: bool = False
    latest: list[Shown] = field(default_factory=list)
    latest_url: str = ""
    note_url: str = ""  # for whoever may note and has no entry for it
    months: list[Month] = field(default_factory=list)
    months_url: str = ""
    answers: Block | None = None
    hand_over: Block | None = None
    going: Block | None = None


def home(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, where: dict[str, str]) -> Home:
    """What this person most likely came to do, first."""
    heading = _heading(neighbourhood, at)
    if neighbourhood.id not in viewer.sees(Channel.PICTURE):
        return _of_public_level(viewer, neighbourhood, heading, at=at, where=where)
    if viewer.role in TILES_FIRST:
        return _of_the_field(viewer, neighbourhood, heading, at=at, where=where)
    return _of_a_desk(viewer, neighbourhood, heading, at=at, where=where)


def _of_the_field(
    viewer: Viewer, neighbourhood: Neighbourhood, heading: str, *, at: datetime, where: dict[str, str]
) -> Home:
    notes = note.own(viewer, neighbourhood)
    latest = _latest(viewer, neighbourhood)
    return Home(
        heading=heading,
        state=_own_state(notes, neighbourhood, at),
        tiles=note.tiles(notes, **where),
        shows_latest=True,
        latest=latest,
        latest_url=reverse("staff:observations", kwargs=where),
        answers=block.block(viewer, neighbourhood, at=at, where=where),
    )


def _of_a_desk(
    viewer: Viewer, neighbourhood: Neighbourhood, heading: str, *, at: datetime, where: dict[str, str]
) -> Home:
    latest = _latest(viewer, neighbourhood)
    week = weeks.of_newest(latest[0].occurred_at if latest else None, neighbourhood, at=at)
    found = reading.read(viewer, neighbourhood, week, at=at)
    changed = week_page.changes(found)
    worth = [change for change, one in zip(changed, found.changed, strict=True) if one.turn in WORTH_A_LOOK]
    return Home(
        heading=heading,
        state=_state(found.total.count, week, latest, at),
        doors=_doors(viewer, week, where),
        changes=worth[:CHANGES],
        shows_latest=True,
        latest=latest,
        latest_url=reverse("staff:observations", kwargs=where) if viewer.has(Permission.SEE_PICTURE) else "",
        note_url=reverse("staff:note", kwargs=where) if _notes_from_here(viewer) else "",
        answers=block.block(viewer, neighbourhood, at=at, where=where),
        hand_over=hand_over.block(viewer, neighbourhood, week, at=at, where=where),
        going=going.block(viewer, neighbourhood, at=at, where=where),
    )


def _of_public_level(
    viewer: Viewer, neighbourhood: Neighbourhood, heading: str, *, at: datetime, where: dict[str, str]
) -> Home:
    week = Week.of(at, weeks.zone_of(neighbourhood))
    return Home(
        heading=heading,
        state=_("What the partners tell the residents: months, never single reports."),
        doors=_doors(viewer, week, where),
        months=months.months(viewer, neighbourhood, at=at)[:MONTHS],
        months_url=reverse("staff:months", kwargs=where) if viewer.has(Permission.SEE_PUBLIC_LEVEL) else "",
    )


def _doors(viewer: Viewer, week: Week, where: dict[str, str]) -> list[Door]:
    """The first three entries of the role, each with a sentence."""
    ended = week.previous()
    labels = {"briefings": _("Briefing of week %(number)d") % {"number": ended.number}}
    notes = {
        "week": weeks.days(week),
        "briefings": weeks.days(ended),
        "observations": _("Newest first, with filters"),
        "places": _("Map and table"),
        "note": _("Read by all partners"),
        "months": _("The whole estate, month by month"),
        "answer": _("What the partners' people noted"),
        "answers": _("Every Friday at noon, in numbers"),
        "hand-over": _("What goes to the police this week"),
        "receipts": _("What waits for a receipt"),
        "received": _("What was handed over to you"),
        "unanswered": _("How much waits, and how long"),
    }
    shown_entries = navigation.entries(viewer, current="", **where)[:3]
    return [
        Door(labels.get(entry.name, entry.label), notes[entry.name], entry.icon, entry.url, number == 0)
        for number, entry in enumerate(shown_entries)
    ]


def _notes_from_here(viewer: Viewer) -> bool:
    return viewer.has(Permission.NOTE) and "note" not in navigation.OF_ROLE.get(viewer.role, ())


def _latest(viewer: Viewer, neighbourhood: Neighbourhood) -> list[Shown]:
    found = queries.page(viewer, neighbourhood, filters=queries.Filters(), size=LATEST)
    return [shown(row, neighbourhood) for row in found.rows]


def _heading(neighbourhood: Neighbourhood, at: datetime) -> str:
    return day_and_week(at.astimezone(weeks.zone_of(neighbourhood)))


def _own_state(notes: list[queries.Observation], neighbourhood: Neighbourhood, at: datetime) -> str:
    """The queue line: everything is sent, and when the last of it was."""
    if not notes:
        return _("Three taps: what, where, send.")
    newest = max(one.noted_at for one in notes).astimezone(weeks.zone_of(neighbourhood))
    return _("All sent. Your last report was %(since)s.") % {"since": times.since(newest, at)}


def _state(number: int, week: Week, latest: list[Shown], at: datetime) -> str:
    counted = ngettext("%(number)d observation in week %(week)d", "%(number)d observations in week %(week)d", number)
    sentence = counted % {"number": number, "week": week.number}
    if not latest:
        return f"{sentence}."
    return _("%(counted)s, the latest %(since)s.") % {
        "counted": sentence,
        "since": times.since(latest[0].occurred_at, at),
    }
