"""Notes of the story as steps: photos drawn, corrections, and duplicates merged."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from karlemose.demo import drawings
from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import Event, chapter, days_before, is_living, living_code, living_week, on
from karlemose.observations import actions, merging, photos
from karlemose.observations.actions import Correction, Note
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, NumberOfPeople
from karlemose.observations.parts import NotedParticulars


def notes(events: Iterator[Event]) -> Iterator[Step]:
    for event in events:
        yield Step(event.noted_at, partial(_note, event))


def second_thoughts(*, now: datetime) -> Iterator[Step]:
    """What was corrected and merged in the living week."""
    if not is_living(now):
        return
    events = {event.code: event for event in living_week(now=now)}
    for number, row in enumerate(chapter("living")["correction"]):
        at = on(days_before(now, row["days"]), row["noted"])
        event = events[living_code(row["number"])]
        yield Step(at, partial(_correct, event, text=row["text"], at=at, code=f"demo-correction-{number}"))
    for number, row in enumerate(chapter("living")["merge"]):
        at = on(days_before(now, row["days"]), row["noted"])
        yield Step(at, partial(_merge, row, at=at, code=f"demo-merge-{number}"))


def _note(event: Event, stage: Stage) -> None:
    what = Note(
        neighbourhood_id=stage.neighbourhood.id,
        kind=Kind(event.kind),
        occurred_at=event.occurred_at,
        place_id=stage.place_ids[event.place],
        number_of_people=NumberOfPeople(event.people) if event.people else None,
        how_known=HowKnown(event.how) if event.how else None,
        text=event.text,
        particulars=_particulars(event),
        photos=_photos(event),
    )
    stage.once(actions.note, code=event.code, by=stage.viewers[event.by], at=event.noted_at, what=what)


def _correct(event: Event, stage: Stage, *, text: str, at: datetime, code: str) -> None:
    what = Correction(
        kind=Kind(event.kind), occurred_at=event.occurred_at, place_id=stage.place_ids[event.place], text=text
    )
    number = stage.made[event.code]
    stage.once(actions.correct, code=code, by=stage.viewers[event.by], at=at, public_id=number, what=what)


def _merge(row: dict[str, object], stage: Stage, *, at: datetime, code: str) -> None:
    duplicates = [stage.made[living_code(number)] for number in row["duplicates"]]  # type: ignore[attr-defined]
    into = stage.made[living_code(row["into"])]  # type: ignore[arg-type]
    stage.once(merging.merge, code=code, by=stage.viewers[str(row["by"])], at=at, into=into, duplicates=duplicates)


def _particulars(event: Event) -> NotedParticulars | None:
    given = dict(event.protected)
    if not given:
        return None
    act = given.pop("act", "")
    return NotedParticulars(**given, act_at_vehicle=ActAtVehicle(act) if act else None)


def _photos(event: Event) -> tuple[photos.NotedPhoto, ...]:
    if not event.photo:
        return ()
    return (photos.judge(drawings.photo(event.photo, number=event.code), shows_nobody=event.shows_nobody),)
