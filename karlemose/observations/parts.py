"""What somebody fills in for one report, and the judging of both parts before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from karlemose.foundation import plates
from karlemose.observations import guard
from karlemose.observations.enums import ActAtVehicle, Kind, Notice, Sort
from karlemose.observations.limits import EARLIEST_YEAR, LONGEST_PARTICULAR, LONGEST_TEXT, LONGEST_WORDS
from karlemose.observations.models import Observation, Particulars
from karlemose.observations.refusals import PointsToPerson, Refused, refuse_cpr
from karlemose.places.models import Neighbourhood, Place

PLATE_WITHOUT_INCIDENT = timedelta(days=30)
_LONGEST = {"plate": LONGEST_WORDS, "names": LONGEST_PARTICULAR, "dwelling": LONGEST_PARTICULAR}


@dataclass(frozen=True, kw_only=True)
class NotedParticulars:
    """What can point to a person. A plate needs what happened at the vehicle; seen and thought are two fields."""

    plate: str = ""
    plate_country: str = ""  # two letters when the writer says so; else the shape tells
    act_at_vehicle: ActAtVehicle | None = None
    description: str = ""  # what was seen
    assessment: str = ""  # what is thought
    names: str = ""
    dwelling: str = ""

    def __bool__(self) -> bool:
        """Whether anything was filled in; an act alone says nothing without its plate or a description."""
        return any(words.strip() for _, words in self.texts())

    def texts(self) -> Iterator[tuple[str, str]]:
        for field in ("plate", "description", "assessment", "names", "dwelling"):
            yield field, getattr(self, field)

    @property
    def say_what_happened(self) -> bool:
        act = self.act_at_vehicle
        return bool(self.description.strip()) or (act is not None and act.says_what_happened and bool(self.plate))


@dataclass(frozen=True)
class Settled:
    """Particulars as they may be kept: the plate as a value or none, and what was dropped."""

    given: NotedParticulars
    plate: plates.Plate | None
    notices: tuple[Notice, ...]


def settle(given: NotedParticulars | None) -> Settled:
    """Judge the protected part. Raises `Refused`. A plate that was only parked is dropped, the rest stays."""
    if not given:
        return Settled(NotedParticulars(), None, ())
    for field, words in given.texts():
        _check_characters(field, words, longest=_LONGEST.get(field, LONGEST_TEXT))
        refuse_cpr(field, words)
    if not given.plate.strip():
        return Settled(given, None, ())
    if given.act_at_vehicle is None:
        raise Refused("act_at_vehicle", _("What happened at the car? Without it we may not keep the number."))
    if given.act_at_vehicle is ActAtVehicle.ONLY_PARKED:
        return Settled(replace(given, plate="", act_at_vehicle=None), None, (Notice.PLATE_DROPPED,))
    return Settled(given, _plate(given), ())


def as_row(settled: Settled, observation: Observation, *, at: datetime, on: date) -> Particulars | None:
    """The particulars of this observation, not saved; None when nothing is to be kept. `on` is the day of entry."""
    given, plate = settled.given, settled.plate
    if not given:
        return None
    row = Particulars(
        partnership_id=observation.partnership_id,
        observation=observation,
        held_by_id=observation.noted_by_organisation_id,
        noted_by_id=observation.noted_by_id,
        noted_at=at,
        act_at_vehicle=given.act_at_vehicle or "",
        description=given.description,
        assessment=given.assessment,
        names=given.names,
        dwelling=given.dwelling,
        erase_on=erase_on(on, has_plate=plate is not None, is_incident=observation.is_incident),
    )
    if plate is not None:
        row.plate, row.plate_as_written, row.plate_country = plate.normalised, plate.as_written, plate.country
    return row


def erase_on(entered_on: date, *, has_plate: bool, is_incident: bool) -> date:
    """The day on which particulars go, counted from the day of entry: a plate without an incident after 30 days."""
    if has_plate and not is_incident:
        return entered_on + PLATE_WITHOUT_INCIDENT
    return entered_on + Particulars.Privacy.kept_for


def is_incident(kind: Kind, given: NotedParticulars) -> bool:
    """An offence by its kind, or one whose particulars say what happened."""
    return kind.is_offence or given.say_what_happened


def check_text(text: str, *, neighbourhood: Neighbourhood, keep_words: frozenset[str], may_protect: bool) -> None:
    """The guard over the open part. Names of places and what the writer calls a word are no names of people.

    Raises `Refused`, and among those `PointsToPerson`.
    """
    _check_characters("text", text, longest=LONGEST_TEXT)
    found = guard.judged(text, words=keep_words)
    if any(finding.sort is Sort.NAME for finding in found):
        found = guard.judged(text, words=keep_words | _words_of_places(neighbourhood))
    if found:
        raise PointsToPerson(text=text, findings=found, may_protect=may_protect)


def check_time(occurred_at: datetime, *, at: datetime, noted_at: datetime) -> None:
    """Raises `Refused` for the future, for what came after it was written down and for long ago.

    And `ValueError` for a moment without an offset.
    """
    if occurred_at.tzinfo is None:
        raise ValueError("a moment has an offset")
    if occurred_at > at:
        raise Refused("occurred_at", _("That is still to come. When was it?"))
    if occurred_at > noted_at:
        raise Refused("occurred_at", _("You wrote it down before that. When was it?"))
    if occurred_at.year < EARLIEST_YEAR:
        raise Refused("occurred_at", _("That is too long ago. When was it?"))


def place_in(neighbourhood_id: int, place_id: int | None, *, kind: Kind) -> Place | None:
    """The place that a note names, with its neighbourhood and without its drawing, in one query. Raises `Refused`."""
    if place_id is None:
        if kind == Kind.NOTHING:
            raise Refused("place", _("Where is there nothing to report?"))
        return None
    rows = Place.objects.unscoped("the place that a note names").select_related("neighbourhood").defer("geometry")
    place = rows.filter(neighbourhood_id=neighbourhood_id, id=place_id).order_by("id").first()
    if place is None:
        raise Refused("place", _("There is no such place here."))
    return place


def _plate(given: NotedParticulars) -> plates.Plate:
    try:
        return plates.normalise(given.plate, country=given.plate_country)
    except plates.NoPlate as error:
        raise Refused(
            "plate", _("That cannot be a number plate. Put a question mark for each character you did not see.")
        ) from error


def _check_characters(field: str, text: str, *, longest: int) -> None:
    if len(text) > longest:
        raise Refused(field, _("The text is too long: %(number)s characters at most.") % {"number": f"{longest:,}"})
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused(field, _("The text holds a character that cannot be kept."))


def _words_of_places(neighbourhood: Neighbourhood) -> frozenset[str]:
    rows = Place.objects.unscoped("a place is not a person").filter(neighbourhood=neighbourhood)
    names = [neighbourhood.name, *rows.order_by("id").values_list("name", flat=True)]
    return frozenset(word.strip(".,()") for name in names for word in name.replace("-", " ").split())
