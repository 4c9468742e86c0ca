"""The guard: finds in open text what points to a person and says so, or masks it.

Finds CPR numbers (and what has their shape), telephone numbers, e-mail addresses, number plates, dwelling numbers and,
as a hint that the writer may answer with "it is a word", names. It reads along on the form, where it refuses and offers
a move, and in imports, where it masks and counts. In what is protected only a CPR number is looked for.

Masking what is already masked changes nothing, and a text without findings comes back as it was, byte for byte.
"""

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from datetime import date

from karlemose.observations import names, shapes
from karlemose.observations.enums import Move, Sort

MASKS = {Sort.CPR: "[CPR]", Sort.PHONE: "[telefon]", Sort.EMAIL: "[e-mail]", Sort.PLATE: "[nummerplade]"}

# where in the protected part the words belong; a CPR number belongs nowhere
FIELDS = {
    Sort.PLATE: "plate",
    Sort.NAME: "names",
    Sort.DWELLING: "dwelling",
    Sort.PHONE: "description",
    Sort.EMAIL: "description",
}
STRICT = frozenset(Sort) - {Sort.NAME}  # what is never kept in open text

_WORTH_READING = re.compile(r"[0-9@]")
_HYPHENS = dict.fromkeys("‐‑‒–—−﹣－", "-")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Where something was found, as positions in the text that was given."""

    start: int
    end: int
    sort: Sort

    def words(self, text: str) -> str:
        return text[self.start : self.end]

    def moves(self, *, may_protect: bool = True) -> tuple[Move, ...]:
        """What the writer may do about it; `may_protect`: whether they may write particulars at all."""
        to_protected = (Move.MOVE,) if may_protect and self.sort in FIELDS else ()
        return (*to_protected, Move.DELETE, *((Move.KEEP,) if self.sort is Sort.NAME else ()))


@dataclass(frozen=True, slots=True)
class Moved:
    """A text without what was found in it, and the protected field where these words belong."""

    text: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    counts: Counter[Sort]


def judged(text: str, *, words: Collection[str] = ()) -> list[Finding]:
    """What must be settled before a text is open to all: everything strict, and names that are not among `words`."""
    kept = findings(text)
    for start, end in names.spans(text, words=words):
        _keep(Finding(start, end, Sort.NAME), kept)
    return kept


def moved(text: str, finding: Finding) -> Moved:
    """One tap: the words leave the open text for their field. Raises `KeyError` for what may be kept nowhere."""
    return Moved(without(text, finding), FIELDS[finding.sort], finding.words(text))


def without(text: str, finding: Finding) -> str:
    """The text without what was found, and without the gap that it leaves."""
    before, behind = text[: finding.start], text[finding.end :]
    if not before or before[-1].isspace():
        behind = behind.lstrip(" ")
    if behind[:1] in {".", ",", ";", "!", "?", ":", ""}:
        before = before.rstrip(" ")
    return before + behind


def findings(text: str, *, sorts: Container[Sort] = STRICT) -> list[Finding]:
    """Everything found, in the order of the text, without overlaps: the stricter sort wins. No names."""
    folded, places = fold(text)
    if not _WORTH_READING.search(folded) and Sort.DWELLING not in sorts:
        return []
    kept: list[Finding] = []
    number_of_digits = sum(map(folded.count, "0123456789"))
    for sort, digits_needed, search in _SEARCHES:
        if number_of_digits < digits_needed or sort not in sorts:
            continue
        for start, end in search(folded, text, places):
            _keep(Finding(places[start], places[end - 1] + 1, sort), kept)
    return kept


def mask(text: str) -> Masked:
    """The text with each finding replaced by what it was, and how many there were of each sort."""
    counts: Counter[Sort] = Counter()
    while found := findings(text, sorts=MASKS):  # what was left beside a mask may have a shape of its own
        counts.update(finding.sort for finding in found)
        text = _replaced(text, found)
    return Masked(text, counts)


def _replaced(text: str, found: list[Finding]) -> str:
    parts, behind = [], 0
    for finding in found:
        parts += [text[behind : finding.start], MASKS[finding.sort]]
        behind = finding.end
    return "".join([*parts, text[behind:]])


def _keep(found: Finding, kept: list[Finding]) -> None:
    """Put a finding in its place in the sorted list, unless one that came first lies over it."""
    at = bisect(kept, found)
    is_free_before = at == 0 or kept[at - 1].end <= found.start
    is_free_behind = at == len(kept) or found.end <= kept[at].start
    if is_free_before and is_free_behind:
        kept.insert(at, found)


def fold(text: str) -> tuple[str, range | list[int]]:
    """Capital letters, Latin digits, plain spaces and hyphens, and for each character its place in the text.

    Characters that take no room (direction marks, joiners) are dropped, so that they cannot hide a number.
    """
    if text.isascii():
        return text.upper(), range(len(text))
    folded, places = [], []
    for place, letter in enumerate(text):
        plain = _plain(letter)
        if plain:
            folded.append(plain)
            places.append(place)
    return "".join(folded), places


def _plain(letter: str) -> str:
    if letter < "\x80":
        return letter.upper()
    if unicodedata.category(letter) in {"Cf", "Mn"}:
        return ""
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter.isspace():
        return " "
    compatible = unicodedata.normalize("NFKC", _HYPHENS.get(letter, letter)).upper()
    return compatible if len(compatible) == 1 else letter


Spans = Iterator[tuple[int, int]]


def _emails(folded: str, _text: str, _places: range | list[int]) -> Spans:
    if "@" in folded:
        yield from (match.span() for match in shapes.EMAIL.finditer(folded))


def _cpr_numbers(folded: str, _text: str, _places: range | list[int]) -> Spans:
    yield from (match.span() for match in shapes.CPR_SHAPE.finditer(folded))
    for match in shapes.CPR_PLAIN.finditer(folded):
        day, month = match[1] or match[3], match[2] or match[4]
        if _is_date(int(day), int(month), 2000):  # a leap year: 29 February is a birthday
            yield match.span()


def _phones(folded: str, _text: str, _places: range | list[int]) -> Spans:
    for match in shapes.PHONE_NAMED.finditer(folded):
        if 7 <= _digits(match["found"]) <= 15:
            yield match.span("found")
    for match in shapes.PHONE_ABROAD.finditer(folded):
        if 8 <= _digits(match[0]) <= 15:
            yield match.start(), match.start() + len(match[0].rstrip(" .(/-"))
    yield from (match.span() for match in shapes.PHONE_AMERICAN.finditer(folded))
    for match in shapes.PHONE_DANISH.finditer(folded):
        before = folded[max(0, match.start() - 20) : match.start()]
        if not _reads_as_dates(match[0]) and not shapes.NOT_BEFORE_PHONE.search(before):
            yield match.span()


def _danish_plates(folded: str, _text: str, _places: range | list[int]) -> Spans:
    yield from (match.span() for match in shapes.PLATE_DANISH.finditer(folded) if not _is_word(match))


def _plates_in_capitals(folded: str, text: str, places: range | list[int]) -> Spans:
    for match in shapes.PLATE_CAPITALS.finditer(folded):
        if not _is_word(match) and _is_written_in_capitals(match.span(), text, places):
            yield match.span()


def _announced_plates(folded: str, text: str, places: range | list[int]) -> Spans:
    for match in shapes.PLATE_NAMED.finditer(folded):
        yield from _named_plate(match, text, places)


def _dwellings(folded: str, _text: str, _places: range | list[int]) -> Spans:
    for shape in (shapes.DWELLING, shapes.DWELLING_NAMED):
        yield from (match.span() for match in shape.finditer(folded))


def _is_word(match: re.Match[str]) -> bool:
    words = shapes.SHORT_WORDS if match["gap"] else shapes.UNITS
    return bool(match["letters"] and words.fullmatch(match["letters"]))


def _named_plate(match: re.Match[str], text: str, places: range | list[int]) -> Spans:
    """The groups behind "plade" that hold a digit or are written in capitals, when together they can be a plate."""
    start = end = match.start("found")
    for group in shapes.PLATE_GROUP.finditer(match.string, start, match.end("found")):
        if group[0].isalpha() and not _is_written_in_capitals(group.span(), text, places):
            break
        end = group.end()
    letters = sum(letter.isalpha() for letter in match.string[start:end])
    digits = _digits(match.string[start:end])
    if digits and letters + digits >= (3 if letters else 5):
        yield start, end


def _is_written_in_capitals(span: tuple[int, int], text: str, places: range | list[int]) -> bool:
    return not any(text[places[at]].islower() for at in range(*span))


def _digits(words: str) -> int:
    return sum(letter.isdigit() for letter in words)


def _reads_as_dates(words: str) -> bool:
    """20150604 and 04062015 are days, "2015 2016" are years: no telephone numbers."""
    digits = "".join(letter for letter in words if letter.isdigit())
    if " " in words and words.count(" ") == 1:
        return all(half[:2] in {"19", "20"} for half in words.split(" "))
    if not words.isdigit():
        return False
    year_first = digits[:2] in {"19", "20"} and _is_date(int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    year_last = digits[4:6] in {"19", "20"} and _is_date(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    return year_first or year_last


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# the stricter sort first: what is an e-mail address is not also a plate; with the fewest digits it can have
_SEARCHES = (
    (Sort.EMAIL, 0, _emails),
    (Sort.CPR, 10, _cpr_numbers),
    (Sort.PLATE, 5, _danish_plates),
    (Sort.PLATE, 2, _plates_in_capitals),
    (Sort.PLATE, 1, _announced_plates),
    (Sort.PHONE, 7, _phones),
    (Sort.DWELLING, 0, _dwellings),
)
