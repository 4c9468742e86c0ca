"""Two notes of the same, merged and parted again: nothing is left of it but when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import Week
from karlemose.observations import actions
from karlemose.observations.enums import Kind
from karlemose.places.models import Neighbourhood
from tests.cast import World


def furnish_merges(world: World, estate: Neighbourhood, week: Week, *, at: datetime) -> None:
    """In a week long before, where nothing else of the world stands; both are taken back in the end."""
    on = week.previous(5).start(ZoneInfo(estate.timezone)) + timedelta(hours=9)
    what = actions.Note(neighbourhood_id=estate.id, kind=Kind.NOISE, occurred_at=on)
    first, second = (actions.note(by=world.viewer("caretaker"), at=at, what=what) for _ in range(2))
    manager = world.viewer("manager")
    actions.merge(by=manager, at=at, into=first.public_id, duplicates=[second.public_id])
    actions.part(by=manager, at=at, public_id=second.public_id)
    for one in (first, second):
        actions.withdraw(by=world.viewer("caretaker"), at=at, public_id=one.public_id)
