"""Cameras of a housing organisation: its list, changed and read by its own office alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.places.enums import LONGEST_RECORDING_DAYS
from karlemose.places.models import Camera, Neighbourhood, Place
from karlemose.places.rules import check_may_keep_cameras
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel

LONGEST_PERMIT = timedelta(days=5 * 366)  # the police give at most five years
LARGEST_OFFSET = timedelta(days=1)
SOON = timedelta(days=60)


class NoSuchCamera(LookupError):
    """Nobody's, or another organisation's."""


class NotACamera(ValueError):
    """Something about a camera cannot be; `sentence` is what the person reads, `field` where."""

    def __init__(self, field: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known of a camera. `clock_offset` is how far its clock is ahead of the true time; behind is negative."""

    code: str
    name: str
    place_id: int | None = None
    permit_from: date | None = None
    permit_until: date | None = None
    deletion_days: int = LONGEST_RECORDING_DAYS
    clock_offset: timedelta = timedelta(0)
    clock_checked_on: date | None = None
    ended_on: date | None = None


@action(Event.CAMERA_ADDED, channels=(Channel.EVIDENCE,))
def add_camera(*, by: Viewer, at: datetime, neighbourhood_id: int, about: About) -> Camera:
    """Add a camera of one's own organisation. Raises `NotAllowed`, `NotACamera`."""
    check_may_keep_cameras(by, neighbourhood_id=neighbourhood_id)
    rows = Camera.objects.unscoped("is the code free?")
    if rows.filter(neighbourhood_id=neighbourhood_id, organisation_id=by.organisation_id, code=about.code).exists():
        raise NotACamera("code", _("There is a camera with this code already."))
    camera = Camera(
        partnership_id=by.partnership_id,
        neighbourhood_id=neighbourhood_id,
        organisation_id=by.organisation_id,
        added_by_id=by.user_id,
        permitted_since=about.permit_from,
        **_checked(about, neighbourhood_id=neighbourhood_id),
    )
    camera.save(force_insert=True)
    _leave_line(Event.CAMERA_ADDED, camera, by=by, at=at)
    return camera


@action(Event.CAMERA_CHANGED, channels=(Channel.EVIDENCE,))
def change_camera(*, by: Viewer, at: datetime, camera_id: int, about: About) -> Camera:
    """Write down a new permit, a clock that was read again, an end. Clips keep the offset that they were taken with.

    Raises `NoSuchCamera`, `NotAllowed`, `NotACamera`.
    """
    rows = Camera.objects.unscoped("one's own organisation's camera")
    camera = rows.select_for_update().filter(id=camera_id, organisation_id=by.organisation_id).first()
    if camera is None:
        raise NoSuchCamera(f"camera {camera_id}")
    check_may_keep_cameras(by, neighbourhood_id=camera.neighbourhood_id)
    if camera.code != about.code:
        raise NotACamera("code", _("A camera keeps its code: add a new one."))
    checked = _checked(about, neighbourhood_id=camera.neighbourhood_id)
    camera.permitted_since = _permitted_since(camera, about)
    for name, value in checked.items():
        setattr(camera, name, value)
    camera.save(force_update=True)
    _leave_line(Event.CAMERA_CHANGED, camera, by=by, at=at)
    return camera


def cameras(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Camera]:
    """Those whose recordings the viewer may read, by code; everybody else finds none."""
    rows: QuerySet[Camera] = Camera.objects.visible_to(viewer)
    return rows.filter(neighbourhood=neighbourhood).select_related("place").order_by("code")


def runs_out(camera: Camera, *, on: date, within: timedelta = SOON) -> bool:
    """Is it in use, and its permit has ended or ends soon?"""
    return camera.ended_on is None and camera.permit_until is not None and camera.permit_until <= on + within


def _checked(about: About, *, neighbourhood_id: int) -> dict[str, Any]:
    _check_words(about)
    _check_permit(about)
    if not 1 <= about.deletion_days <= LONGEST_RECORDING_DAYS:
        raise NotACamera("deletion_days", _("A recording is deleted after 1 to 30 days."))
    if abs(about.clock_offset) >= LARGEST_OFFSET:
        raise NotACamera("clock_offset", _("A clock that is wrong by a day must be set right first."))
    return {
        "code": about.code,
        "name": about.name,
        "place": _place(about, neighbourhood_id),
        "permit_from": about.permit_from,
        "permit_until": about.permit_until,
        "deletion_days": about.deletion_days,
        "clock_offset": round(about.clock_offset.total_seconds()),
        "clock_checked_on": about.clock_checked_on,
        "ended_on": about.ended_on,
    }


def _check_words(about: About) -> None:
    for field, words, longest in (("code", about.code, 40), ("name", about.name, 100)):
        if not words.strip() or not words.isprintable() or len(words) > longest:
            raise NotACamera(field, _("Write one short line."))


def _check_permit(about: About) -> None:
    if (about.permit_from is None) != (about.permit_until is None):
        raise NotACamera("permit_until", _("A permit runs from a day to a day: give both, or neither."))
    if about.permit_from is not None and about.permit_until is not None:
        if about.permit_until < about.permit_from:
            raise NotACamera("permit_until", _("The permit ends before it begins."))
        if about.permit_until - about.permit_from > LONGEST_PERMIT:
            raise NotACamera("permit_until", _("The police give a permit for five years at most."))


def _permitted_since(camera: Camera, about: About) -> date | None:
    """A permit that goes on where the last one ends leaves no gap; a day that was mistyped is not a permit."""
    if (camera.permit_from, camera.permit_until) == (about.permit_from, about.permit_until):
        return camera.permitted_since
    if camera.permit_from is None or camera.permit_until is None or about.permit_from is None:
        return about.permit_from
    goes_on = camera.permit_from <= about.permit_from <= camera.permit_until + timedelta(days=1)
    is_longer = about.permit_until is not None and about.permit_until > camera.permit_until
    return camera.permitted_since if goes_on and is_longer else about.permit_from


def _place(about: About, neighbourhood_id: int) -> Place | None:
    if about.place_id is None:
        return None
    rows = Place.objects.unscoped("the place that a camera looks at")
    place: Place | None = rows.filter(neighbourhood_id=neighbourhood_id, id=about.place_id).first()
    if place is None:
        raise NotACamera("place", _("There is no such place here."))
    return place


def _leave_line(event: Event, camera: Camera, *, by: Viewer, at: datetime) -> None:
    record(
        event,
        actor=by,
        at=at,
        subjects=[Ref("camera", str(camera.id))],
        detail={"clock_offset": camera.clock_offset, "deletion_days": camera.deletion_days},
    )
