"""Taking in files of other systems: all of a file or nothing of it. Callers find both in `actions`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import arrivals
from karlemose.observations.imports import mapping
from karlemose.observations.imports.batches import File, judged
from karlemose.observations.imports.numbers import Numbers
from karlemose.observations.imports.problems import Unusable
from karlemose.observations.models import Import
from karlemose.observations.rules import check_may_take_in
from karlemose.observations.taking_in import Arrival, Rehearsal
from karlemose.places.locating import locked
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for


@action(Event.OBSERVATIONS_IMPORTED, channels=(Channel.EVIDENCE,))
def take_in(*, by: Viewer, at: datetime, neighbourhood_id: int, file: File, held_by_id: int | None = None) -> Numbers:
    """Take in a file: all of it or, if anything stops it, nothing. `held_by_id` is whose its particulars are.

    Raises `Unusable` for a file that cannot be used and `NotAllowed`. Rows that are refused go to `file.rejected`.
    """
    check_may_take_in(by)
    neighbourhood = locked(neighbourhood_id)
    _check_usable(file, neighbourhood, held_by_id=held_by_id, at=at)
    made = _import(neighbourhood, file, at=at)
    arrival = Arrival(neighbourhood, made, held_by_id)
    with judged(file, zone=ZoneInfo(neighbourhood.timezone), at=at) as (batches, numbers):
        for batch in batches:
            numbers.without_place += arrival.take(batch)
    arrival.settle(at=at)
    numbers.squares_added = arrival.squares_added
    numbers.added = arrival.added
    numbers.already_there = numbers.accepted - numbers.added
    made.number_added, made.numbers = numbers.added, numbers.flat()
    made.save(update_fields=["number_added", "numbers"])
    _leave_line(made, neighbourhood, by=by, at=at)
    weeks = frozenset(Week.of_day(day) for day in arrival.mondays)
    arrivals.announce(arrivals.Arrived(by=by, at=at, neighbourhood_id=neighbourhood.id, weeks=weeks))
    return numbers


def rehearse(*, by: Viewer, at: datetime, neighbourhood_id: int, file: File, held_by_id: int | None = None) -> Numbers:
    """The numbers that `take_in` would give, from a read-only transaction: nothing is written, no file either."""
    check_may_take_in(by)
    with acting_for(by.partnership_id, read_only=True):
        neighbourhood = Neighbourhood.objects.visible_to(by).get(id=neighbourhood_id)
        _check_usable(file, neighbourhood, held_by_id=held_by_id, at=at)
        rehearsal = Rehearsal(neighbourhood)
        with judged(file, zone=ZoneInfo(neighbourhood.timezone), at=at) as (batches, numbers):
            for batch in batches:
                numbers.without_place += rehearsal.take(batch)
        numbers.squares_added = rehearsal.squares_added
    numbers.already_there = rehearsal.already_there
    numbers.added = numbers.accepted - numbers.already_there
    return numbers


def _check_usable(file: File, neighbourhood: Neighbourhood, *, held_by_id: int | None, at: datetime) -> None:
    """Particulars need somebody who holds them, and what has become counts is not counted again."""
    protected = mapping.protected(file.mapping)
    if protected and held_by_id is None:
        raise Unusable(f"{', '.join(protected)} can point to a person: say which housing organisation holds that")
    rows = Import.objects.unscoped("was this very file here before, and has been erased?")
    rows = rows.filter(neighbourhood=neighbourhood, digest=file.source.digest, number_added__gt=0)
    taken = rows.filter(taken_in_at__lte=at - Import.Privacy.kept_for).order_by("taken_in_at").first()
    if taken is not None:
        raise Unusable(
            f"this file was taken in on {taken.taken_in_at:%Y-%m-%d}; its records have become counts since, and taking "
            "it in again would count them twice"
        )


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
