"""Who wants to know that somebody was invited: the rooms above register themselves, this room knows none of them.

A subscriber is called inside the transaction of the action, so the job it defers comes or goes with the invitation.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class InvitationMade:
    """Somebody waits for a letter; who, stands in the invitation."""

    partnership_id: int
    membership_id: int


Subscriber = Callable[[InvitationMade], None]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> Subscriber:
    """Call this function whenever somebody is invited; subscribing twice is once."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)
    return subscriber


def announce(made: InvitationMade) -> None:
    for subscriber in _subscribers:
        subscriber(made)
