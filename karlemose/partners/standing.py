"""What a membership is on a day: a pure function of its dates. Only one that is running makes a Viewer."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

UNUSED_DAYS = 60  # unused for so long, it rests until it is renewed
MONTHS = 6  # from an invitation or a renewal to the next


class Standing(StrEnum):
    INVITED = "invited"  # nobody has accepted it yet
    COMING = "coming"  # accepted, but its first day is ahead
    RUNNING = "running"
    RESTING = "resting"  # unused for sixty days, or its renewal is overdue: renewing wakes it
    ENDED = "ended"


class Dated(Protocol):
    """The dates of a membership."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def accepted_on(self) -> date | None: ...
    @property
    def renewed_on(self) -> date | None: ...
    @property
    def last_used_on(self) -> date | None: ...
    @property
    def renew_by(self) -> date: ...
    @property
    def ended_at(self) -> datetime | None: ...


def standing(membership: Dated, on: date) -> Standing:
    """`partners.queries` says the same in SQL; a test holds the two to each other."""
    if membership.ended_at is not None or (membership.until_on is not None and membership.until_on < on):
        return Standing.ENDED
    if membership.accepted_on is None:
        return Standing.INVITED
    if on < membership.from_on:
        return Standing.COMING
    is_forgotten = on > last_seen(membership) + timedelta(days=UNUSED_DAYS)
    return Standing.RESTING if is_forgotten or membership.renew_by < on else Standing.RUNNING


def last_seen(membership: Dated) -> date:
    """The last day on which somebody showed that the membership is meant: used, renewed, accepted, or begun."""
    seen = (membership.last_used_on, membership.renewed_on, membership.accepted_on)
    return max(day for day in (*seen, membership.from_on) if day is not None)


def renewed_until(on: date) -> date:
    """Six months later, on the same day of the month or the last one there is."""
    month = on.month + MONTHS
    year, month = on.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in range(on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, on.day)
