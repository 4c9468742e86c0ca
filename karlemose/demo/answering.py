"""Sara answers the week, and on Fridays people are told: as steps, for what still stands."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from karlemose.demo import weeks
from karlemose.demo.crisis import PHONES
from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import days_before, is_living, living_code, on
from karlemose.foundation.clock import Week
from karlemose.observations import answer_actions, answering, digests
from karlemose.observations.answer_actions import WeekAnswers
from karlemose.observations.models import Observation
from karlemose.observations.replies import Reply
from karlemose.tenancy.acting import acting_for

OFFICER = "sara"
STANDS = Observation.Privacy.kept_for
THURSDAY, NOON, SHORTLY_AFTER_NOON = 3, time(12), time(12, 10)
WEEK = timedelta(days=7)
OPEN = tuple(living_code(number) for number in (1, 5))  # left without an answer: one waits for eight days
USUAL = (Reply.KNOWN, Reply.NEW_TO_US, Reply.USEFUL, Reply.NO_ACTION, Reply.KEEP_NOTING)
WEIGHTS = (6, 4, 4, 3, 2)


def answers(*, now: datetime) -> Iterator[Step]:
    """Once a week; in the living week two days before now, but for two notes."""
    for day in _days(now):
        yield Step(on(day, NOON), partial(_answer, at=on(day, NOON)))


def fridays(*, now: datetime) -> Iterator[Step]:
    """What people are told, as long as it is kept."""
    week = Week.of_day(max(PHONES, (now - STANDS).date()))
    while (at := on(week.monday + timedelta(days=digests.FRIDAY), SHORTLY_AFTER_NOON)) <= now:
        yield Step(at, partial(_tell, at=at))
        week = week.following()


def _days(now: datetime) -> list[date]:
    """The days on which the officer sits down, newest first, as long as what was answered still stands."""
    if is_living(now):
        day = days_before(now, 2)
    else:
        today = days_before(now, 0)
        day = today - timedelta(days=(today.weekday() - THURSDAY) % 7)
    first = max(PHONES, (now - STANDS).date())
    found = []
    while day >= first:
        if on(day, NOON) <= now:
            found.append(day)
        day -= WEEK
    return found


def _answer(stage: Stage, *, at: datetime) -> None:
    sara = stage.viewers[OFFICER]
    with acting_for(stage.partnership_id, read_only=True):
        waiting = answering.waiting(sara, stage.neighbourhood, at=at)
        asked = {one.week: _asked(stage, one.week, at=at) for one in waiting}
    for week, found in asked.items():
        if found:
            what = WeekAnswers(neighbourhood_id=stage.neighbourhood.id, week=week, exceptions=_replies(week, found))
            code = f"demo-answer-{week}-{at:%Y-%m-%d}"
            stage.once(answer_actions.answer_week, code=code, by=sara, at=at, what=what)


def _asked(stage: Stage, week: Week, *, at: datetime) -> list[Observation]:
    """What waits in that week, but for what is left open."""
    rows = answering.to_answer(stage.viewers[OFFICER], stage.neighbourhood, week).filter(noted_at__lte=at)
    unanswered = rows.annotate(reply=answering.answered()).filter(reply__isnull=True)
    left = {stage.made.get(code) for code in OPEN}
    return [row for row in unanswered.order_by("noted_at", "id") if row.public_id not in left]


def _replies(week: Week, found: list[Observation]) -> dict[str, Reply]:
    rng: random.Random = weeks.chance(week, "answers")
    return {row.public_id: rng.choices(USUAL, WEIGHTS)[0] for row in found}


def _tell(stage: Stage, *, at: datetime) -> None:
    digests.make_due(partnership_id=stage.partnership_id, at=at)
