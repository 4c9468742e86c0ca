"""The only writes to observations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import arrivals, parts
from karlemose.observations.enums import HowKnown, Kind, Notice, NumberOfPeople, Precision
from karlemose.observations.imports.batches import File, judged
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.models import Import, Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.rules import check_may_note, check_may_protect, check_may_take_in, may_protect
from karlemose.observations.taking_in import Arrival, Rehearsal
from karlemose.places.locating import locked
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody fills in. `occurred_at` is a moment with an offset; `keep_words` are no names, says the writer."""

    neighbourhood_id: int
    kind: Kind
    occurred_at: datetime
    place_id: int | None = None
    precision: Precision = Precision.HOUR
    number_of_people: NumberOfPeople | None = None
    how_known: HowKnown | None = None
    text: str = ""
    particulars: NotedParticulars | None = None
    photos: tuple[Any, ...] = ()
    keep_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Noted:
    """What came of it; `notices` say which part was not kept."""

    observation: Observation
    notices: tuple[Notice, ...] = ()

    @property
    def public_id(self) -> str:
        return self.observation.public_id


@action(Event.OBSERVATION_NOTED, channels=(Channel.EVIDENCE,))
def note(*, by: Viewer, at: datetime, what: Note) -> Noted:
    """Note an act, or that there is nothing to report: the open part and, if there are any, its particulars.

    Raises `NotAllowed`, `Refused` and among those `PointsToPerson`: what can point to a person never enters the open
    part, whoever sends it and from where. With `key=` a form sent twice raises `AlreadyDone`.
    """
    check_may_note(by, neighbourhood_id=what.neighbourhood_id)
    check_may_protect(by, neighbourhood_id=what.neighbourhood_id, needed=bool(what.particulars))
    settled = parts.settle(what.particulars)
    parts.check_time(what.occurred_at, at=at)
    neighbourhood = _neighbourhood(by, what.neighbourhood_id)
    parts.check_text(
        what.text,
        neighbourhood=neighbourhood,
        keep_words=what.keep_words,
        may_protect=may_protect(by, neighbourhood_id=neighbourhood.id),
    )
    observation = _observation(by, at, neighbourhood, what, settled)
    observation.save(force_insert=True)
    counts = _keep_protected(settled, observation, at=at, zone=ZoneInfo(neighbourhood.timezone))
    record(
        Event.OBSERVATION_NOTED,
        actor=by,
        at=at,
        subjects=[Ref("observation", observation.public_id)],
        detail={"kind": observation.kind, "neighbourhood": neighbourhood.slug, **counts},
    )
    week = Week.of(what.occurred_at, ZoneInfo(neighbourhood.timezone))
    arrivals.announce(arrivals.Arrived(by=by, at=at, neighbourhood_id=neighbourhood.id, weeks=frozenset({week})))
    return Noted(observation, settled.notices)


@action(Event.OBSERVATIONS_IMPORTED)
def take_in(*, by: Viewer, at: datetime, neighbourhood_id: int, file: File) -> Numbers:
    """Take in a file: all of it or, if anything stops it, nothing.

    Raises `Unusable` for a file that cannot be used and `NotAllowed`. Rows that are refused go to `file.rejected`.
    """
    check_may_take_in(by)
    neighbourhood = locked(neighbourhood_id)
    made = _import(neighbourhood, file, at=at)
    arrival = Arrival(neighbourhood, made)
    with judged(file, zone=ZoneInfo(neighbourhood.timezone), at=at) as (batches, numbers):
        for batch in batches:
            numbers.without_place += arrival.take(batch)
    added = arrival.settle(at=at)
    numbers.squares_added = arrival.squares_added
    numbers.added = sum(added.values())
    numbers.already_there = numbers.accepted - numbers.added
    made.number_added, made.numbers = numbers.added, numbers.flat()
    made.save(update_fields=["number_added", "numbers"])
    _leave_line(made, neighbourhood, by=by, at=at)
    arrivals.announce(
        arrivals.Arrived(
            by=by, at=at, neighbourhood_id=neighbourhood.id, weeks=frozenset(Week.of_day(day) for day in added)
        )
    )
    return numbers


def rehearse(*, by: Viewer, at: datetime, neighbourhood_id: int, file: File) -> Numbers:
    """The numbers that `take_in` would give, from a read-only transaction: nothing is written, no file either."""
    check_may_take_in(by)
    with acting_for(by.partnership_id, read_only=True):
        neighbourhood = _neighbourhood(by, neighbourhood_id)
        rehearsal = Rehearsal(neighbourhood)
        with judged(file, zone=ZoneInfo(neighbourhood.timezone), at=at) as (batches, numbers):
            for batch in batches:
                numbers.without_place += rehearsal.take(batch)
        numbers.squares_added = rehearsal.squares_added
    numbers.already_there = rehearsal.already_there
    numbers.added = numbers.accepted - numbers.already_there
    return numbers


def _observation(
    by: Viewer, at: datetime, neighbourhood: Neighbourhood, what: Note, settled: parts.Settled
) -> Observation:
    return Observation(
        partnership_id=by.partnership_id,
        neighbourhood=neighbourhood,
        kind=Kind(what.kind),
        place=parts.place_in(neighbourhood, what.place_id, kind=what.kind),
        occurred_at=what.occurred_at,
        precision=what.precision,
        certainty=what.how_known or "",
        number_of_people=what.number_of_people or "",
        text=what.text,
        noted_at=at,
        noted_by_organisation_id=by.organisation_id,
        noted_by_id=by.user_id,
        is_incident=parts.is_incident(Kind(what.kind), settled.given),
    )


def _keep_protected(
    settled: parts.Settled, observation: Observation, *, at: datetime, zone: ZoneInfo
) -> dict[str, int]:
    """Write the particulars, if there are any; how many parts of each sort, for the ledger."""
    row = parts.as_row(settled, observation, at=at, on=at.astimezone(zone).date())
    if row is None:
        return {}
    row.save(force_insert=True)
    return {"particulars": 1} | ({"plates": 1} if row.plate else {})


def _neighbourhood(by: Viewer, neighbourhood_id: int) -> Neighbourhood:
    rows = Neighbourhood.objects.visible_to(by)
    return rows.get(id=neighbourhood_id)


def _import(neighbourhood: Neighbourhood, file: File, *, at: datetime) -> Import:
    made = Import(
        partnership_id=neighbourhood.partnership_id,
        neighbourhood=neighbourhood,
        file_name=file.source.path.name[:255],
        digest=file.source.digest,
        taken_in_at=at,
        number_added=0,
        numbers={},
    )
    made.save(force_insert=True)
    return made


def _leave_line(made: Import, neighbourhood: Neighbourhood, *, by: Viewer, at: datetime) -> None:
    record(
        Event.OBSERVATIONS_IMPORTED,
        actor=by,
        at=at,
        subjects=[Ref("import", made.public_id)],
        detail={"neighbourhood": neighbourhood.slug, "digest": made.digest, **made.numbers},
    )
