"""Noting, correcting and taking back; merging and taking in files have files of their own, and are named here too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import arrivals, merging, parts, photos
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, Notice, NumberOfPeople, Precision
from karlemose.observations.erasing_files import CLIPS, PHOTOS, forget_files
from karlemose.observations.import_actions import rehearse, take_in  # noqa: F401 -- actions of this room too
from karlemose.observations.merging import merge, part  # noqa: F401 -- and these
from karlemose.observations.models import Observation, Particulars, Revision
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.photos import NotedPhoto
from karlemose.observations.refusals import Refused
from karlemose.observations.rules import check_may_note, check_may_protect, may_protect
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One report as its writer would have it. `occurred_at` is a moment with an offset.

    `keep_words` are no names, says the writer. `particulars` None leaves them as they are in a correction.
    """

    kind: Kind
    occurred_at: datetime
    place_id: int | None = None
    precision: Precision = Precision.HOUR
    number_of_people: NumberOfPeople | None = None
    how_known: HowKnown | None = None
    text: str = ""
    particulars: NotedParticulars | None = None
    keep_words: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Note(Correction):
    """What somebody fills in for a new report. The photos were judged before (`photos.judge`)."""

    neighbourhood_id: int
    photos: tuple[NotedPhoto, ...] = ()


@dataclass(frozen=True)
class Noted:
    """What came of it; `notices` say which part was not kept."""

    observation: Observation
    notices: tuple[Notice, ...] = ()

    @property
    def public_id(self) -> str:
        return self.observation.public_id


@action(Event.OBSERVATION_NOTED, channels=(Channel.EVIDENCE,))
def note(*, by: Viewer, at: datetime, what: Note) -> Noted:
    """Note an act, or that there is nothing to report: the open part and, if there are any, its particulars.

    Raises `NotAllowed`, `Refused` and among those `PointsToPerson`: what can point to a person never enters the open
    part, whoever sends it and from where. With `key=` a form sent twice raises `AlreadyDone`.
    """
    check_may_note(by, neighbourhood_id=what.neighbourhood_id)
    place = parts.place_in(what.neighbourhood_id, what.place_id, kind=what.kind)
    neighbourhood = place.neighbourhood if place else _neighbourhood(by, what.neighbourhood_id)
    settled = _judged(by, at, neighbourhood, what, noted_at=at)
    observation = Observation(
        partnership_id=by.partnership_id,
        neighbourhood=neighbourhood,
        noted_at=at,
        noted_by_organisation_id=by.organisation_id,
        noted_by_id=by.user_id,
        is_incident=parts.is_incident(Kind(what.kind), settled.given),
        **_open_part(place, what),
    )
    observation.save(force_insert=True)
    counts = _keep_protected(settled, observation, at=at)
    kept = photos.add_all(by=by, at=at, observation=observation, photos=what.photos)
    _leave_line(Event.OBSERVATION_NOTED, observation, by=by, at=at, counts=counts | _number("photos", len(kept)))
    _announce(by, at, observation, observation.occurred_at)
    return Noted(observation, settled.notices)


@action(Event.OBSERVATION_CORRECTED, channels=(Channel.EVIDENCE,))
def correct(*, by: Viewer, at: datetime, public_id: str, what: Correction) -> Noted:
    """Correct one's own note: the guard judges anew, and the open part that stood before is kept as a `Revision`.

    `what.particulars` None leaves the particulars alone; empty ones erase them. What is protected stays as long as what
    the note has become allows, counted from the day of its own entry; a clip is kept for an incident alone, and goes at
    once when it is none any more, whoever holds it. Raises `NotAllowed` and `Refused`.
    """
    observation = _own(by, public_id)
    neighbourhood, before = observation.neighbourhood, observation.occurred_at
    place = parts.place_in(neighbourhood.id, what.place_id, kind=what.kind)
    settled = _judged(by, at, neighbourhood, what, noted_at=observation.noted_at)
    photos.check_kind(observation, Kind(what.kind))
    _keep_words(observation, at=at)
    for field, value in _open_part(place, what).items():
        setattr(observation, field, value)
    there = Particulars.objects.unscoped("those of one's own note").filter(observation=observation).first()
    given = settled.given if what.particulars is not None else _given(there)
    observation.is_incident = parts.is_incident(observation.kind, given)
    observation.save()
    counts: dict[str, int] = {}
    if what.particulars is None:
        _stay_until(there, observation)
    else:
        counts = _replace_protected(there, settled, observation, at=at)
    photos.stay_until(observation)
    if not observation.is_incident:
        counts |= _number("clips", forget_files([observation.id], CLIPS))
    _leave_line(Event.OBSERVATION_CORRECTED, observation, by=by, at=at, counts=counts)
    _announce(by, at, observation, before, observation.occurred_at)
    return Noted(observation, settled.notices)


