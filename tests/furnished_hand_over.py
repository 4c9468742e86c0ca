"""What was handed over, so that every table has a row: a released parcel, a draft after it, a key."""

from datetime import datetime

import pyrage

from karlemose.disclosure import actions, queries, receiving, releasing
from karlemose.foundation.clock import Week
from karlemose.places.models import Neighbourhood
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.cast import World


def furnish_hand_over(world: World, estate: Neighbourhood, week: Week, *, at: datetime) -> None:
    """Put together by the manager, approved by the office, released, sealed for the police."""
    police = world.organisations[OrganisationKind.POLICE].id
    key = str(pyrage.x25519.Identity.generate().to_public())
    receiving.set_receiver_key(by=world.viewer("investigator"), at=at, organisation_id=police, text=key)
    manager, office = world.viewer("manager"), world.viewer("office")
    row = actions.assemble(by=manager, at=at, neighbourhood_id=estate.id, week=week, receiver_id=police)
    for line in draft(office, row.public_id, at=at).in_the_way:
        told = {"hand_over": row.public_id, "item_id": line.item.id, "because": "Mangler noget"}
        actions.leave_out(by=manager, at=at, **told)
    seen = draft(office, row.public_id, at=at).digest
    actions.approve(by=office, at=at, hand_over=row.public_id, seen=seen)
    releasing.release(by=manager, at=at, hand_over=row.public_id)
    actions.assemble(by=manager, at=at, neighbourhood_id=estate.id, week=week, receiver_id=police)  # what was left out


def draft(viewer, public_id: str, *, at: datetime):
    with acting_for(viewer.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        return queries.draft(viewer, public_id, at=at)
