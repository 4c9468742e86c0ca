"""How judged rows come into the database, or only look whether they would.

Row security refuses COPY into its tables, so rows are copied into a temporary table and moved from there in one
statement. Nothing is seen of a file before all of it is in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from karlemose.foundation.ids import public_id
from karlemose.observations.imports.protected import Told
from karlemose.observations.imports.rows import Row
from karlemose.observations.models import Import, Observation
from karlemose.observations.parts import erase_on
from karlemose.places.grid import Grid
from karlemose.places.locating import locate, snapper
from karlemose.places.models import Neighbourhood, Place

LARGE = 1_000  # rows after which PostgreSQL is asked to look at its tables anew
PLACED = -1  # stands for the square that a rehearsal does not make

_INCOMING = """
CREATE TEMPORARY TABLE observations_incoming (
    public_id varchar, kind varchar, kind_words varchar, place_id bigint, place_words varchar, occurred_at timestamptz,
    precision varchar, number_of_people varchar, text varchar, reference varchar, is_incident boolean
) ON COMMIT DROP
"""
_COPY = "COPY observations_incoming FROM STDIN"
_TOLD = """
CREATE TEMPORARY TABLE observations_told (
    reference varchar, plate varchar, plate_as_written varchar, plate_country varchar, act_at_vehicle varchar,
    description varchar, names varchar, erase_on date
) ON COMMIT DROP
"""
_COPY_TOLD = "COPY observations_told FROM STDIN"
_MOVE_TOLD = """
INSERT INTO observations_particulars (
    partnership_id, held_by_id, noted_at, observation_id, plate, plate_as_written, plate_country, act_at_vehicle,
    description, names, assessment, dwelling, erase_on)
SELECT %s, %s, %s, observation.id, plate, plate_as_written, plate_country, act_at_vehicle, description, names, '', '',
       erase_on
FROM observations_told AS told
JOIN observations_observation AS observation
  ON observation.neighbourhood_id = %s AND observation.reference = told.reference AND observation.source_id = %s
"""
_MOVE = """
WITH added AS (
    INSERT INTO observations_observation (
        public_id, kind, kind_words, place_id, place_words, occurred_at, precision, number_of_people, text,
        reference, is_incident, certainty, partnership_id, neighbourhood_id, source_id, noted_at)
    SELECT incoming.*, '', %s, %s, %s, %s FROM observations_incoming AS incoming
    ON CONFLICT (neighbourhood_id, reference) WHERE NOT (reference = '') DO NOTHING
    RETURNING occurred_at, precision)
