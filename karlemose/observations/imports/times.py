"""Reads the times that other systems write.

The written rule:

* with an offset (`2015-01-01T00:20:09+01:00`, `…Z`) the moment is certain;
* without one it is the neighbourhood's clock; what summer time skips or doubles is settled by
  `foundation.clock.localise` and counted;
* the year comes first (`2015-01-31`, `2015/01/31`, `20150131T1405`), or the day does, the Danish way (`31-01-2015`,
  `31.01.2015`, `31/1-2015`, `31/1 2015`); `31/01/2015` may be American and is refused: which is day, which is month?
* a day without a time is kept as noon of that day, and marked, so that the count by hour leaves it out;
* a month alone (`2016-07`, `07-2016`) is kept as noon of its first day, and marked: it belongs to no week;
* a year alone is refused.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Settled, localise
from karlemose.observations.enums import Precision
from karlemose.observations.imports.problems import Reason, Rejected
from karlemose.observations.limits import EARLIEST_YEAR

_TIME = r"(?P<hour>[0-9]{1,2})[:.]?(?P<minute>[0-9]{2})(?:[:.]?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
_OFFSET = r"(?: ?(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?))?"
_CLOCK = rf"(?:(?:[Tt]|,? (?:kl\.? ?)?){_TIME}{_OFFSET})?"
YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<gap>[-/.]?)(?P<month>[0-9]{{2}})(?P=gap)(?P<day>[0-9]{{2}}){_CLOCK}", re.ASCII
)
DAY_FIRST = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:(?P<gap>[-.])(?P<month>[0-9]{{1,2}})(?P=gap)|/(?P<slashed>[0-9]{{1,2}})[- ])"
    rf"(?P<year>[0-9]{{4}}){_CLOCK}",
    re.ASCII,
)
MONTH = re.compile(
    r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{2})|(?P<month_first>[0-9]{1,2})[-/.](?P<year_last>[0-9]{4})", re.ASCII
)
_DOUBTFUL = (
    (Reason.TIME_AMBIGUOUS, re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b.{0,30}|[0-9]{6}", re.ASCII)),
    (Reason.TIME_IS_YEAR, re.compile(r"[0-9]{4}", re.ASCII)),
)


@dataclass(frozen=True, slots=True)
class Time:
    moment: datetime
    precision: Precision
    settled: Settled


def read(words: str, *, zone: ZoneInfo, at: datetime) -> Time:
    """The moment that was written, in UTC. Raises `Rejected`; `at` is now: nothing is noted before it happens."""
    words = words.strip()
    if not words:
        raise Rejected(Reason.TIME_MISSING)
    try:
        time = _understood(words, zone)
    except (ValueError, OverflowError) as error:
        raise Rejected(Reason.TIME_UNREADABLE) from error
    if time.moment > at:
        raise Rejected(Reason.TIME_IN_FUTURE)
    if time.moment.astimezone(zone).year < EARLIEST_YEAR:
        raise Rejected(Reason.TIME_TOO_OLD)
    return time


def _understood(words: str, zone: ZoneInfo) -> Time:
    match = YEAR_FIRST.fullmatch(words) or DAY_FIRST.fullmatch(words)
    if match is not None:
        return _time(match.groupdict(), zone)
    match = MONTH.fullmatch(words)
    if match is not None:
        return _month(int(match["year"] or match["year_last"]), int(match["month"] or match["month_first"]), zone)
    raise Rejected(next((reason for reason, shape in _DOUBTFUL if shape.fullmatch(words)), Reason.TIME_UNREADABLE))


@lru_cache(maxsize=256)
def _month(year: int, month: int, zone: ZoneInfo) -> Time:
    moment, _ = localise(datetime(year, month, 1, 12), zone)  # noqa: DTZ001 -- the zone comes next
    return Time(moment, Precision.MONTH, "ok")


def _time(part: dict[str, str | None], zone: ZoneInfo) -> Time:
    is_hour_known = part["hour"] is not None
    naive = datetime(  # noqa: DTZ001 -- the zone comes next
        int(part["year"] or 0),
        int(part["month"] or part.get("slashed") or 0),
        int(part["day"] or 0),
        int(part["hour"] or 0) if is_hour_known else 12,
        int(part["minute"] or 0),
        int(part["second"] or 0),
        int((part["fraction"] or "0").ljust(6, "0")[:6]),
    )
    if part["offset"]:
        return Time(naive.replace(tzinfo=_offset(part["offset"])).astimezone(UTC), Precision.HOUR, "ok")
    moment, settled = localise(naive, zone)
    return Time(moment, Precision.HOUR, settled) if is_hour_known else Time(moment, Precision.DAY, "ok")


def _offset(words: str) -> timezone:
    if words == "Z":
        return UTC
    hours, minutes = int(words[1:3]), int(words[3:].lstrip(":") or 0)
    if hours > 15 or minutes > 59:
        raise ValueError("no such offset")
    return timezone((-1 if words[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
