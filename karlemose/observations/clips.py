"""Clips of cameras: a particular of one incident, as short as it can be, gone on its day (rule D06).

A clip's day of deletion is that of the recording: the day it shows and the camera's days, unless somebody preserves it
with a reason. The police's request, or the number of the report, may come later than the clip.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import police_numbers
from karlemose.observations.clip_models import Clip
from karlemose.observations.holding import held
from karlemose.observations.limits import LONGEST_REASON
from karlemose.observations.models import Observation
from karlemose.observations.refusals import Refused, refuse_cpr
from karlemose.observations.rules import may_protect
from karlemose.places.models import Camera, Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind, Permission
from karlemose.vault import files

LONGEST = timedelta(hours=1)
LONGEST_PRESERVED = timedelta(days=365)
MOST_BYTES = 500_000_000
SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class NotedClip:
    """What somebody says of a clip. The times are those that the camera's own clock shows, with an offset."""

    observation_id: str  # the public number
    camera_id: int
    from_at: datetime
    until_at: datetime
    request_number: str = ""  # of the police's request
    report_number: str = ""  # of the report to the police
    preserved_because: str = ""  # for a recording that is older than the camera's days


@action(Event.CLIP_ADDED, channels=(Channel.EVIDENCE,))
def add_clip(*, by: Viewer, at: datetime, what: NotedClip, content: BinaryIO) -> Clip:
    """Keep a clip with an incident. `content` is read in pieces, twice.

    Raises `NotAllowed`, `Refused`, and `LookupError` for an observation or a camera that the viewer does not see.
    """
    observation = held(by, what.observation_id)
    _check_may_keep(by, observation.neighbourhood_id)
    camera = _camera(by, what.camera_id, observation)
    _check_incident(observation)
    _check_times(what, at=at)
    request_number, report_number = _numbers(what.request_number, what.report_number)
    clip = Clip(
        partnership_id=by.partnership_id,
        observation=observation,
        camera=camera,
        from_at=what.from_at,
        until_at=what.until_at,
        clock_offset=camera.clock_offset,
        request_number=request_number,
        report_number=report_number,
        media_type=_media_type(content),
        held_by_id=by.organisation_id,
        noted_by_id=by.user_id,
        noted_at=at,
    )
    _check_permit(clip)
    _settle_deletion(clip, what.preserved_because, at=at)
    clip.file = files.keep(partnership_id=by.partnership_id, at=at, content=content)
    rows = Clip.objects.unscoped("was it added before?")
    if rows.filter(observation=observation, file=clip.file).exists():
        raise Refused("file", _("This clip is there already."))
    clip.save(force_insert=True)
    _leave_line(Event.CLIP_ADDED, clip, by=by, at=at)
    return clip


@action(Event.CLIP_NUMBERED, channels=(Channel.EVIDENCE,))
def number_clip(*, by: Viewer, at: datetime, clip_id: str, request_number: str = "", report_number: str = "") -> Clip:
    """Write down the number of the police's request or of the report; an empty one leaves what stands there.

    Raises `NotAllowed`, `Refused`, and `LookupError` for a clip that the viewer's organisation does not hold.
    """
    clip = _own(by, clip_id)
    request_number, report_number = _numbers(request_number, report_number)
    clip.request_number = request_number or clip.request_number
    clip.report_number = report_number or clip.report_number
    clip.save(update_fields=["request_number", "report_number"])
    _leave_line(Event.CLIP_NUMBERED, clip, by=by, at=at)
    return clip


@action(Event.CLIP_PRESERVED, channels=(Channel.EVIDENCE,))
def preserve_clip(*, by: Viewer, at: datetime, clip_id: str, because: str, until: date) -> Clip:
    """Keep a clip beyond its day, for a reason and to another day: a year from now at most.

    Raises `NotAllowed`, `Refused`, and `LookupError` for a clip that the viewer's organisation does not hold.
    """
    clip = _own(by, clip_id)
    today = at.astimezone(_zone(clip.observation.neighbourhood)).date()
    if not today < until <= today + LONGEST_PRESERVED:
        raise Refused("until", _("A clip is preserved to a day to come, a year from now at most."))
    _preserve(clip, because, at=at, until=until)
    clip.save(update_fields=["preserved_because", "preserved_at", "delete_on"])
    _leave_line(Event.CLIP_PRESERVED, clip, by=by, at=at)
    return clip


@action(Event.CLIP_WITHDRAWN, channels=(Channel.EVIDENCE,))
def withdraw_clip(*, by: Viewer, at: datetime, clip_id: str) -> None:
    """Erase a clip before its day: it shows more than was needed, or the wrong thing.

    Raises `NotAllowed`, and `LookupError` for a clip that the viewer's organisation does not hold.
    """
    clip = _own(by, clip_id)
    let_go(clip)
    _leave_line(Event.CLIP_WITHDRAWN, clip, by=by, at=at)


def clips_of(viewer: Viewer, observation: Observation) -> QuerySet[Clip]:
    """The clips of an observation that this viewer may see, by what they show."""
    return _visible(viewer).filter(observation=observation).order_by("from_at", "id")


def one(viewer: Viewer, clip_id: str) -> Clip | None:
    return _visible(viewer).filter(public_id=clip_id).first()


def clips_running_out(
    viewer: Viewer, neighbourhood: Neighbourhood, *, on: date, within: timedelta = SOON
) -> QuerySet[Clip]:
    """Clips that go within these days, the first to go first."""
    rows = _visible(viewer).filter(observation__neighbourhood=neighbourhood, delete_on__lte=on + within)
    return rows.order_by("delete_on", "id")


