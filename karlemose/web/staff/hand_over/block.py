"""One line on the home page about the hand-over: what the sender has ready, what the receiver has not acknowledged."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.disclosure import queries
from karlemose.disclosure.ahead import Ahead, ahead, may_hand_over
from karlemose.disclosure.enums import State
from karlemose.disclosure.queries import HandOver
from karlemose.foundation.clock import Week
from karlemose.observations import clips
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.staff import weeks
from karlemose.web.staff.answers.block import Block
from karlemose.web.staff.hand_over import marks
from karlemose.web.staff.hand_over.marks import Mark
from karlemose.web.staff.hand_over.weeks import receiver


def block(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, at: datetime, where: dict[str, str]
) -> Block | None:
    """None for whoever has no part in it: not even that there is such a thing."""
    if viewer.has(Permission.HAND_OVER) and may_hand_over(viewer, neighbourhood):
        return _of_sender(viewer, neighbourhood, week, at=at, where=where)
    if viewer.has(Permission.RECEIVE):
        return _of_receiver(viewer, neighbourhood, at=at, where=where)
    return None


def _of_sender(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, at: datetime, where: dict[str, str]
) -> Block:
    police = receiver(viewer)
    found = ahead(viewer, neighbourhood, week, receiver=police, at=at) if police else None
    waits = _waits(len(queries.waiting(viewer, neighbourhood)))
    on = at.astimezone(weeks.zone_of(neighbourhood)).date()
    begun = found.hand_over if found else None
    others = [row for row in queries.unfinished(viewer, neighbourhood) if row != begun]
    said = [
        _said(found, week, viewer),
        *(_of_another_week(row, viewer) for row in others),
        waits,
        _running_out(clips.clips_running_out(viewer, neighbourhood, on=on).count()),
    ]
    return Block(
        _("Friday's hand-over"),
        " ".join(one for one in said if one),
        _("All hand-overs"),
        reverse("staff:hand-over", kwargs=where),
    )


def _said(found: Ahead | None, week: Week, viewer: Viewer) -> str:
    name = weeks.name(week)
    if found is None or not found.number:
        return _("%(week)s: nothing to hand over so far.") % {"week": name}
    counts = f"{name}: {marks.counted(found.counts)}."
    return (
        _turn(found.hand_over, viewer, counts, marks.state(found.hand_over, found.counts))
        if found.hand_over
        else counts
    )


def _of_another_week(row: HandOver, viewer: Viewer) -> str:
    """A sentence where something is to be done about it; nothing about what a colleague still works on."""
    name = f"{weeks.name(Week.parse(row.week))}."
    said = _turn(row, viewer, name, marks.state(row))
    return said if said != name else ""


def _turn(row: HandOver, viewer: Viewer, counts: str, mark: Mark) -> str:
    if row.state == State.APPROVED:
        return _("%(counts)s Approved, and not released yet.") % {"counts": counts}
    if mark is marks.WAITS_FOR_A_COLLEAGUE and row.made_by_id != viewer.user_id:
        return _("%(counts)s It waits for you: a second person must approve it.") % {"counts": counts}
    return counts


def _of_receiver(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, where: dict[str, str]) -> Block:
    number = len(queries.waiting(viewer, neighbourhood))
    page = "received" if viewer.has(Permission.READ_RECEIVED) else "receipts"
    recalled = [_called_back(one) for one in queries.recalled(viewer, neighbourhood, at=at)]
    said = [*recalled, _waits(number)] if recalled or number else [_("Every hand-over has its receipt.")]
    sentence = " ".join(one for one in said if one)
    return Block(_("Hand-over"), sentence, _("All hand-overs"), reverse(f"staff:{page}", kwargs=where))


def _called_back(row: HandOver) -> str:
    week = weeks.name(Week.parse(row.week))
    return _("%(week)s is called back: do not use what was in it.") % {"week": week}


def _waits(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(number)d waits for a receipt.", "%(number)d wait for a receipt.", number) % {"number": number}


def _running_out(number: int) -> str:
    if not number:
        return ""
    words = ngettext("%(number)d clip goes within a week.", "%(number)d clips go within a week.", number)
    return words % {"number": number}
