"""Number plates as people write them: one spelling for one plate, its country as far as its shape tells, near misses.

A question mark stands for a character that was not seen: `AB?2 345`. Only plates that lie beside each other already
are compared (`near`); nothing here looks for a vehicle, and no page gives one a history.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "?"
LONGEST_PLATE = 12  # characters as written without spaces; the longest of the shapes below has eight

_GAPS = re.compile(r"[\s.\-·–‐‑]+")
_UNSEEN = str.maketrans({"*": UNKNOWN, "؟": UNKNOWN})
_LETTER, _DIGIT = r"[A-ZÆØÅÄÖÜ?]", r"[0-9?]"

# capital letters in order; D is a digit, L a letter. The first that fits names the country.
_SHAPES = (
    ("DK", rf"{_LETTER}{{2}}{_DIGIT}{{5}}"),  # cars; Poland and Norway look alike, so the writer may say which
    ("DK", rf"{_LETTER}{{2}}{_DIGIT}{{4}}"),  # trailers
    ("DK", rf"{_LETTER}{{2}}{_DIGIT}{{3}}"),  # large mopeds and tractors
    ("SE", rf"{_LETTER}{{3}}{_DIGIT}{{2}}[A-Z0-9?]"),
    ("GB", rf"{_LETTER}{{2}}{_DIGIT}{{2}}{_LETTER}{{3}}"),
    ("TR", rf"{_DIGIT}{{2}}{_LETTER}{{1,3}}{_DIGIT}{{2,4}}"),
)
_GERMAN = re.compile(rf"{_LETTER}{{1,3}}-{_LETTER}{{1,2}}[ -]?{_DIGIT}{{1,4}}[EH]?")
_PERSONAL = re.compile(r"[A-ZÆØÅ0-9?]{2,7}")
_DANISH = "DK"
_ANNOUNCED = re.compile(rf"{_DANISH}[ -]+(?=[A-ZÆØÅ?]{{2}}[ .-]*[0-9?])")

_ALIKE = ("0OQDØ", "1IL", "8B", "5S", "2Z", "6G", "VY", "UV", "MN", "EF", "CG", "KX")


class NoPlate(ValueError):
    """What was written cannot be a number plate."""


@dataclass(frozen=True, slots=True)
class Plate:
    """`normalised` is what is compared, `country` two letters or nothing when the shape does not tell."""

    normalised: str
    as_written: str
    country: str

    @property
    def unknown(self) -> int:
        """How many characters were not seen."""
        return self.normalised.count(UNKNOWN)


def normalise(written: str, *, country: str = "") -> Plate:
    """One spelling for one plate. Raises `NoPlate`. `country` is what the writer says, and wins over the shape.

    Spaces, points, hyphens, width, case and marks that take no room do not matter. At least two characters must have
    been seen.
    """
    plain = " ".join(_plain(written).split())
    announced = _ANNOUNCED.match(plain)
    body = plain[announced.end() :] if announced else plain
    joined = _GAPS.sub("", body.translate(_UNSEEN))
    found = country.upper() or (_DANISH if announced else _country(body.translate(_UNSEEN), joined))
    if found is None or not _can_be(joined, country=found):
        raise NoPlate(written)
    return Plate(joined, written.strip(), found)


def near(plate: str, plates: Iterable[str]) -> list[str]:
    """Those of `plates` that may be the same plate, misread: the likeliest first, the same one first of all.

    At most one mistake: one character wrong, two neighbours swapped, or one missing or too many; look-alikes (0 and O,
    1 and I, 8 and B …) and characters not seen cost nothing beside it, as long as half of the characters were seen
    alike. Both are normalised.
    """
    distances = {other: _distance(plate, other) for other in plates}
    found = [(distance, other) for other, distance in distances.items() if distance is not None]
    return [other for _, other in sorted(found)]


def _plain(written: str) -> str:
    kept = (letter for letter in written if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", "".join(kept)).upper()


def _country(body: str, joined: str) -> str | None:
    """The country that the shape tells, nothing for one that tells none, None for what is no plate at all."""
    if _GERMAN.fullmatch(body):
        return "DE"
    for country, shape in _SHAPES:
        if re.fullmatch(shape, joined):
            return country
    return _DANISH if _PERSONAL.fullmatch(joined) else None


def _can_be(joined: str, *, country: str) -> bool:
    seen = len(joined) - joined.count(UNKNOWN)
    if not all(letter.isalnum() or letter == UNKNOWN for letter in joined):
        return False
    longest = 7 if country == _DANISH else LONGEST_PLATE
    return seen >= 2 and 2 <= len(joined) <= longest


def _distance(one: str, other: str) -> int | None:
    """0 the same, 1 the same but for what was not seen or looks alike, 2 one mistake; None: another plate."""
    if one == other:
        return 0
    if len(one) == len(other):
        return _misread(one, other)
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) == 1 and any(
        _fits(shorter, longer[:at] + longer[at + 1 :]) for at in range(len(longer))
    ):
        return 2 if _seen_alike(one, other) else None
    return None


def _misread(one: str, other: str) -> int | None:
    wrong = [at for at, (here, there) in enumerate(zip(one, other, strict=True)) if not _same(here, there)]
    if not _seen_alike(one, other):
        return None
    if not wrong:
        return 1
    if len(wrong) == 1:
        return 2
    first, last = wrong[0], wrong[-1]
    is_swapped = len(wrong) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
    return 2 if is_swapped else None


def _fits(one: str, other: str) -> bool:
    return all(_same(here, there) for here, there in zip(one, other, strict=True))


def _same(here: str, there: str) -> bool:
    if here == there or UNKNOWN in (here, there):
        return True
    return any(here in alike and there in alike for alike in _ALIKE)


def _seen_alike(one: str, other: str) -> bool:
    """Half of the longer plate was seen, and the same: else anything would be near `??????5`."""
    alike = sum(here == there != UNKNOWN for here, there in zip(one, other, strict=False))
    behind = sum(here == there != UNKNOWN for here, there in zip(one[::-1], other[::-1], strict=False))
    return 2 * max(alike, behind) >= max(len(one), len(other))
