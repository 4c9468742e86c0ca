"""What can point to a person beside the world's observation, and the words that stood there before a correction."""

from contextlib import suppress
from datetime import datetime

from karlemose.observations import actions
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.models import Observation
from karlemose.observations.parts import NotedParticulars
from karlemose.partners.signing import AlreadySigned
from tests.cast import World
from tests.observations import holding


def furnish_particulars(world: World, noted: Observation, *, at: datetime) -> None:
    """Its writer, the caretaker, adds a plate and a description that stand nowhere else in the world."""
    with suppress(AlreadySigned):
        holding.signed(world, at=at)
    given = NotedParticulars(
        plate="QX 98 765",
        act_at_vehicle=ActAtVehicle.HANDED_OVER,
        description=f"sentinel description of {world.partnership.slug}",
    )
    what = actions.Correction(kind=Kind(noted.kind), occurred_at=noted.occurred_at, text=noted.text, particulars=given)
    actions.correct(by=world.viewer("caretaker"), at=at, public_id=noted.public_id, what=what)
