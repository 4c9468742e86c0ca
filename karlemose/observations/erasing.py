"""What observations promised to erase, and how it goes. Called by the nightly sweep, within its transaction.

Periods run from the day on which something was entered or taken in, not from the day it happened. Each `due_…` is what
goes at a moment, each `erase_…` lets it go and says how many went.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import CASCADE, ForeignObjectRel, Model, Q, QuerySet

from karlemose.foundation.clock import Week
from karlemose.observations.models import Import, Observation, Particulars
from karlemose.observations.queries import within
from karlemose.places.models import Neighbourhood

KEPT = Observation.Privacy.kept_for

_HOLD = """
SELECT count(*) FROM (SELECT 1 FROM observations_observation WHERE noted_at <= %(until)s FOR UPDATE) AS held
"""
_DUE = """
CREATE TEMPORARY TABLE observations_due ON COMMIT DROP AS
WITH RECURSIVE due AS (
    SELECT id FROM observations_observation WHERE noted_at <= %(until)s
    UNION
    SELECT duplicate.id FROM observations_observation AS duplicate JOIN due ON duplicate.merged_into_id = due.id)
SELECT id FROM due
"""
_COUNT_AND_ERASE = """
WITH gone AS (
    DELETE FROM observations_observation WHERE id IN (SELECT id FROM observations_due)
    RETURNING partnership_id, neighbourhood_id, kind, kind_words, place_id, occurred_at, precision,
              merged_into_id IS NULL AND withdrawn_at IS NULL AS is_standing),
counted AS (
    SELECT gone.partnership_id, gone.neighbourhood_id, gone.kind, kind_words, place.place_unit_id, precision,
           occurred_at AT TIME ZONE neighbourhood.timezone AS local
    FROM gone JOIN places_neighbourhood AS neighbourhood ON neighbourhood.id = gone.neighbourhood_id
    LEFT JOIN places_place AS place ON place.id = gone.place_id
    WHERE is_standing),
weeks AS (
    INSERT INTO observations_weekcount AS kept
        (partnership_id, neighbourhood_id, kind, kind_words, place_unit_id, monday, number)
    SELECT partnership_id, neighbourhood_id, kind, kind_words, place_unit_id, date_trunc('week', local)::date, count(*)
    FROM counted WHERE precision <> 'month' GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (neighbourhood_id, monday, kind, kind_words, place_unit_id)
    DO UPDATE SET number = kept.number + excluded.number),
months AS (
    INSERT INTO observations_monthcount AS kept (partnership_id, neighbourhood_id, kind, kind_words, month, number)
    SELECT partnership_id, neighbourhood_id, kind, kind_words, date_trunc('month', local)::date, count(*)
    FROM counted GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (neighbourhood_id, month, kind, kind_words) DO UPDATE SET number = kept.number + excluded.number)
SELECT count(*) FROM gone
"""


def due_observations(*, at: datetime) -> QuerySet[Observation]:
    """Twelve months after their entry, with the duplicates that were merged into them."""
    rows = Observation.objects.unscoped("what observations promised to erase")
    return rows.filter(Q(noted_at__lte=at - KEPT) | Q(merged_into__noted_at__lte=at - KEPT))


def erase_observations(*, at: datetime) -> int:
    """They become counts by week and month, and go with whatever hangs on them; each is counted once.

    What was withdrawn, or merged into another, leaves no count of its own.
    """
    until = {"until": at - KEPT}
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, until)  # nobody merges anything into them from here on
        cursor.execute("DROP TABLE IF EXISTS pg_temp.observations_due")
        cursor.execute(_DUE, until)
        for statement in _hanging_on(Observation, "SELECT id FROM observations_due"):
            cursor.execute(statement)
        cursor.execute(_COUNT_AND_ERASE)
        (number,) = cursor.fetchone()
        cursor.execute("DROP TABLE pg_temp.observations_due")
    return int(number)


def due_particulars(*, at: datetime) -> QuerySet[Particulars]:
    """On the day that stands in them: a plate without an incident goes after 30 days."""
    rows = Particulars.objects.unscoped("what particulars promised to erase")
    return rows.filter(erase_on__lte=at.date())


def due_plates(*, at: datetime) -> QuerySet[Particulars]:
    """Those among them that hold a plate: told apart, since somebody may want to keep one."""
    return due_particulars(at=at).exclude(plate="")


def erase_particulars(*, at: datetime) -> int:
    return _deleted(due_particulars(at=at))


def due_file_names(*, at: datetime) -> QuerySet[Import]:
    """A file's name may hold a person's; its digest and its numbers stay, so that it is not taken in twice."""
    rows = Import.objects.unscoped("what imports promised to erase")
    return rows.filter(taken_in_at__lte=at - KEPT).exclude(file_name="")


def erase_file_names(*, at: datetime) -> int:
    return due_file_names(at=at).update(file_name="")


def first_entry(neighbourhood: Neighbourhood, week: Week) -> datetime | None:
    """When the first of a week's records was entered: what shows them goes with it."""
    rows = Observation.objects.unscoped("how long may a paper live that shows them?").filter(
        neighbourhood=neighbourhood
    )
    rows = within(rows, first=week, last=week, zone=ZoneInfo(neighbourhood.timezone))
    return rows.order_by("noted_at").values_list("noted_at", flat=True).first()


def _hanging_on(model: type[Model], chosen: str) -> Iterator[str]:
    """Statements that delete what goes with rows of a model, whatever table comes to hang on it; the finest first."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is CASCADE:
            table, column = relation.related_model._meta.db_table, relation.field.column
            hanging = f"FROM {table} WHERE {column} IN ({chosen})"
            yield from _hanging_on(relation.related_model, f"SELECT id {hanging}")
            yield f"DELETE {hanging}"


def _deleted(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]
