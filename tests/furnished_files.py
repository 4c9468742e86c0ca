"""The part of a furnished world that lies in the vault: what may show somebody, and what only an office may see."""

from contextlib import suppress
from datetime import datetime
from functools import cache

from karlemose.observations import clips, photo_actions
from karlemose.observations.models import Observation
from karlemose.observations.photos import NotedPhoto
from karlemose.partners.signing import AlreadySigned
from karlemose.places.models import Neighbourhood
from tests.cast import World
from tests.observations import holding


def furnish_files(world: World, estate: Neighbourhood, noted: Observation, *, at: datetime) -> None:
    """An open photo, a protected one, a camera, a clip, and the damage that is gone."""
    with suppress(AlreadySigned):
        holding.signed(world, at=at)
    office, number = world.viewer("manager", at=at), noted.public_id
    for shows_nobody in (True, False):
        photo_actions.add_photo(by=office, at=at, observation_id=number, photo=_photo(shows_nobody))
    camera = holding.camera(office, estate, at=at)
    clips.add_clip(by=office, at=at, what=holding.clip_of(noted, camera, at=at), content=holding.recording())
    removal = photo_actions.Removal(removed_on=at.date())
    photo_actions.mark_removed(by=office, at=at, observation_id=number, removal=removal)


@cache
def _photo(shows_nobody: bool) -> NotedPhoto:
    return holding.photo(shows_nobody=shows_nobody, seed=1 + shows_nobody)
