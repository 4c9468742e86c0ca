"""What observations promised to erase, and how it goes. Called by the nightly sweep, within its transaction.

Periods run from the day on which something was entered or taken in, not from the day it happened. Each `due_…` is what
goes at a moment, each `erase_…` lets it go and says how many went.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import CASCADE, DateField, Exists, F, ForeignObjectRel, Func, Model, OuterRef, Q, QuerySet, Value

from karlemose.foundation.clock import Week
from karlemose.observations import erasing_files
from karlemose.observations.answer_models import Digest
from karlemose.observations.clip_models import Clip
from karlemose.observations.models import Import, Observation, Particulars
from karlemose.observations.photo_models import ProtectedPhoto
from karlemose.observations.queries import within
from karlemose.places.models import Neighbourhood

KEPT = Observation.Privacy.kept_for
AHEAD_OF_UTC = timedelta(hours=14)  # the clock that is furthest ahead

_DUE = "CREATE TEMPORARY TABLE observations_due ON COMMIT DROP AS "
_WITH_FILES = """
SELECT observation_id FROM observations_photo WHERE observation_id IN (SELECT id FROM observations_due)
UNION SELECT observation_id FROM observations_protectedphoto WHERE observation_id IN (SELECT id FROM observations_due)
UNION SELECT observation_id FROM observations_clip WHERE observation_id IN (SELECT id FROM observations_due)
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
    """Twelve months after their entry, with the duplicates merged into them; not while a clip is preserved."""
    rows = Observation.objects.unscoped("what observations promised to erase")
    due = rows.filter(Q(noted_at__lte=at - KEPT) | Q(merged_into__noted_at__lte=at - KEPT))
    held = Clip.objects.unscoped("a clip that is preserved holds its observation").exclude(_on_its_day("delete_on", at))
    of_it, of_a_duplicate = Q(observation=OuterRef("pk")), Q(observation__merged_into=OuterRef("pk"))
    return due.exclude(Exists(held.filter(of_it | of_a_duplicate)))


def erase_observations(*, partnership_id: int, at: datetime) -> int:
    """They become counts by week and month, and go with whatever hangs on them; each is counted once.

    What was withdrawn, or merged into another, leaves no count of its own. The caller holds `merging.alone`, so that
    nothing is merged into what goes.
    """
    chosen, values = due_observations(at=at).values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.observations_due")
        cursor.execute(_DUE + chosen, values)
        cursor.execute(_WITH_FILES)
        erasing_files.forget_files([identity for (identity,) in cursor.fetchall()])
        for statement in _hanging_on(Observation, "SELECT id FROM observations_due"):
            cursor.execute(statement)
        cursor.execute(_COUNT_AND_ERASE)
        (number,) = cursor.fetchone()
        cursor.execute("DROP TABLE pg_temp.observations_due")
    return int(number)


def due_particulars(*, at: datetime) -> QuerySet[Particulars]:
    """On the day that stands in them: a plate without an incident goes after 30 days."""
    rows = Particulars.objects.unscoped("what particulars promised to erase")
    return rows.filter(_on_its_day("erase_on", at))


def due_plates(*, at: datetime) -> QuerySet[Particulars]:
    """Those among them that hold a plate: told apart, since somebody may want to keep one."""
    return due_particulars(at=at).exclude(plate="")


def erase_particulars(*, partnership_id: int, at: datetime) -> int:
    return int(due_particulars(at=at).filter(partnership_id=partnership_id).delete()[0])


def due_file_names(*, at: datetime) -> QuerySet[Import]:
    """A file's name may hold a person's; its digest and its numbers stay, so that it is not taken in twice."""
    rows = Import.objects.unscoped("what imports promised to erase")
    return rows.filter(taken_in_at__lte=at - KEPT).exclude(file_name="")


def erase_file_names(*, partnership_id: int, at: datetime) -> int:
    return due_file_names(at=at).filter(partnership_id=partnership_id).update(file_name="")


def due_photos(*, at: datetime) -> QuerySet[ProtectedPhoto]:
    """Those that may show somebody, on the day that stands in them; open ones go with their observation."""
    return ProtectedPhoto.objects.unscoped("what photos promised to erase").filter(_on_its_day("erase_on", at))


def erase_photos(*, partnership_id: int, at: datetime) -> int:
    return erasing_files.let_go(due_photos(at=at).filter(partnership_id=partnership_id))


def due_clips(*, at: datetime) -> QuerySet[Clip]:
    """On the day that stands in them; one that is preserved for a reason has a later one."""
    return Clip.objects.unscoped("what clips promised to erase").filter(_on_its_day("delete_on", at))


def erase_clips(*, partnership_id: int, at: datetime) -> int:
    return erasing_files.let_go(due_clips(at=at).filter(partnership_id=partnership_id))


def due_digests(*, at: datetime) -> QuerySet[Digest]:
    rows = Digest.objects.unscoped("what people were told, a year later")
    return rows.filter(made_at__lte=at - Digest.Privacy.kept_for)


def erase_digests(*, partnership_id: int, at: datetime) -> int:
    return int(due_digests(at=at).filter(partnership_id=partnership_id).delete()[0])


def first_entry(neighbourhood: Neighbourhood, week: Week) -> datetime | None:
    """When the first of a week's records was entered: what shows them goes with it."""
    rows = Observation.objects.unscoped("how long may a paper live that shows them?").filter(
        neighbourhood=neighbourhood
    )
    rows = within(rows, first=week, last=week, zone=ZoneInfo(neighbourhood.timezone))
    return rows.order_by("noted_at").values_list("noted_at", flat=True).first()


def _on_its_day(field: str, at: datetime) -> Q:
    """Whose day has come, on the clock of each neighbourhood; the latest day anywhere is what an index can tell."""
    anywhere = (at.astimezone(UTC) + AHEAD_OF_UTC).date()
    there = _DayOn(F("observation__neighbourhood__timezone"), Value(at))
    return Q(**{f"{field}__lte": anywhere}) & Q(**{f"{field}__lte": there})


class _DayOn(Func):
    """Which day a moment is on the clock of a time zone."""

    template = "timezone(%(expressions)s)::date"
    output_field = DateField()


def _hanging_on(model: type[Model], chosen: str) -> Iterator[str]:
    """Statements that delete what goes with rows of a model, whatever table comes to hang on it; the finest first."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is CASCADE:
            table, column = relation.related_model._meta.db_table, relation.field.column
            hanging = f"FROM {table} WHERE {column} IN ({chosen})"
            yield from _hanging_on(relation.related_model, f"SELECT id {hanging}")
            yield f"DELETE {hanging}"
