"""People in every state that a partnership knows: what a wall must hide is really there."""

from datetime import datetime

from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.partners import inviting
from karlemose.partners.readings import leave_reading
from karlemose.policy.words import Channel, OrganisationKind, Role
from tests.cast import World


def furnish_people(world: World, *, at: datetime) -> None:
    """Somebody who is invited to the housing organisation and has not accepted; somebody who read what is protected."""
    inviting.invite(
        by=world.viewer("contact"),
        at=at,
        organisation_id=world.organisations[OrganisationKind.HOUSING].id,
        what=inviting.Invited(
            email=f"invited@{world.partnership.slug}.example",
            name=f"invited to {world.partnership.slug}",
            role=Role.CARETAKER,
            from_on=at.date(),
        ),
    )
    leave_reading(
        by=world.viewer("manager"),
        at=at,
        event=Event.PARTICULARS_OPENED,
        subjects=[Ref("observation", f"read-in-{world.partnership.slug}")],
        channels=(Channel.EVIDENCE,),
    )
