"""Whose turn it is with a hand-over, told by mail where mail is set: that something waits for them, never what.

Each is told when it comes to be their turn, not of every change: a colleague when nothing is in the way any more,
whoever put it together when it is sent back, the receiver when it is released and when it is called back. The letter
comes or goes with the transaction of the action.
"""

from collections.abc import Iterable
from datetime import datetime

from karlemose.disclosure.models import HandOver
from karlemose.foundation.clock import day_of
from karlemose.notify.tasks import let_know
from karlemose.partners.entitled import members_who_may
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


def second_people(row: HandOver, *, by: Viewer, at: datetime) -> None:
    """Everybody of the sender who may approve it here, but whoever put it together."""
    found = _members(row, {Permission.APPROVE_HAND_OVER}, row.sender_id, by=by, at=at)
    _tell(row, (one for person, one in found.items() if person != row.made_by_id))


def maker(row: HandOver, *, by: Viewer, at: datetime) -> None:
    found = _members(row, {Permission.HAND_OVER}, row.sender_id, by=by, at=at)
    _tell(row, (one for person, one in found.items() if person == row.made_by_id))


def receivers(row: HandOver, *, by: Viewer, at: datetime) -> None:
    """Everybody of the receiver who gives receipts or reads what came in, here."""
    _tell(row, _members(row, {Permission.RECEIVE, Permission.READ_RECEIVED}, row.receiver_id, by=by, at=at).values())


def _members(
    row: HandOver, permissions: set[Permission], organisation_id: int, *, by: Viewer, at: datetime
) -> dict[int, int]:
    return members_who_may(
        by, permissions, organisation_id=organisation_id, neighbourhood_id=row.neighbourhood_id, on=day_of(at)
    )


def _tell(row: HandOver, memberships: Iterable[int]) -> None:
    let_know(partnership=row.partnership_id, memberships=memberships)
