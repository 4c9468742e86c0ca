"""Photos of an observation: judged before the transaction, kept inside it, shown as pixels alone (`photo_queries`).

    noted = photos.judge(content, shows_nobody=True)      # in a process of its own; raises Refused
    photos.add(by=…, at=…, observation=…, photo=noted)    # inside the action; gives Photo or ProtectedPhoto

Who may see a photo follows from what it shows. One of a damage, of which a member has said that no person, plate or
name shows, is a `Photo` of the open part; every other one is a `ProtectedPhoto`, read like particulars.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.observations.photo_judging import View, view_of
from karlemose.observations.photo_models import AnyPhoto, Photo, ProtectedPhoto, Repair
from karlemose.observations.refusals import Refused
from karlemose.observations.rules import may_protect
from karlemose.policy.viewer import Viewer
from karlemose.vault import files

MOST_PHOTOS = 8  # of one observation
WITHOUT_INCIDENT = timedelta(days=30)
OF_THINGS = frozenset({Kind.GRAFFITI, Kind.DAMAGE, Kind.LOCK_FORCED, Kind.FIRE})  # a photo of these can show nobody


@dataclass(frozen=True, kw_only=True)
class NotedPhoto:
    """A photo that can be kept. `shows_nobody`: its writer looked and says that no person, plate or name shows."""

    content: bytes
    view: View
    shows_nobody: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def judge(content: bytes, *, shows_nobody: bool = False) -> NotedPhoto:
    """What was sent, as a photo. Takes up to seconds, so it is called before a transaction. Raises `Refused`."""
    return NotedPhoto(content=content, view=view_of(content), shows_nobody=shows_nobody)


def is_open(kind: str, photo: NotedPhoto) -> bool:
    """Whether this photo of such an act goes into the open part."""
    return photo.shows_nobody and kind in OF_THINGS


def add(*, by: Viewer, at: datetime, observation: Observation, photo: NotedPhoto) -> Photo | ProtectedPhoto:
    """Keep a photo within the open transaction; the same one twice is once. Raises `Refused`.

    The caller has asked whether `by` may write to this observation, and leaves the ledger's line.
    """
    is_looked_at = by.user_id is not None and is_open(observation.kind, photo)
    model = Photo if is_looked_at else ProtectedPhoto
    if model is ProtectedPhoto and not may_protect(by, neighbourhood_id=observation.neighbourhood_id):
        raise Refused("photos", _("You can add a photo of graffiti or damage on which nobody shows, no other."))
    rows = model.objects.unscoped("photos of an observation that is being written")
    there = {one.original.digest: one for one in rows.filter(observation=observation).select_related("original")}
    if photo.digest in there:
        return there[photo.digest]
    if len(there) >= MOST_PHOTOS:
        raise Refused("photos", _("There are eight photos already."))
    row = model(observation=observation, noted_at=at, **_kept(observation, photo, at=at), **_owner(model, by, at))
    if isinstance(row, ProtectedPhoto):
        row.erase_on = _erase_on(observation, at=at)
    row.save(force_insert=True)
    return row


def add_all(*, by: Viewer, at: datetime, observation: Observation, photos: Iterable[NotedPhoto]) -> list[AnyPhoto]:
    """In the order of their digests, so that two who keep the same photos never wait for each other in a ring."""
    return [add(by=by, at=at, observation=observation, photo=photo) for photo in sorted(photos, key=_by_digest)]


def check_kind(observation: Observation, kind: Kind) -> None:
    """An open photo, or a word that the damage is gone, stays with a kind of damage. Raises `Refused`."""
    if kind in OF_THINGS:
        return
    if Photo.objects.unscoped("may the kind change?").filter(observation=observation).exists():
        raise Refused(
            "kind", _("Its photo is open to all partners, and of this kind none is. Withdraw the photo first.")
        )
    if Repair.objects.unscoped("may the kind change?").filter(observation=observation).exists():
        raise Refused("kind", _("It is written down that this was removed. Take the note back, and write it anew."))


def stay_until(observation: Observation) -> None:
    """What the note is now decides how long its protected photos stay, still counted from the day each was added."""
    rows = ProtectedPhoto.objects.unscoped("those of a note that is corrected").filter(observation=observation)
    for photo in rows.select_for_update().order_by("id"):
        photo.erase_on = _erase_on(observation, at=photo.noted_at)
        photo.save(update_fields=["erase_on"])


def let_go(photo: AnyPhoto) -> None:
    """Remove a photo's row; its files go when nobody else holds them."""
    held = [photo.original, photo.view]
    photo.delete()
    files.forget(*held)


def _kept(observation: Observation, photo: NotedPhoto, *, at: datetime) -> dict[str, object]:
    number = observation.partnership_id
    return {
        "partnership_id": number,
        "original": files.keep(partnership_id=number, at=at, content=photo.content),
        "view": files.keep(partnership_id=number, at=at, content=photo.view.content),
        "width": photo.view.width,
        "height": photo.view.height,
    }


def _owner(model: type[AnyPhoto], by: Viewer, at: datetime) -> dict[str, object]:
    if model is Photo:
        return {"confirmed_by_id": by.user_id, "confirmed_at": at}
    return {"held_by_id": by.organisation_id, "noted_by_id": by.user_id}


def _erase_on(observation: Observation, *, at: datetime) -> date:
    zone = ZoneInfo(observation.neighbourhood.timezone)
    kept_for = ProtectedPhoto.Privacy.kept_for if observation.is_incident else WITHOUT_INCIDENT
    return at.astimezone(zone).date() + kept_for


def _by_digest(photo: NotedPhoto) -> str:
    return photo.digest
