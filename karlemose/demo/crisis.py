"""The crisis and its ebb: what was noted beside the told observations, and the lists from before the phones.

From August 2017, when caretakers got phones, weeks are drawn with as many tags of the group as the month has
(`months.toml`). Before that there was the housing organisation's own list: its tags, written down by the day, and what
else was remembered. It is taken in as a file on the eve of the first meeting, and once more when the project starts.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from karlemose.demo import weeks
from karlemose.demo.months import Month, between
from karlemose.demo.told import TOLD_UNTIL, ZONE, Event, chapter, event, moment, twenty
from karlemose.foundation.clock import Week

PHONES = date(2017, 8, 1)
GRAFFITI = "graffiti"


def crisis_weeks() -> Iterator[Event]:
    """The observations of the weeks from August 2017 to September 2018, the told ones aside, oldest first."""
    said: list[str] = []
    tags = _tags_by_week()
    told = Counter(Week.of(one.occurred_at, ZONE) for one in twenty())
    for week in Week.between(Week.of_day(PHONES), Week.of_day(TOLD_UNTIL - timedelta(days=1))):
        yield from _week(week, said, tags=tags[week], told=told[week])


def list_of_the_office(first: date, last: date) -> list[Event]:
    """What the housing organisation had on paper of these days, oldest first."""
    drawn = [tag for month in between("2016-01", "2017-07") for tag in _tags(month)]
    remembered = [_remembered(number, row) for number, row in enumerate(chapter("crisis")["remembered"], 1)]
    found = (one for one in [*drawn, *remembered] if first <= one.occurred_at.astimezone(ZONE).date() <= last)
    return sorted(found, key=lambda one: one.occurred_at)


def _week(week: Week, said: list[str], *, tags: list[Event], told: int) -> list[Event]:
    rng = weeks.chance(week, "crisis")
    phase = next(one for one in chapter("crisis")["phase"] if one["until"] > week.monday)
    wanted = chapter("crisis")["weeks"].get(str(week)) or rng.randint(phase["fewest"], phase["most"])
    sorts = [sort for sort in chapter("crisis")["sort"] if phase["name"] in sort["phases"]]
    days = [day for day in (week.monday + timedelta(days=number) for number in range(7)) if PHONES <= day < TOLD_UNTIL]
    others = [weeks.draw(rng.choice(days), sorts, rng, said) for _ in range(wanted - told - len(tags))]
    return weeks.in_order([*tags, *others], week=week, chapter="crisis")


def _tags_by_week() -> dict[Week, list[Event]]:
    found: dict[Week, list[Event]] = {}
    for month in between("2017-08", "2018-09"):
        for tag in _tags(month):
            found.setdefault(Week.of(tag.occurred_at, ZONE), []).append(tag)
    return {week: found.get(week, []) for week in Week.between(Week.of_day(PHONES), Week.of_day(TOLD_UNTIL))}


def _tags(month: Month) -> Iterator[Event]:
    """As many as the month has, less those that are told in full; on working days."""
    first = month.starts_on
    rng = weeks.chance(Week.of_day(first), f"tags-{first:%Y-%m}")
    told = sum(one.kind == GRAFFITI and _is_in(one, first) for one in twenty())
    days = [first + timedelta(days=number) for number in range(monthrange(first.year, first.month)[1])]
    at_work = [day for day in days if day.weekday() < weeks.SATURDAY]
    sort = chapter("crisis")["tag"]
    said: list[str] = []
    for number in range(month.graffiti - told):
        drawn = weeks.draw(rng.choice(at_work), [sort], rng, said)
        yield Event(**{**vars(drawn), "code": f"demo-tag-{first:%Y-%m}-{number:02d}"})


def _remembered(number: int, row: dict[str, object]) -> Event:
    occurred_at = moment(row["occurred"])  # type: ignore[arg-type]
    return event({"by": "lone", **row}, code=f"demo-list-{number:02d}", occurred_at=occurred_at, noted_at=occurred_at)


def _is_in(one: Event, first: date) -> bool:
    day = one.occurred_at.astimezone(ZONE).date()
    return (day.year, day.month) == (first.year, first.month)
