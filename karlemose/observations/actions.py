"""The only writes to observations."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import arrivals, guard
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.observations.imports.batches import File, judged
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.limits import LONGEST_TEXT
from karlemose.observations.models import Import, Observation
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.observations.rules import check_may_note, check_may_take_in
from karlemose.observations.taking_in import Arrival, Rehearsal
from karlemose.places.locating import locked
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

EARLIEST_YEAR = 1990


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody fills in. `occurred_at` is a moment with an offset."""

    neighbourhood_id: int
    kind: Kind
    occurred_at: datetime
    place_id: int | None = None
    is_hour_known: bool = True
    number_of_people: NumberOfPeople | None = None
    text: str = ""


@action(Event.OBSERVATION_NOTED)
def note(*, by: Viewer, at: datetime, what: Note) -> Observation:
    """Note an act, or that there is nothing to report.

    Raises `NotAllowed`, `Refused` and among those `PointsToPerson`: what can point to a person never enters the open
    part, whoever sends it and from where. With `key=` a form sent twice raises `AlreadyDone`.
    """
    check_may_note(by, neighbourhood_id=what.neighbourhood_id)
    _check_text(what.text)
    _check_time(what.occurred_at, at=at)
    neighbourhood = _neighbourhood(by, what.neighbourhood_id)
    observation = Observation(
        partnership_id=by.partnership_id,
        neighbourhood=neighbourhood,
        kind=Kind(what.kind),
        place=_place(neighbourhood, what),
        occurred_at=what.occurred_at,
        is_hour_known=what.is_hour_known,
        number_of_people=what.number_of_people or "",
        text=what.text,
        noted_at=at,
        noted_by_organisation_id=by.organisation_id,
        noted_by_id=by.user_id,
    )
    observation.save(force_insert=True)
    record(
        Event.OBSERVATION_NOTED,
        actor=by,
        at=at,
        subjects=[Ref("observation", observation.public_id)],
        detail={"kind": observation.kind, "neighbourhood": neighbourhood.slug},
    )
    week = Week.of(what.occurred_at, ZoneInfo(neighbourhood.timezone))
    arrivals.announce(arrivals.Arrived(by=by, at=at, neighbourhood_id=neighbourhood.id, weeks=frozenset({week})))
    return observation


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


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused("text", _("The text is too long: 4,000 characters at most."))
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused("text", _("The text holds a character that cannot be kept."))
    found = guard.findings(text)
    if found:
        raise PointsToPerson(text=text, findings=found)


def _check_time(occurred_at: datetime, *, at: datetime) -> None:
    if occurred_at.tzinfo is None:
        raise ValueError("a moment has an offset")
    if occurred_at > at:
        raise Refused("occurred_at", _("That is still to come. When was it?"))
    if occurred_at.year < EARLIEST_YEAR:
        raise Refused("occurred_at", _("That is too long ago. When was it?"))


def _neighbourhood(by: Viewer, neighbourhood_id: int) -> Neighbourhood:
    rows = Neighbourhood.objects.visible_to(by)
    return rows.get(id=neighbourhood_id)


def _place(neighbourhood: Neighbourhood, what: Note) -> Place | None:
    if what.place_id is None:
        if what.kind == Kind.NOTHING:
            raise Refused("place", _("Where is there nothing to report?"))
        return None
    rows = Place.objects.unscoped("the place that a note names")
    place = rows.filter(neighbourhood=neighbourhood, id=what.place_id).first()
    if place is None:
        raise Refused("place", _("There is no such place here."))
    return place


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