@action(Event.OBSERVATION_WITHDRAWN, channels=(Channel.EVIDENCE,))
def withdraw(*, by: Viewer, at: datetime, public_id: str) -> Observation:
    """Take one's own note back: it leaves every list and count, and what could point to a person is erased at once.

    Duplicates that were merged into it stand for themselves again. Raises `NotAllowed` and `Refused`.
    """
    merging.alone(by)
    observation = _own(by, public_id)
    observation.withdrawn_at = at
    observation.save(update_fields=["withdrawn_at"])
    number, _each = Particulars.objects.unscoped("of one's own note").filter(observation=observation).delete()
    shown = forget_files([observation.id], PHOTOS)
    parted = merging.part_all(observation, at=at)
    counts = _number("particulars", number) | _number("photos", shown) | _number("parted", len(parted))
    counts |= _number("clips", forget_files([observation.id], CLIPS))
    _leave_line(Event.OBSERVATION_WITHDRAWN, observation, by=by, at=at, counts=counts)
    _announce(by, at, observation, observation.occurred_at, *(one.occurred_at for one in parted))
    return observation


def _judged(
    by: Viewer, at: datetime, neighbourhood: Neighbourhood, what: Correction, *, noted_at: datetime
) -> parts.Settled:
    """Both parts, before anything is written."""
    check_may_protect(by, neighbourhood_id=neighbourhood.id, needed=bool(what.particulars))
    settled = parts.settle(what.particulars)
    parts.check_time(what.occurred_at, at=at, noted_at=noted_at)
    parts.check_text(
        what.text,
        neighbourhood=neighbourhood,
        keep_words=what.keep_words,
        may_protect=may_protect(by, neighbourhood_id=neighbourhood.id),
    )
    return settled


def _neighbourhood(by: Viewer, neighbourhood_id: int) -> Neighbourhood:
    return Neighbourhood.objects.visible_to(by).get(id=neighbourhood_id)


def _open_part(place: Place | None, what: Correction) -> dict[str, Any]:
    return {
        "kind": Kind(what.kind),
        "place": place,
        "occurred_at": what.occurred_at,
        "precision": Precision(what.precision),
        "certainty": what.how_known or "",
        "number_of_people": what.number_of_people or "",
        "text": what.text,
    }


def _own(by: Viewer, public_id: str) -> Observation:
    """One's own note, locked until the action ends."""
    rows = Observation.objects.unscoped("one's own note, also for those who read no others").filter(public_id=public_id)
    locked = rows.select_related("neighbourhood").select_for_update(of=("self",)).first()
    if locked is None or by.user_id is None or locked.noted_by_id != by.user_id:
        raise NotAllowed(_("Only whoever noted it can correct it or take it back."))
    check_may_note(by, neighbourhood_id=locked.neighbourhood_id)
    if locked.withdrawn_at is not None:
        raise Refused("observation", _("This note has been taken back."))
    return locked


def _keep_words(observation: Observation, *, at: datetime) -> None:
    """The open part as it stands, before it is corrected."""
    row = Revision(partnership_id=observation.partnership_id, observation=observation, replaced_at=at)
    for field in ("kind", "place_id", "occurred_at", "precision", "certainty", "number_of_people", "text"):
        setattr(row, field, getattr(observation, field))
    row.save(force_insert=True)


def _given(row: Particulars | None) -> NotedParticulars:
    if row is None:
        return NotedParticulars()
    act = ActAtVehicle(row.act_at_vehicle) if row.act_at_vehicle else None
    return NotedParticulars(plate=row.plate, act_at_vehicle=act, description=row.description)


def _stay_until(row: Particulars | None, observation: Observation) -> None:
    """What the note is now decides how long its particulars stay, still counted from the day of their entry."""
    if row is not None:
        entered_on = row.noted_at.astimezone(ZoneInfo(observation.neighbourhood.timezone)).date()
        row.erase_on = parts.erase_on(entered_on, has_plate=bool(row.plate), is_incident=observation.is_incident)
        row.save(update_fields=["erase_on"])


def _keep_protected(settled: parts.Settled, observation: Observation, *, at: datetime) -> dict[str, int]:
    """Write the particulars, if there are any; how many parts of each sort, for the ledger."""
    zone = ZoneInfo(observation.neighbourhood.timezone)
    row = parts.as_row(settled, observation, at=at, on=at.astimezone(zone).date())
    if row is None:
        return {}
    row.save(force_insert=True)
    return {"particulars": 1} | _number("plates", int(bool(row.plate)))


def _replace_protected(
    there: Particulars | None, settled: parts.Settled, observation: Observation, *, at: datetime
) -> dict[str, int]:
    """Other words in their place, entered when the first were: correcting them does not keep them longer."""
    if there is None:
        return _keep_protected(settled, observation, at=at)
    there.delete()
    return _keep_protected(settled, observation, at=there.noted_at)


def _number(name: str, number: int) -> dict[str, int]:
    return {name: number} if number else {}


def _leave_line(event: Event, observation: Observation, *, by: Viewer, at: datetime, counts: dict[str, int]) -> None:
    """One line, with how many parts there were of each sort and nothing of what they say."""
    detail = {"kind": str(observation.kind), "neighbourhood": observation.neighbourhood.slug, **counts}
    record(event, actor=by, at=at, subjects=[Ref("observation", observation.public_id)], detail=detail)


def _announce(by: Viewer, at: datetime, observation: Observation, *moments: datetime) -> None:
    arrivals.announce_weeks(by=by, at=at, neighbourhood=observation.neighbourhood, moments=moments)
