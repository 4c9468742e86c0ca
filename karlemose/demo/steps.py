"""The whole story as steps, in the order in which they happen, up to now."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from karlemose.demo import answering, calm, crisis, filming, handing_over, lists, noting, sweeping, told
from karlemose.demo.founding import BEGINNING
from karlemose.demo.stage import Step
from karlemose.demo.told import Event
from karlemose.observations.models import Observation

KEPT = Observation.Privacy.kept_for


def steps(*, now: datetime) -> list[Step]:
    """Everything between the beginning and now."""
    found = chain(
        lists.lists(),
        lists.years(erased(now=now)),
        noting.notes(iter(events(now=now))),
        noting.second_thoughts(now=now),
        filming.filming(now=now),
        answering.answers(now=now),
        answering.fridays(now=now),
        handing_over.hand_overs(now=now),
        sweeping.sweeps(now=now),
    )
    return sorted((step for step in found if BEGINNING <= step.at <= now), key=lambda step: step.at)


def events(*, now: datetime) -> list[Event]:
    """What is noted one by one, in the order in which it is noted: all that is told, and a year of what is drawn."""
    drawn = (event for event in _drawn(now=now) if event.noted_at > now - KEPT)
    everything = [*told.twenty(), *drawn, *told.living_week(now=now)]
    by_now = (event for event in everything if BEGINNING <= event.noted_at <= now)
    return sorted(by_now, key=lambda event: event.noted_at)


def erased(*, now: datetime) -> list[Event]:
    """What was drawn and will be counts by now, in the order in which it is noted."""
    return sorted((event for event in _drawn(now=now) if event.noted_at <= now - KEPT), key=lambda one: one.noted_at)


def _drawn(*, now: datetime) -> Iterator[Event]:
    return chain(crisis.crisis_weeks(), calm.calm_weeks(now=now))
