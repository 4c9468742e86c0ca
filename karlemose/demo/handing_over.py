"""The week is handed over to the police: put together by Lone, approved and released by Yasmin, received by Mette."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial

from karlemose.demo.crisis import PHONES
from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import days_before, is_living, on
from karlemose.disclosure import actions, queries, receiving, releasing
from karlemose.disclosure.actions import NothingToHandOver
from karlemose.disclosure.drafting import Draft, Line
from karlemose.disclosure.enums import State
from karlemose.disclosure.judging import REPORT_NUMBER, SHORTEST_CLIP
from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.partners.readings import leave_reading
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for

ASSEMBLED, APPROVED, RECEIVED = time(11), time(11, 20), time(9, 10)
TOLD = (date(2017, 8, 18), date(2017, 9, 22))  # Fridays: the car at P-plads Syd, the footage of Torvet
LIVING = (17, 10, 3)  # days before now; the last one waits for its receipt
FRIDAY = 4
REPORT = "4600-71000-01007-17"
MONDAY_AFTER = timedelta(days=3)


def hand_overs(*, now: datetime) -> Iterator[Step]:
    """Each of the week before; nothing waits for its receipt but the last."""
    days = _days(now)
    for day in days:
        yield Step(on(day, ASSEMBLED), partial(_hand_over, day=day))
        if day != days[-1]:
            received = on(day + MONDAY_AFTER, RECEIVED)
            yield Step(received, partial(_receive, day=day, at=received))


def _days(now: datetime) -> list[date]:
    if is_living(now):
        last = [days_before(now, days) for days in LIVING]
    else:
        today = days_before(now, 0)
        friday = today - timedelta(days=(today.weekday() - FRIDAY) % 7)
        last = [friday - timedelta(days=days) for days in (14, 7, 0)]
    wanted = {*TOLD, *last}
    return sorted(day for day in wanted if on(day, APPROVED) <= now and day > PHONES + timedelta(days=6))


def _hand_over(stage: Stage, *, day: date) -> None:
    yasmin = stage.viewers["yasmin"]
    at, later = on(day, ASSEMBLED), on(day, APPROVED)
    number = _assembled(stage, day=day, at=at)
    if number is None:
        return
    _read("lone", number, day=day, at=at, stage=stage)
    draft = _draft(stage, number, at=at)
    if draft is None:  # an earlier telling released it
        return
    if draft.hand_over.state == State.DRAFT:
        for line in draft.in_the_way:
            _mend(line, stage, number, at=at)
        seen = _draft(stage, number, at=later)
        if seen is None or not seen.ready:
            return
        _read("yasmin", number, day=day, at=later, stage=stage)
        actions.approve(by=yasmin, at=later, hand_over=number, seen=seen.digest)
    releasing.release(by=yasmin, at=later, hand_over=number)


def _receive(stage: Stage, *, day: date, at: datetime) -> None:
    """Mette gives the receipt, signed in; nothing to do where the week had nothing, or she has."""
    mette = stage.viewers["mette"]
    with acting_for(stage.partnership_id, read_only=True):
        waiting = [one for one in queries.waiting(mette, stage.neighbourhood) if one.week == str(_week(day))]
    for one in waiting:
        journal = f"4600-{day:%y%m%d}"
        _read("mette", one.public_id, day=day, at=at, stage=stage)
        receiving.acknowledge(by=mette, at=at, hand_over=one.public_id, journal_number=journal)


def _read(who: str, number: str, *, day: date, at: datetime, stage: Stage) -> None:
    """What is protected is never read without a line that says by which rule."""
    stage.once(
        leave_reading,
        code=f"{_code(day)}-{who}",
        by=stage.viewers[who],
        at=at,
        event=Event.HAND_OVER_OPENED,
        subjects=[Ref("hand_over", number)],
        channels=(Channel.EVIDENCE,),
    )


def _assembled(stage: Stage, *, day: date, at: datetime) -> str | None:
    """The number of the hand-over of the week before that day; None where the week has nothing."""
    with suppress(NothingToHandOver):
        stage.once(
            actions.assemble,
            code=_code(day),
            by=stage.viewers["lone"],
            at=at,
            neighbourhood_id=stage.neighbourhood.id,
            week=_week(day),
            receiver_id=stage.organisation_ids[OrganisationKind.POLICE],
        )
    return stage.made.get(_code(day))


def _mend(line: Line, stage: Stage, number: str, *, at: datetime) -> None:
    """State what is lacking where it can be stated, and leave the rest out with a reason."""
    lone = stage.viewers["lone"]
    for condition in line.missing:
        if condition in {REPORT_NUMBER, SHORTEST_CLIP}:
            actions.state_condition(
                by=lone, at=at, hand_over=number, item_id=line.item.id, condition=condition, number=REPORT
            )
        else:
            because = "Der mangler, hvad der skete."
            actions.leave_out(by=lone, at=at, hand_over=number, item_id=line.item.id, because=because)
            return


def _draft(stage: Stage, number: str, *, at: datetime) -> Draft | None:
    """As the second person sees it; None once it has left."""
    with acting_for(stage.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        return queries.draft(stage.viewers["yasmin"], number, at=at)


def _week(day: date) -> Week:
    return Week.of_day(day).previous()


def _code(day: date) -> str:
    return f"demo-hand-over-{_week(day)}"
