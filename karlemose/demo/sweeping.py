"""The nightly sweep. What is left after a night is the same however many nights went before, so the clock of the story
stops for it once a year in years that are over, each quarter in the last year, and each of the last nights.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import ZONE, on
from karlemose.retention import actions

FROM = date(2017, 7, 1)  # the first list came in June 2017
AT = time(4)  # three o'clock UTC in winter
LAST_YEAR, LAST_NIGHTS = timedelta(days=365), timedelta(days=3)
QUARTERS = (1, 4, 7, 10)


def sweeps(*, now: datetime) -> Iterator[Step]:
    """None is later than now; the last is last night's."""
    day, today = FROM, now.astimezone(ZONE).date()
    while day <= today:
        at = on(day, AT)
        if at <= now and _is_due(day, today):
            yield Step(at, partial(_sweep, at=at))
        day += timedelta(days=1)


def _is_due(day: date, today: date) -> bool:
    if today - day < LAST_NIGHTS:
        return True
    return day.day == 1 and day.month in (QUARTERS if today - day < LAST_YEAR else QUARTERS[:1])


def _sweep(stage: Stage, *, at: datetime) -> None:
    """Twice is once: nothing is left for the second."""
    actions.sweep(by=stage.command, at=at)
