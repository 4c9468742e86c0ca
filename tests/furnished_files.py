"""The part of a furnished world that lies in the vault: what may show somebody, and what only an office may see."""

from datetime import datetime

from karlemose.observations.models import Observation
from karlemose.places import cameras
from karlemose.places.models import Neighbourhood
from karlemose.tenancy.acting import acting_for
from karlemose.vault import files as vault
from tests.cast import World


def furnish_files(world: World, estate: Neighbourhood, noted: Observation, *, at: datetime) -> None:
    office = world.viewer("manager", at=at)
    about = cameras.About(code="KAM-08", name=f"sentinel camera of {world.partnership.slug}")
    cameras.add_camera(by=office, at=at, neighbourhood_id=estate.id, about=about)
    with acting_for(world.partnership.id):
        vault.keep(partnership_id=world.partnership.id, at=at, content=noted.public_id.encode())
