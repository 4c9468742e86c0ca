"""The weeks and how far each has come: what can be begun now, then every hand-over, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.disclosure import queries, states
from karlemose.disclosure.ahead import Ahead, ahead, may_hand_over, standings
from karlemose.disclosure.enums import State
from karlemose.disclosure.queries import HandOver
from karlemose.foundation.clock import Week
from karlemose.partners.queries import Organisation, organisation_of_kind
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind
from karlemose.web.staff import weeks
from karlemose.web.staff.hand_over import marks
from karlemose.web.staff.hand_over.marks import Mark


@dataclass(frozen=True, kw_only=True)
class Open:
    """A week of which something is still here."""

    name: str
    days: str
    week: str
    counts: str
    url: str  # of the draft; empty: nobody has begun
    mark: Mark | None
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    number: int  # the second, third … of its week
    url: str
    mark: Mark
    when: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class Page:
    why_not: bool
    has_receiver: bool
    open: list[Open]
    rows: list[Row]
    before_url: str
    after_url: str
    nothing: str


def page(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week | None, *, at: datetime, where: dict[str, str]
) -> Page:
    """The week that is asked for and the one before it; as many queries for many weeks as for few."""
    chosen = week or weeks.shown(viewer, neighbourhood, at=at)
    police = receiver(viewer)
    found = [_ahead(viewer, neighbourhood, one, police, at=at) for one in (chosen, chosen.previous())]
    rows = [row for row in queries.listed(viewer, neighbourhood) if row.sender_id == viewer.organisation_id]
    following = chosen.following()
    return Page(
        why_not=not may_hand_over(viewer, neighbourhood),
        has_receiver=police is not None,
        open=list(_open([one for one in found if one and (one.number or one.hand_over)], where)),
        rows=list(_rows(viewer, neighbourhood, rows, where)),
        before_url=_url(chosen.previous(), where),
        after_url=_url(following, where) if following.start(weeks.zone_of(neighbourhood)) <= at else "",
        nothing=_("Nothing of weeks %(first)d and %(last)d waits to be handed over.")
        % {"first": chosen.previous().number, "last": chosen.number},
    )


def receiver(viewer: Viewer) -> Organisation | None:
    """The police of this partnership: the one whom the week is handed to."""
    return organisation_of_kind(partnership_id=viewer.partnership_id, kind=OrganisationKind.POLICE)


def _ahead(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, police: Organisation | None, *, at: datetime
) -> Ahead | None:
    return ahead(viewer, neighbourhood, week, receiver=police, at=at) if police else None


def _open(found: list[Ahead], where: dict[str, str]) -> Iterator[Open]:
    for number, one in enumerate(found):
        begun = one.hand_over
        yield Open(
            name=weeks.name(one.week),
            days=weeks.days(one.week),
            week=str(one.week),
            counts=marks.counted(one.counts),
            url=reverse("staff:hand-over-draft", kwargs={**where, "draft": begun.public_id}) if begun else "",
            mark=marks.state(begun, one.counts) if begun else None,
            is_first=number == 0,
        )


def _rows(viewer: Viewer, neighbourhood: Neighbourhood, rows: list[HandOver], where: dict[str, str]) -> Iterator[Row]:
    counts = standings(viewer, rows)
    zone = weeks.zone_of(neighbourhood)
    for row in rows:
        week = Week.parse(row.week)
        yield Row(
            name=f"{weeks.name(week)}, {week.year}",
            number=row.number,
            url=address(row, where),
            mark=marks.state(row, counts.get(row.id)),
            when=(row.acknowledged_at or row.released_at or row.changed_at).astimezone(zone),
            note=_note(row, marks.counted(counts.get(row.id, {}))),
        )


def address(row: HandOver, where: dict[str, str]) -> str:
    """Where one works on it, or reads what it was."""
    if row.state in states.OPEN:
        return reverse("staff:hand-over-draft", kwargs={**where, "draft": row.public_id})
    return reverse("staff:hand-over-one", kwargs={**where, "hand_over": row.public_id})


def _note(row: HandOver, counts: str) -> str:
    if row.state == State.ACKNOWLEDGED:
        number = f" · {row.journal_number}" if row.journal_number else ""
        return f"{marks.how(row)}{number}"
    if row.state == State.RECALLED:
        return marks.recalled_because(row)
    if row.number_released is not None:
        items = ngettext("%(number)d item", "%(number)d items", row.number_released)
        return items % {"number": row.number_released}
    return counts if row.state in states.OPEN else ""


def _url(week: Week, where: dict[str, str]) -> str:
    return f"{reverse('staff:hand-over', kwargs=where)}?week={week}"