def pieces(clip: Clip) -> Iterator[bytes]:
    """The clip as it came, in pieces of 1 MB, each verified."""
    return files.pieces(clip.file)


def let_go(clip: Clip) -> None:
    """Remove a clip's row; its file goes when nobody else holds it."""
    clip.delete()
    files.forget(clip.file)


def _visible(viewer: Viewer) -> QuerySet[Clip]:
    rows: QuerySet[Clip] = Clip.objects.visible_to(viewer)
    return rows.select_related("camera", "file", "observation", "held_by")


def _own(by: Viewer, clip_id: str) -> Clip:
    rows = Clip.objects.visible_to(by).filter(public_id=clip_id, held_by_id=by.organisation_id)
    clip: Clip | None = (
        rows.select_for_update(of=("self",)).select_related("observation__neighbourhood", "file").first()
    )
    if clip is None:
        raise LookupError("no such clip here")
    _check_may_keep(by, clip.observation.neighbourhood_id)
    return clip


def _camera(by: Viewer, camera_id: int, observation: Observation) -> Camera:
    rows = Camera.objects.visible_to(by).filter(id=camera_id, neighbourhood_id=observation.neighbourhood_id)
    found: Camera | None = rows.filter(organisation_id=by.organisation_id).first()
    if found is None:
        raise LookupError("no such camera here")
    return found


def _check_may_keep(by: Viewer, neighbourhood_id: int) -> None:
    """The office of the housing organisation, where it may read what it holds."""
    is_office = by.organisation_kind == OrganisationKind.HOUSING and by.has(Permission.HAND_OVER)
    if not is_office or not may_protect(by, neighbourhood_id=neighbourhood_id):
        raise NotAllowed(_("Only the housing organisation's office keeps clips of its cameras."))


def _check_incident(observation: Observation) -> None:
    if not observation.is_incident:
        raise Refused("observation", _("A recording is taken out for an incident alone. What happened?"))


def _check_times(what: NotedClip, *, at: datetime) -> None:
    if what.from_at.tzinfo is None or what.until_at.tzinfo is None:
        raise ValueError("a moment has an offset")
    if not what.from_at < what.until_at:
        raise Refused("until_at", _("The clip ends before it begins."))
    if what.until_at - what.from_at > LONGEST:
        raise Refused("until_at", _("Take the shortest clip that shows what happened: an hour at most."))
    if what.from_at > at + timedelta(days=1):  # a camera's clock may be ahead
        raise Refused("from_at", _("That is still to come. When was it?"))


def _check_permit(clip: Clip) -> None:
    """What a camera recorded without the police's permit is not kept; one at an own entrance needs none."""
    zone = _zone(clip.observation.neighbourhood)
    days = [moment.astimezone(zone).date() for moment in (clip.happened_from, clip.happened_until)]
    if not all(clip.camera.was_there_on(day) for day in days):
        raise Refused("from_at", _("The camera had been taken down by then. Which camera was it?"))
    if not all(clip.camera.may_record_on(day) for day in days):
        raise Refused("from_at", _("The camera had no permit on that day: what it recorded may not be kept."))


def _numbers(request_number: str, report_number: str) -> tuple[str, str]:
    return (
        police_numbers.as_given(request_number, field="request_number"),
        police_numbers.as_given(report_number, field="report_number"),
    )


def _settle_deletion(clip: Clip, preserved_because: str, *, at: datetime) -> None:
    zone = _zone(clip.observation.neighbourhood)
    today = at.astimezone(zone).date()
    clip.delete_on = clip.happened_from.astimezone(zone).date() + timedelta(days=clip.camera.deletion_days)
    if preserved_because.strip():
        _preserve(clip, preserved_because, at=at, until=max(clip.delete_on, today + timedelta(days=30)))
    elif clip.delete_on <= today:
        raise Refused(
            "from_at", _("This recording should be gone by now. Why was it preserved? Without a reason we keep none.")
        )


def _preserve(clip: Clip, because: str, *, at: datetime, until: date) -> None:
    reason = because.strip()
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise Refused("preserved_because", _("Write the reason on one line, 300 characters at most."))
    refuse_cpr("preserved_because", reason)
    clip.preserved_because, clip.preserved_at, clip.delete_on = reason, at, until


def _media_type(content: BinaryIO) -> str:
    """By what it is, never by its name. Raises `Refused` for anything but the three containers of recordings."""
    content.seek(0)
    start = content.read(12)
    if content.seek(0, 2) > MOST_BYTES:
        raise Refused("file", _("The clip is too large: 500 MB at most."))
    content.seek(0)
    if start[4:8] == b"ftyp" and start[8:11] not in {b"hei", b"hev", b"mif", b"msf", b"avi"}:
        return "video/mp4"
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/x-matroska"
    if start[:4] == b"RIFF" and start[8:12] == b"AVI ":
        return "video/x-msvideo"
    raise Refused("file", _("This is not a recording. Send it as MP4, MKV or AVI."))


def _zone(neighbourhood: Neighbourhood) -> ZoneInfo:
    return ZoneInfo(neighbourhood.timezone)


def _leave_line(event: Event, clip: Clip, *, by: Viewer, at: datetime) -> None:
    record(
        event,
        actor=by,
        at=at,
        subjects=[Ref("observation", clip.observation.public_id), Ref("clip", clip.public_id)],
        detail={
            "digest": clip.file.digest,
            "clock_offset": clip.clock_offset,
            "delete_on": clip.delete_on.isoformat(),
            "has_number": bool(clip.request_number or clip.report_number),
        },
    )
