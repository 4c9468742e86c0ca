"""What a printed briefing says, as frozen values; filled by `meetings.briefing`, set by `render.briefing`.

How to fill them:

* Names (`kind`, `place`, `receiver`, `reported_by` …) arrive ready in the briefing's language. Everything else that the
  page says (headings, months, "at 07.40", decimal comma) is the document's own business: hand over numbers and dates.
* Every moment is aware and already in the neighbourhood's time zone; the page prints its wall clock as it stands.
* Text is handed over raw. `render` cleans it (`documents.text`) and counts on the page what it had to replace.
* `Briefing` is the record level: every partner that reads `PICTURE`. `BoardBriefing` is the public level; it has months
  and nothing else, so no mistake above can print a record for the residents' board.
* Order is kept everywhere but in the map's list (most first): sort rows by time, changes by weight, sections as drawn.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DAYS_IN_WEEK = 7
HOURS_IN_DAY = 24
LEAST_COUNT_IN_PUBLIC = 5

Point = tuple[float, float]
Ring = tuple[Point, ...]


class Language(StrEnum):
    """Languages in which a briefing can be printed."""

    DANISH = "da"
    ENGLISH = "en"


class Turn(StrEnum):
    """What happened to one kind of act at one place unit, seen from the weeks before."""

    NEW = "new"
    RISING = "rising"
    RECURRING = "recurring"
    COOLING = "cooling"


class Voice(StrEnum):
    """Whether a section or an organisation was heard this week. Silence is not calm, and is printed as silence."""

    REPORTED = "reported"
    NOTHING_TO_REPORT = "nothing"
    SILENT = "silent"


@dataclass(frozen=True, kw_only=True)
class Since:
    """What became of the week's list since the version before."""

    made_at: datetime  # of the version before
    came: int = 0
    corrected: int = 0
    withdrawn: int = 0
    merged: int = 0
    parted: int = 0

    @property
    def numbers(self) -> dict[str, int]:
        """What became of how many; nothing that is none."""
        names = ("came", "corrected", "withdrawn", "merged", "parted")
        return {name: number for name in names if (number := getattr(self, name))}


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Who reads it, about what, and from which state of the ledger."""

    language: Language
    receiver: str  # "Lokalpolitiet"
    receiver_kind: str  # "politi"; left out of the page when empty
    partnership: str
    neighbourhood: str
    week: str  # ISO: "2015-W23"
    starts_on: date  # the week's Monday
    ends_on: date  # the week's Sunday
    made_at: datetime
    head_code: str  # the ledger's head; printed as "Kontrolkode / Check code"
    is_so_far: bool = False  # the week has not ended: marked, never kept
    is_invented: bool = False  # demo: every page says "opfundet · invented"
    since: Since | None = None  # on a fresh version; never on the public level

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at needs a time zone")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One week's count beside what is usual. Counts a week; None where there is nothing to compare with.

    `usual` is the mean of the weeks before with its exact Poisson limits; `last_year` the mean of the same weeks a year
    earlier; `ratio` this week against the weeks before with its exact limits (`ratio_high` may be infinite).
    """

    count: int
    usual: float | None = None
    usual_low: float | None = None
    usual_high: float | None = None
    last_year: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One kind of act at one place unit that is new, rising, recurring or cooling."""

    turn: Turn
    kind: str
    place: str
    comparison: Comparison


@dataclass(frozen=True, kw_only=True)
class Row:
    """One observation of the week, open part only."""

    seen_at: datetime
    is_hour_known: bool = True  # else the day alone is, and `seen_at` is its noon
    kind: str
    place: str
    text: str = ""
    number_of_people: str = ""  # in words: "2–4"
    reported_by: str = ""  # the organisation, never a person
    how_known: str = ""  # in words: "so selv"
    number_of_reports: int = 1  # more where duplicates were merged into it
    corrected_on: date | None = None
    written_down_on: date | None = None  # only where it was written down on a later day
    came_on: date | None = None  # on a fresh version, where it came in after the version before

    def __post_init__(self) -> None:
        if self.seen_at.tzinfo is None:
            raise ValueError("seen_at needs a time zone")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A place unit on the map. `count` None: nothing is known of it, which is hatched and is not zero."""

    name: str
    rings: tuple[Ring, ...]
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name on the map that helps to find one's way, as a block's. `at` is its middle."""

    text: str
    at: Point


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The small map: outer rings only, in metres (east, north) or, with `is_lon_lat`, in degrees.

    Place units are numbered by count and named in a list beside the map; `labels` are for few and short names.
    """

    units: tuple[Unit, ...]
    buildings: tuple[Ring, ...] = ()
    labels: tuple[Label, ...] = ()
    is_lon_lat: bool = False
    number_without_place: int = 0  # observations that stand on no unit


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Coverage of one section or organisation."""

    name: str
    voice: Voice
    number_of_observations: int = 0


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the police answered to a week's observations, in numbers; `given` in the order of the answers."""

    week: str  # ISO
    number: int
    given: tuple[tuple[str, int], ...] = ()

    @property
    def answered(self) -> int:
        return sum(number for _words, number in self.given)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What a week leaves open. `unanswered` None: answers are not this receiver's to hear."""

    unanswered: int | None = None  # by the police, after more than seven days
    only_told: int = 0  # of the week's observations, known to the partners from hearsay alone
    without_place: int = 0
    still_silent: tuple[str, ...] = ()  # sections, this week and the one before


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """The week at record level.

    `rows` are the observations; "nothing to report" belongs in the coverage, not here. `hours[weekday][hour]` counts
    them, Monday first; empty when no hour is known. `number_of_comparisons` is how many pairs of kind and place unit
    were looked at to find `changes`, so that the page can say how many would stand out by chance alone. `answers` None:
    the receiver does not hear them, and the paper does not say that there are any.
    """

    cover: Cover
    rows: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    total: Comparison | None = None
    number_of_weeks_before: int = 0
    number_of_comparisons: int = 0
    begins_on: date | None = None  # the record's first Monday, where the same weeks last year lie before it
    hours: tuple[tuple[int, ...], ...] = ()
    plan: Plan | None = None
    sections: tuple[Heard, ...] = ()
    organisations: tuple[Heard, ...] = ()
    questions: Questions = Questions()
    answers: tuple[Answers, ...] | None = None

    def __post_init__(self) -> None:
        shape = [len(day) for day in self.hours]
        if shape and shape != [HOURS_IN_DAY] * DAYS_IN_WEEK:
            raise ValueError("hours is seven days of 24 counts, or empty")


@dataclass(frozen=True, kw_only=True)
class Month:
    """One ended month of the whole estate. `count` None: fewer than five, which is all that may be said."""

    starts_on: date
    count: int | None

    def __post_init__(self) -> None:
        if self.count is not None and self.count < LEAST_COUNT_IN_PUBLIC:
            raise ValueError("fewer than five is None at the public level")


@dataclass(frozen=True, kw_only=True)
class BoardBriefing:
    """The public level, for the residents' board: months of the whole estate and nothing else."""

    cover: Cover
    months: tuple[Month, ...] = ()