SELECT CASE WHEN precision <> 'month' THEN date_trunc('week', occurred_at AT TIME ZONE %s)::date END, count(*)
FROM added GROUP BY 1
"""


class Words:
    """Finds the places that a file names by code or name; a name that two places have finds none."""

    def __init__(self, neighbourhood: Neighbourhood) -> None:
        rows = Place.objects.unscoped("an import looks for the places it names").filter(neighbourhood=neighbourhood)
        self._found: dict[str, int | None] = {}
        for identity, *names in rows.order_by("id").values_list("id", "code", "name"):
            for name in {name.casefold() for name in names}:
                self._found[name] = None if name in self._found else identity

    def place_of(self, row: Row) -> int | None:
        return self._found.get(row.place_words.casefold()) if row.place_words else None


@dataclass
class Arrival:
    """Rows on their way into the tables."""

    neighbourhood: Neighbourhood
    source: Import
    held_by_id: int | None = None  # whose the particulars are
    squares_added: int = 0
    added: int = 0
    mondays: frozenset[date] = frozenset()  # of the weeks that got something new; a month alone is in none

    def __post_init__(self) -> None:
        self._words = Words(self.neighbourhood)
        self._on = self.source.taken_in_at.astimezone(ZoneInfo(self.neighbourhood.timezone)).date()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.observations_incoming, pg_temp.observations_told")
            cursor.execute(_INCOMING)
            cursor.execute(_TOLD)

    def take(self, batch: Sequence[Row]) -> int:
        """Take a batch; says how many of it have no place."""
        named = [self._words.place_of(row) for row in batch]
        positions = [None if place else row.position for row, place in zip(batch, named, strict=True)]
        located = locate(neighbourhood_id=self.neighbourhood.id, positions=positions)
        self.squares_added += located.squares_added
        places = [by_words or by_position for by_words, by_position in zip(named, located.place_ids, strict=True)]
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row, place, by_words in zip(batch, places, named, strict=True):
                copy.write_row(_columns(row, place, "" if by_words else row.place_words))
        self._take_told([row for row in batch if row.told is not None])
        return places.count(None)

    def _take_told(self, batch: Sequence[Row]) -> None:
        if batch:
            with connection.cursor() as cursor, cursor.copy(_COPY_TOLD) as copy:
                for row in batch:
                    copy.write_row(_told(row, on=self._on))

    def settle(self, *, at: datetime) -> None:
        """Move everything into the tables; from then on `added` and `mondays` are known."""
        neighbourhood = self.neighbourhood
        owner = (neighbourhood.partnership_id, neighbourhood.id, self.source.id, at)
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, (*owner, neighbourhood.timezone))
            numbers = dict(cursor.fetchall())
            self.added, self.mondays = sum(numbers.values()), frozenset(numbers.keys() - {None})
            if self.held_by_id is not None:
                whose = (neighbourhood.partnership_id, self.held_by_id, at, neighbourhood.id, self.source.id)
                cursor.execute(_MOVE_TOLD, whose)
            cursor.execute("DROP TABLE pg_temp.observations_incoming, pg_temp.observations_told")
            if self.added >= LARGE:
                cursor.execute("SELECT observations_count_up()")


@dataclass
class Rehearsal:
    """The same work in a read-only transaction: counts what would happen."""

    neighbourhood: Neighbourhood
    already_there: int = 0
    _squares: set[str] = field(default_factory=set)
    _grid: Grid | None = None

    def __post_init__(self) -> None:
        self._words = Words(self.neighbourhood)
        self._snapper = snapper(self.neighbourhood) if self.neighbourhood.has_plan else None
        latitude, longitude = self.neighbourhood.latitude, self.neighbourhood.longitude
        if self._snapper is None and latitude is not None and longitude is not None:
            self._grid = Grid(latitude, longitude)

    def take(self, batch: Sequence[Row]) -> int:
        """As `Arrival.take`, and writes nothing."""
        rows = Observation.objects.unscoped("would this row be there already?").filter(neighbourhood=self.neighbourhood)
        self.already_there += rows.filter(reference__in=[row.reference for row in batch]).count()
        unnamed = [row.position for row in batch if self._words.place_of(row) is None]
        given = [position for position in unnamed if position is not None]
        return len(unnamed) - len(given) + self._places_for(given).count(None)

    @property
    def squares_added(self) -> int:
        rows = Place.objects.unscoped("which squares are there already?").filter(neighbourhood=self.neighbourhood)
        return len(self._squares) - rows.filter(code__in=self._squares).count()

    def _places_for(self, positions: Sequence[tuple[float, float]]) -> list[int | None]:
        if self._snapper is not None:
            return self._snapper.places_for(positions)
        if positions:
            self._grid = self._grid or Grid.around(positions)
            self._squares |= {self._grid.code_for(*position) for position in positions}
        return [PLACED for _ in positions]


def _columns(row: Row, place: int | None, place_words: str) -> Iterable[object]:
    return (
        public_id(),
        row.kind.value,
        row.kind_words,
        place,
        place_words,
        row.occurred_at,
        row.precision.value,
        row.number_of_people,
        row.text,
        row.reference,
        row.kind.is_offence or (row.told is not None and row.told.says_what_happened),
    )


def _told(row: Row, *, on: date) -> Iterable[object]:
    told = row.told or Told()
    is_incident = row.kind.is_offence or told.says_what_happened
    return (
        row.reference,
        told.plate,
        told.plate_as_written,
        told.plate_country,
        told.act,
        told.description,
        told.names,
        erase_on(on, has_plate=bool(told.plate), is_incident=is_incident),
    )
