"""Who wants to know that something new is there: the rooms above register themselves, this room knows none of them.

    arrivals.subscribe(meetings.outdating.mark)      # in the room's apps.ready()

A subscriber is called inside the transaction of the action, so the jobs it defers come or go with the rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Week
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """New observations of these weeks, on the neighbourhood's clock."""

    by: Viewer
    at: datetime
    neighbourhood_id: int
    weeks: frozenset[Week]


Subscriber = Callable[[Arrived], None]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> Subscriber:
    """Call this function whenever observations arrive; subscribing twice is once."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)
    return subscriber


def unsubscribe(subscriber: Subscriber) -> None:
    _subscribers.remove(subscriber)


def announce(arrived: Arrived) -> None:
    if arrived.weeks:
        for subscriber in _subscribers:
            subscriber(arrived)


def announce_weeks(*, by: Viewer, at: datetime, neighbourhood: Neighbourhood, moments: Iterable[datetime]) -> None:
    """Announce that the weeks of these moments hold something else than before."""
    zone = ZoneInfo(neighbourhood.timezone)
    weeks = frozenset(Week.of(moment, zone) for moment in moments)
    announce(Arrived(by=by, at=at, neighbourhood_id=neighbourhood.id, weeks=weeks))
