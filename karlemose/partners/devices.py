"""The devices of an organisation's people: its contact person lists them, and takes a lost one away from its finder."""

from dataclasses import dataclass
from datetime import date, datetime

from karlemose.accounts import devices
from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners import people
from karlemose.partners.rules import check_may_manage
from karlemose.policy.viewer import Viewer


@dataclass(frozen=True)
class Held:
    """A device that somebody signs in with."""

    public_id: str
    name: str
    holder: str
    last_seen_on: date
    enrolled_at: datetime


def of_organisation(viewer: Viewer, *, on: date) -> list[Held]:
    """By the name of whoever holds them, the last used first."""
    names = people.colleagues(viewer, on=on)
    found = devices.of_users(names)
    held = [Held(one.public_id, one.name, names[one.user_id], one.last_seen_on, one.enrolled_at) for one in found]
    return sorted(held, key=lambda one: (one.holder.casefold(), -one.last_seen_on.toordinal(), one.public_id))


@action(Event.DEVICE_REVOKED)
def revoke(*, by: Viewer, at: datetime, public_id: str) -> None:
    """The device is out from this moment. Raises `devices.NoSuchDevice`, `NotAllowed`.

    Also for somebody who works for others too: a lost telephone is lost for all of them.
    """
    check_may_manage(by, by.organisation_id)
    names = people.colleagues(by, on=day_of(at))
    holder = next((one.user_id for one in devices.of_users(names) if one.public_id == public_id), None)
    if holder is None:
        raise devices.NoSuchDevice
    removed = devices.revoke(device=devices.one_of(user_id=holder, public_id=public_id), at=at)
    subjects = [Ref("device", public_id), Ref("user", str(holder))]
    record(Event.DEVICE_REVOKED, actor=by, at=at, subjects=subjects, detail={"passkeys": removed})
