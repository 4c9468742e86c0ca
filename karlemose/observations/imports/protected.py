"""What a row says about a person or a vehicle: it goes to the particulars, and never to the open part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from karlemose.foundation import plates
from karlemose.observations import guard
from karlemose.observations.enums import ActAtVehicle, Sort
from karlemose.observations.imports.problems import Reason, Rejected
from karlemose.observations.limits import LONGEST_PARTICULAR, LONGEST_TEXT, LONGEST_WORDS

Notes = list[str | Sort]

SHORTEST_HIDDEN = 4  # characters: shorter ones are words and numbers of houses too
_CPR = frozenset({Sort.CPR})


@dataclass(frozen=True, slots=True)
class Told:
    """`act` is what happened at the car, only beside a plate."""

    plate: str = ""
    plate_as_written: str = ""
    plate_country: str = ""
    act: str = ""
    description: str = ""
    names: str = ""

    @property
    def says_what_happened(self) -> bool:
        """Whether this alone makes the report an incident: a plate is only kept with what happened at the car."""
        return bool(self.plate or self.description)


def read(plate: str, description: str, names: str, *, stated: Mapping[str, str], notes: Notes) -> Told | None:
    """None for a row that says nothing of the kind. Raises `Rejected`.

    A plate is kept only when somebody stated what happened at the car; "something else" needs a description beside it.
    """
    description, names = _without_cpr(description.strip(), notes), _without_cpr(names.strip(), notes)
    if len(description) > LONGEST_TEXT or len(names) > LONGEST_PARTICULAR:
        raise Rejected(Reason.PARTICULARS_TOO_LONG)
    seen = _plate(plate, stated.get("plate_country", ""), notes)
    act = ActAtVehicle(stated.get("act", ActAtVehicle.ONLY_PARKED))
    if seen is not None and not (act.says_what_happened or (act is ActAtVehicle.OTHER and description)):
        notes.append("plates_dropped")
        seen = None
    if seen is None and not description and not names:
        return None
    notes.append("particulars")
    if seen is None:
        return Told(description=description, names=names)
    notes.append("plates")
    as_written = " ".join(seen.as_written.split())[:LONGEST_WORDS]
    return Told(seen.normalised, as_written, seen.country, act.value, description, names)


def without_plate(text: str, written: str, notes: Notes) -> str:
    """The text without the plate that the same row has in its own column, whatever its shape."""
    characters = [letter for letter in written if letter.isalnum()]
    if not text or not SHORTEST_HIDDEN <= len(characters) <= plates.LONGEST_PLATE:
        return text
    spelled = r"[ .-]?".join(map(re.escape, characters))
    hidden, number = re.subn(rf"(?<!\w){spelled}(?!\w)", guard.MASKS[Sort.PLATE], text, flags=re.IGNORECASE)
    notes += [Sort.PLATE] * number
    return hidden


def _without_cpr(written: str, notes: Notes) -> str:
    """A CPR number stands nowhere, not even among the particulars."""
    for found in reversed(guard.findings(written, sorts=_CPR)):
        written = f"{written[: found.start]}{guard.MASKS[found.sort]}{written[found.end :]}"
        notes.append(found.sort)
    return written


def _plate(written: str, country: str, notes: Notes) -> plates.Plate | None:
    """A plate in a file has a digit: without one it is mostly "none", "unknown" or "no plates"."""
    if not written.strip():
        return None
    try:
        plate = plates.normalise(written, country=country)
    except plates.NoPlate:
        plate = None
    if plate is None or not any(letter.isdigit() for letter in plate.normalised):
        notes.append("plates_unclear")
        return None
    return plate
