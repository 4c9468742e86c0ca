"""What was known at a moment: the rows noted by then, with the words they had then.

Noted later: not there yet. Withdrawn or merged later: still there. Corrected later: as it was written before. So a week
can be told twice alike, however much comes in, is corrected, withdrawn or merged afterwards, for as long as the records
are kept. Erased records are counts, and counts do not say when they were noted: they stand for what they were.

What has not been corrected since is asked of the database as it stands (`Known.rows`); what has been is little, and is
put together here (`Known.corrected`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Count, DateTimeField, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from karlemose.foundation.clock import Week
from karlemose.observations.enums import Kind, Precision
from karlemose.observations.merge_models import Merge
from karlemose.observations.models import Observation, Revision
from karlemose.observations.queries import within
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer

WORDS = ("kind", "place", "occurred_at", "precision", "certainty", "number_of_people", "text")


@dataclass(frozen=True)
class Known:
    """What was known at a moment, of the rows that somebody may read of one neighbourhood."""

    every: QuerySet[Observation]
    at: datetime
    zone: ZoneInfo

    @cached_property
    def today(self) -> QuerySet[Observation]:
        """Those that stood then, with the words they have today."""
        rows = self.every.filter(noted_at__lte=self.at).exclude(withdrawn_at__lte=self.at)
        return rows.exclude(Exists(_merges(at=self.at).filter(observation=OuterRef("pk"))))

    @cached_property
    def rows(self) -> QuerySet[Observation]:
        """Those that say today what they said then, in no order."""
        return self.today.exclude(Exists(_corrections(since=self.at)))

    @cached_property
    def corrected(self) -> list[Observation]:
        """Those corrected since, with the words they had then; never to be saved. Two queries at the most."""
        rows = self.today.filter(Exists(_corrections(since=self.at)))
        found = {row.id: row for row in told(rows, at=self.at).order_by("id")}
        if found:
            before = Revision.objects.unscoped("earlier words of rows that may be read")
            before = before.filter(observation__in=list(found), replaced_at__gt=self.at)
            first = before.order_by("observation_id", "replaced_at", "id").distinct("observation_id")
            for revision in first.select_related("place__parent__parent"):
                _give_back(found[revision.observation_id], revision)
        return list(found.values())

    def corrected_within(self, first: Week, last: Week) -> Iterator[Observation]:
        """Of `corrected`, those that happened in these weeks as far as was known then."""
        start, end = first.start(self.zone), last.end(self.zone)
        for row in self.corrected:
            if start <= row.occurred_at < end and row.precision != Precision.MONTH:
                yield row

    def acts_within(self, first: Week, last: Week) -> Iterator[Observation]:
        return (row for row in self.corrected_within(first, last) if row.kind != Kind.NOTHING)

    def of_week(self, week: Week) -> list[Observation]:
        """The acts of a week, oldest first, each with `corrected_at` and `number_merged` as they were then."""
        rows = within(self.rows, first=week, last=week, zone=self.zone).exclude(kind=Kind.NOTHING)
        found = [*told(rows, at=self.at).order_by("occurred_at", "public_id"), *self.acts_within(week, week)]
        return sorted(found, key=lambda row: (row.occurred_at, row.public_id))

    def day(self, row: Observation) -> date:
        """The day of a row on the neighbourhood's clock."""
        return row.occurred_at.astimezone(self.zone).date()


def known(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Known:
    """What this viewer could have read of the picture at that moment."""
    rows = Observation.objects.visible_to(viewer).filter(neighbourhood=neighbourhood)
    return Known(rows, at, ZoneInfo(neighbourhood.timezone))


def told(rows: QuerySet[Observation], *, at: datetime) -> QuerySet[Observation]:
    """With names, the moment of the last correction until then, and how many were merged into each by then."""
    last = _corrections(until=at).order_by("-replaced_at").values("replaced_at")[:1]
    merged = _merges(at=at).filter(into=OuterRef("pk"), observation__noted_at__lte=at)
    merged = merged.exclude(observation__withdrawn_at__lte=at).order_by().values("into").annotate(number=Count("id"))
    number = Subquery(merged.values("number")[:1], output_field=IntegerField())
    named = rows.select_related("place__parent__parent", "noted_by_organisation")
    return named.annotate(corrected_at=Subquery(last, output_field=DateTimeField()), number_merged=Coalesce(number, 0))


def merged_by(observation_ids: list[int], *, at: datetime) -> set[int]:
    """Which of these stood for nothing of their own at a moment."""
    if not observation_ids:
        return set()
    return set(
        _merges(at=at).filter(observation__in=observation_ids).order_by("id").values_list("observation", flat=True)
    )


def _corrections(*, since: datetime | None = None, until: datetime | None = None) -> QuerySet[Revision]:
    rows = Revision.objects.unscoped("when rows that may be read were corrected").filter(observation=OuterRef("pk"))
    if since is not None:
        rows = rows.filter(replaced_at__gt=since)
    return rows if until is None else rows.filter(replaced_at__lte=until)


def _merges(*, at: datetime) -> QuerySet[Merge]:
    rows = Merge.objects.unscoped("what stood for nothing of its own at a moment")
    return rows.filter(merged_at__lte=at).exclude(parted_at__lte=at)


def _give_back(row: Observation, revision: Revision) -> None:
    for field in WORDS:
        setattr(row, field, getattr(revision, field))
