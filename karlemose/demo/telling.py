"""The story's observations, noted through the same action as everybody's, by a clock that walks towards now.

Each carries a key of its own, so an interrupted telling is completed by the next start and nothing is told twice.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from karlemose.accounts.models import User
from karlemose.demo import calm, mark, told
from karlemose.demo.founding import BEGINNING
from karlemose.demo.people import NEIGHBOURHOOD, PARTNERSHIP, PEOPLE
from karlemose.demo.told import Event
from karlemose.ledger.recording import AlreadyDone
from karlemose.observations import actions
from karlemose.observations.actions import Note
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.partners import queries as partners
from karlemose.places import queries as places
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

Progress = Callable[[Iterable[Event]], Iterable[Event]]


def events(*, now: datetime) -> list[Event]:
    """Everything that is noted up to now, in the order in which it is noted."""
    everything = [*told.twenty(), *calm.calm_weeks(now=now), *told.living_week(now=now)]
    told_by_now = (event for event in everything if BEGINNING <= event.noted_at <= now)
    return sorted(told_by_now, key=lambda event: event.noted_at)


def tell(*, now: datetime, progress: Progress = iter) -> None:
    """Note every event that has not been noted yet. Raises `NotADemo` on a database without the mark."""
    mark.refuse_unmarked()
    partnership = partners.partnership_named(PARTNERSHIP[0])
    neighbourhood = places.find_neighbourhood(NEIGHBOURHOOD, partnership_slug=partnership.slug)
    viewers = _viewers(partnership.id)
    with acting_for(partnership.id, read_only=True):
        place_ids = {place.code: place.id for place in places.places(viewers["kim"], neighbourhood)}
    for event in progress(events(now=now)):
        what = Note(
            neighbourhood_id=neighbourhood.id,
            kind=Kind(event.kind),
            occurred_at=event.occurred_at,
            place_id=place_ids[event.place],
            number_of_people=NumberOfPeople(event.people) if event.people else None,
            text=event.text,
        )
        _note(what, event, by=viewers[event.by])
    mark.note_told(at=now)


def _note(what: Note, event: Event, *, by: Viewer) -> None:
    try:
        actions.note(by=by, at=event.noted_at, what=what, key=event.code)
    except AlreadyDone:
        return


def _viewers(partnership_id: int) -> dict[str, Viewer]:
    """The people of the story at work, by their codes."""
    codes = {person.email: person.code for person in PEOPLE}
    users = User.objects.filter(email__in=codes).order_by("id").values_list("email", "id")
    with acting_for(partnership_id, read_only=True):
        found = {
            codes[email]: partners.viewer_for(user_id=user_id, partnership_id=partnership_id, on=BEGINNING.date())
            for email, user_id in users
        }
    return {code: viewer for code, viewer in found.items() if viewer is not None}
