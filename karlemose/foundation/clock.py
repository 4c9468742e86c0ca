"""Time: the one place that reads the machine's clock, local times made certain, and ISO weeks.

Every moment in Karlemose is aware and stored in UTC; a neighbourhood has a time zone, and a week is an ISO 8601
week (Monday to Sunday) on that zone's clock. A week that holds the change to summer time lasts 167 hours, the one
that holds the change back 169: nothing here counts in days of 24 hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Copenhagen")
WRITTEN_WEEK = re.compile(r"([12][0-9]{3})-W([0-9]{2})", re.ASCII)  # so that years around it can be reckoned

Settled = Literal["ok", "skipped", "doubled"]


class NotAWeek(ValueError):
    """What was written is no ISO week; the message says how one is written."""


class LocalTime(NamedTuple):
    """A local time made certain: the moment in UTC, and whether the summer-time rule had to settle it."""

    moment: datetime
    settled: Settled


def localise(naive: datetime, zone: ZoneInfo) -> LocalTime:
    """The moment that a clock in `zone` showed as `naive`, in UTC.

    The written rule for the two nights a year on which a clock time is not certain:

    * *skipped* (02:30 on the last Sunday of March in Copenhagen never was): it is moved forward by the gap, to 03:30;
    * *doubled* (02:30 on the last Sunday of October was there twice): the first of the two is meant.

    Both follow from PEP 495 with `fold=0`. Raises `ValueError` for a time that has an offset already, and
    `OverflowError` within a day of the first and last moment that Python can hold.
    """
    if naive.tzinfo is not None:
        raise ValueError("this time has an offset already")
    first = naive.replace(tzinfo=zone, fold=0)
    second = naive.replace(tzinfo=zone, fold=1)
    moment = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return LocalTime(moment, "ok")
    is_shown = moment.astimezone(zone).replace(tzinfo=None, fold=0) == naive.replace(fold=0)
    return LocalTime(moment, "doubled" if is_shown else "skipped")


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """An ISO 8601 week: `year` is the week's year, which differs from the calendar's around New Year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 7)
        except ValueError as error:
            raise NotAWeek(f"there is no week {self.number} in {self.year}") from error

    @classmethod
    def parse(cls, written: str) -> Self:
        """`"2015-W23"` → that week. Raises `NotAWeek` for everything else, the years before 1000 and after 2999 too."""
        match = WRITTEN_WEEK.fullmatch(written.strip())
        if match is None:
            raise NotAWeek(f"a week is written like 2015-W23, not {written[:40]!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """The week in which a clock in `zone` shows the moment."""
        if moment.tzinfo is None:
            raise ValueError("a moment without an offset belongs to no week")
        return cls.of_day(moment.astimezone(zone).date())

    @classmethod
    def of_day(cls, day: date) -> Self:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def between(cls, first: Self, last: Self) -> Iterator[Self]:
        """The weeks from the first to the last, both included; none when the last comes before the first."""
        week = first
        while week <= last:
            yield week
            week = week.following()

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def start(self, zone: ZoneInfo) -> datetime:
        """Its first moment in the zone, in UTC (so that differences are true durations)."""
        return localise(datetime.combine(self.monday, time.min), zone).moment

    def end(self, zone: ZoneInfo) -> datetime:
        """The first moment after it, in UTC: a week is `start <= moment < end`."""
        return self.following().start(zone)

    def has_ended(self, *, at: datetime, zone: ZoneInfo) -> bool:
        return at >= self.end(zone)

    def previous(self, number: int = 1) -> Self:
        """The week that many weeks before; a negative number counts forward."""
        return self.of_day(self.monday - timedelta(weeks=number))

    def following(self, number: int = 1) -> Self:
        return self.previous(-number)

    def same_week_last_year(self) -> Self:
        """The week of the same number a year before; week 53 is compared with week 52 where there is no 53."""
        try:
            return type(self)(self.year - 1, self.number)
        except NotAWeek:
            return type(self)(self.year - 1, 52)

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"


class Clock:
    """The machine's clock, or one that stands still where the demonstration was told to stand."""

    def __init__(self) -> None:
        self._stopped_at: datetime | None = None

    def freeze(self, moment: datetime | None) -> None:
        if moment is not None and moment.tzinfo is None:
            raise ValueError("the clock can only be stopped at a moment with an offset")
        self._stopped_at = None if moment is None else moment.astimezone(UTC)

    def read(self) -> datetime:
        return self._stopped_at or datetime.now(UTC)


CLOCK = Clock()


def freeze(moment: datetime | None) -> None:
    """Stop the clock at `moment`, or let it run again with `None`.

    Called once at start by `karlemose.config`, from `KARLEMOSE_NOW`, and there for the demonstration only: a real
    installation whose clock could be set would have a ledger whose times mean nothing.
    """
    CLOCK.freeze(moment)


def current_time() -> datetime:
    """Now, in UTC. Pages, commands and jobs ask once and pass it on as `at=`; nothing below them asks."""
    return CLOCK.read()


def today() -> date:
    """The day on the calendar at home, now."""
    return day_of(current_time())


def day_of(moment: datetime) -> date:
    """The day of a moment on the calendar at home: memberships and agreements begin and end with its midnights."""
    return moment.astimezone(HOME).date()
