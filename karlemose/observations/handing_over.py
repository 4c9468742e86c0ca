"""What of an observation could be handed to the police: its plate, its description, its protected photos and its clips.

Registered with `disclosure.register` when the room is ready; read as the viewer who puts the hand-over together. Open
photos and the open part alone are no evidence and are not offered.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from karlemose.disclosure.enums import Sort
from karlemose.disclosure.register import Offered, OfferedFile, offers
from karlemose.documents.handover import Label
from karlemose.foundation.clock import Week
from karlemose.ledger.refs import Ref
from karlemose.observations.clip_models import Clip
from karlemose.observations.models import Observation, Particulars
from karlemose.observations.photo_models import ProtectedPhoto
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer

PLATE, SUSPICION, RECORDING = "plate_at_incident", "named_suspicion", "cctv_recording"
INCIDENT = frozenset({"concrete_incident"})
ONE_SIGHTING = frozenset({"no_travel_history", "no_continuous_reading"})  # by construction: one plate, one incident
APART = frozenset({"facts_apart_from_assessment"})  # two fields from the first keystroke on
NUMBERED = frozenset({"police_request_or_report_number"})
ENDINGS = {"video/mp4": "mp4", "video/x-matroska": "mkv", "video/x-msvideo": "avi"}


def register() -> None:
    offers("particulars", particulars)
    offers("photo", photos)
    offers("clip", clips)


def particulars(*, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime) -> Iterator[Offered]:
    """A plate and a description stand as two items: the law asks other things of each."""
    rows = Particulars.objects.visible_to(viewer).filter(held_by_id=viewer.organisation_id)
    for row in _of_week(rows, neighbourhood, week):
        if row.plate:
            yield _plate(row)
        if row.description or row.names or row.dwelling or row.assessment:
            yield _suspicion(row)


def photos(*, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime) -> Iterator[Offered]:
    """Each as it came, which is what a court asks for; never its view."""
    rows = ProtectedPhoto.objects.visible_to(viewer).filter(held_by_id=viewer.organisation_id)
    for row in _of_week(rows, neighbourhood, week, also=("original",)):
        seen = row.observation
        yield Offered(
            ref=Ref("photo", row.public_id),
            sort=Sort.PHOTO,
            information=SUSPICION,
            conditions=_incident(seen) | APART,
            facts=_reported(seen),
            file=OfferedFile(digest=row.original.digest, ending="", size=row.original.size),
            **_common(row),
        )


def clips(*, viewer: Viewer, neighbourhood: Neighbourhood, week: Week, at: datetime) -> Iterator[Offered]:
    """With both clocks: what the camera showed, and how far that was from the truth."""
    zone = ZoneInfo(neighbourhood.timezone)
    rows = Clip.objects.visible_to(viewer).filter(held_by_id=viewer.organisation_id)
    for row in _of_week(rows, neighbourhood, week, also=("file", "camera")):
        yield Offered(
            ref=Ref("clip", row.public_id),
            sort=Sort.CLIP,
            information=RECORDING,
            conditions=NUMBERED if row.request_number or row.report_number else frozenset(),
            facts=(*_reported(row.observation), *_recording(row, zone)),
            file=OfferedFile(digest=row.file.digest, ending=ENDINGS[row.media_type], size=row.file.size),
            recorded_at=row.happened_from,
            is_preserved=row.preserved_at is not None,
            **_common(row),
        )


def _of_week(rows: Any, neighbourhood: Neighbourhood, week: Week, *, also: tuple[str, ...] = ()) -> Any:
    """What happened in the week, and what somebody noted in it of earlier days; nothing that was withdrawn."""
    zone = ZoneInfo(neighbourhood.timezone)
    start, end = week.start(zone), week.end(zone)
    happened = Q(observation__occurred_at__gte=start, observation__occurred_at__lt=end)
    late = Q(
        observation__occurred_at__lt=start,
        observation__noted_at__gte=start,
        observation__noted_at__lt=end,
        observation__source__isnull=True,
    )
    found = rows.filter(
        happened | late, observation__neighbourhood=neighbourhood, observation__withdrawn_at__isnull=True
    )
    return found.select_related("observation__place", *also).order_by("observation__occurred_at", "id")


def _plate(row: Particulars) -> Offered:
    seen = row.observation
    facts = [(Label.PLATE, row.plate), (Label.COUNTRY, row.plate_country)]
    if row.plate_as_written.replace(" ", "").upper() != row.plate:
        facts.insert(1, (Label.PLATE_AS_WRITTEN, row.plate_as_written))
    facts += [(Label.ACT, str(row.get_act_at_vehicle_display())), *_reported(seen)]
    return Offered(
        ref=Ref("plate", seen.public_id),
        sort=Sort.PLATE,
        information=PLATE,
        conditions=_incident(seen) | ONE_SIGHTING,
        facts=tuple((label, text) for label, text in facts if text),
        plate=row.plate,
        **_common(row),
    )


def _suspicion(row: Particulars) -> Offered:
    seen = row.observation
    facts = (
        (Label.DESCRIPTION, row.description),
        (Label.NAMES, row.names),
        (Label.DWELLING, row.dwelling),
        *_reported(seen),
    )
    has_facts = bool(row.description or seen.text)
    return Offered(
        ref=Ref("particulars", seen.public_id),
        sort=Sort.DESCRIPTION,
        information=SUSPICION,
        conditions=_incident(seen) | (APART if has_facts else frozenset()),
        facts=tuple((label, text) for label, text in facts if text),
        assessment=row.assessment,
        **_common(row),
    )


def _incident(seen: Observation) -> frozenset[str]:
    return INCIDENT if seen.is_incident else frozenset()


def _reported(seen: Observation) -> tuple[tuple[Label, str], ...]:
    """The open part goes along: without it the particulars say nothing."""
    people = str(seen.get_number_of_people_display()) if seen.number_of_people else ""
    source = str(seen.get_certainty_display()) if seen.certainty else ""
    told = ((Label.REPORTED, seen.text), (Label.PEOPLE, people), (Label.HOW_KNOWN, source))
    return tuple((label, text) for label, text in told if text)


def _common(row: Any) -> dict[str, Any]:
    seen = row.observation
    return {
        "observation": seen.public_id,
        "kind": seen.kind_label,
        "place": seen.place.label if seen.place else seen.place_words,
        "occurred_at": seen.occurred_at,
        "precision": seen.precision,
        "noted_at": row.noted_at,
        "noted_by": str(row.noted_by_id or ""),
    }


def _recording(row: Clip, zone: ZoneInfo) -> tuple[tuple[Label, str], ...]:
    day = date_format(row.from_at.astimezone(zone), "DATE_FORMAT")
    first, last = (moment.astimezone(zone).strftime("%H:%M:%S") for moment in (row.from_at, row.until_at))
    number = " · ".join(one for one in (row.request_number, row.report_number) if one)
    told = (
        (Label.CAMERA, f"{row.camera.code} {row.camera.name}"),
        (Label.RECORDED, f"{day}, {first}–{last}"),
        (Label.CLOCK, _clock(row.clock_offset)),
        (Label.POLICE_NUMBER, number),
    )
    return tuple((label, text) for label, text in told if text)


def _clock(offset: int) -> str:
    """How far the camera's clock was off, in words."""
    minutes, seconds = divmod(abs(offset), 60)
    if not offset:
        return _("shows the right time")
    words = _("%(minutes)s min %(seconds)s s ahead") if offset > 0 else _("%(minutes)s min %(seconds)s s behind")
    return words % {"minutes": minutes, "seconds": seconds}
