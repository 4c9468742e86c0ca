"""Writes about photos: one more, one fewer, and what was done about the damage."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import guard, photos, police_numbers
from karlemose.observations.holding import held
from karlemose.observations.limits import LONGEST_TAG
from karlemose.observations.models import Observation
from karlemose.observations.photo_models import AnyPhoto, Photo, ProtectedPhoto, Repair
from karlemose.observations.refusals import PointsToPerson, Refused
from karlemose.observations.rules import check_may_note
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind

MOST_KRONER = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Graffiti or a damage that is gone. `tag` is the word that was painted; `names_or_threatens` skips the photo."""

    removed_on: date
    cost: int | None = None  # whole kroner
    report_number: str = ""
    tag: str = ""
    names_or_threatens: bool = False


@action(Event.PHOTO_ADDED, channels=(Channel.EVIDENCE,))
def add_photo(*, by: Viewer, at: datetime, observation_id: str, photo: photos.NotedPhoto) -> AnyPhoto:
    """Add a photo to what one's own organisation noted; `observation_id` is the public number.

    Raises `NotAllowed`, `Refused`, and `LookupError` for an observation that the viewer does not see.
    """
    observation = held(by, observation_id)
    _check_is_own(by, observation)
    kept = photos.add(by=by, at=at, observation=observation, photo=photo)
    _leave_line(Event.PHOTO_ADDED, observation, kept, by=by, at=at)
    return kept


@action(Event.PHOTO_WITHDRAWN, channels=(Channel.EVIDENCE,))
def withdraw_photo(*, by: Viewer, at: datetime, photo_id: str) -> None:
    """Erase a photo of one's own organisation, original and view: somebody shows on it after all, it was the wrong one.

    Raises `NotAllowed`, and `LookupError` for a photo that the viewer does not see.
    """
    photo = _photo(by, photo_id)
    _check_is_own(by, photo.observation)
    photos.let_go(photo)
    _leave_line(Event.PHOTO_WITHDRAWN, photo.observation, photo, by=by, at=at)


@action(Event.DAMAGE_REMOVED, channels=(Channel.EVIDENCE,))
def mark_removed(*, by: Viewer, at: datetime, observation_id: str, removal: Removal) -> Repair:
    """Write down that graffiti or a damage is gone; a second time corrects the first.

    The evidence stop: there is a photo first, unless it names or threatens somebody and so goes the same day. Raises
    `NotAllowed`, `Refused`, and `LookupError` for an observation that the viewer does not see.
    """
    observation = held(by, observation_id)
    check_may_note(by, neighbourhood_id=observation.neighbourhood_id)
    if by.organisation_kind != OrganisationKind.HOUSING and by.organisation_id != observation.noted_by_organisation_id:
        raise NotAllowed(_("The housing organisation, or whoever noted it, writes down that it is gone."))
    report_number = _check(removal, observation, at=at)
    if not removal.names_or_threatens and not _has_photo(by, observation):
        raise Refused(
            "photos",
            _(
                "Before cleaning: photo with scale taken, police said yes? If it names or threatens someone, it goes "
                "today."
            ),
        )
    values = {
        "partnership_id": observation.partnership_id,
        "removed_on": removal.removed_on,
        "cost": removal.cost,
        "report_number": report_number,
        "tag": removal.tag.strip(),
        "removed_at_once": removal.names_or_threatens,
        "noted_at": at,
    }
    rows = Repair.objects.unscoped("the repair of an observation that is being written")
    repair, _is_new = rows.update_or_create(observation=observation, defaults=values)
    _leave_line(Event.DAMAGE_REMOVED, observation, None, by=by, at=at)
    return repair


def repair_of(viewer: Viewer, observation: Observation) -> Repair | None:
    return Repair.objects.visible_to(viewer).filter(observation=observation).first()


def _photo(by: Viewer, public_id: str) -> AnyPhoto:
    for model in (Photo, ProtectedPhoto):
        rows = model.objects.visible_to(by).filter(public_id=public_id).select_for_update(of=("self",))
        found: AnyPhoto | None = rows.select_related("observation", "original", "view").first()
        if found is not None:
            return found
    raise LookupError("no such photo here")


def _check_is_own(by: Viewer, observation: Observation) -> None:
    check_may_note(by, neighbourhood_id=observation.neighbourhood_id)
    if by.organisation_id != observation.noted_by_organisation_id:
        raise NotAllowed(_("Photos belong to the organisation that noted the report."))


def _check(removal: Removal, observation: Observation, *, at: datetime) -> str:
    """Raises `Refused`. Gives the report's number as it is kept."""
    if observation.kind not in photos.OF_THINGS:
        raise Refused("removed_on", _("Only graffiti and damage are removed."))
    zone = ZoneInfo(observation.neighbourhood.timezone)
    if not observation.occurred_at.astimezone(zone).date() <= removal.removed_on <= at.astimezone(zone).date():
        raise Refused("removed_on", _("It went after it came, and not later than today."))
    if removal.cost is not None and not 0 <= removal.cost <= MOST_KRONER:
        raise Refused("cost", _("Write the cost in whole kroner."))
    if len(removal.tag) > LONGEST_TAG or not removal.tag.isprintable():
        raise Refused("tag", _("Write the painted word alone, on one line."))
    found = guard.judged(removal.tag)
    if found:
        raise PointsToPerson(text=removal.tag, findings=found, field="tag")
    return police_numbers.as_given(removal.report_number, field="report_number")


def _has_photo(by: Viewer, observation: Observation) -> bool:
    """One that everybody sees, or one that the viewer's own organisation holds; of another's they learn nothing."""
    reason = "is there a photo before it is cleaned?"
    if Photo.objects.unscoped(reason).filter(observation=observation).exists():
        return True
    rows = ProtectedPhoto.objects.unscoped(reason)
    return rows.filter(observation=observation, held_by_id=by.organisation_id).exists()


def _leave_line(event: Event, observation: Observation, photo: AnyPhoto | None, *, by: Viewer, at: datetime) -> None:
    subjects = [Ref("observation", observation.public_id)]
    if photo is not None:
        subjects.append(Ref("photo", photo.public_id))
    record(event, actor=by, at=at, subjects=subjects, detail={"kind": observation.kind})
