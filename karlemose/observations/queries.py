"""Reads of observations; each starts at what the viewer may see.

A list is read in pages by keyset: the time and the public number of the last row seen say where the next page begins,
so that page 1,000 costs what page 1 costs, and no internal number or count shows in an address.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BigIntegerField, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from karlemose.foundation.clock import Week, localise
from karlemose.observations.enums import HowKnown, Kind, Precision
from karlemose.observations.models import Observation, Particulars, Revision
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel

PAGE = 50
LONGEST_SEARCH = 200
_CURSOR = re.compile(r"([0-9]{8}T[0-9]{12})-([0-9A-Z]{10})", re.ASCII)
_CURSOR_TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a list is narrowed to. Days are the neighbourhood's, both included; a place includes what lies in it."""

    kind: Kind | None = None
    kind_words: str = ""  # another system's kind, in its own words
    place_id: int | None = None
    without_place: bool = False
    from_on: date | None = None
    until_on: date | None = None
    how_known: HowKnown | None = None
    organisation_id: int | None = None  # whose people noted it
    imported: bool = False  # only what came from another system


@dataclass(frozen=True)
class Page:
    rows: list[Observation]
    after: str | None  # cursor of the next page; None on the last


@dataclass(frozen=True)
class KindFound:
    """A kind that occurs, for a list to be narrowed to; another system's has words."""

    kind: Kind
    words: str

    @property
    def label(self) -> str:
        return self.words or str(self.kind.label)


def page(
    viewer: Viewer, neighbourhood: Neighbourhood, *, filters: Filters, after: str | None = None, size: int = PAGE
) -> Page:
    """The newest first, `size` of them, behind the cursor `after`; one query. A cursor that is none is the start."""
    every = _of(viewer, neighbourhood)
    rows = _behind(_narrowed(every, filters, ZoneInfo(neighbourhood.timezone)), after)
    if filters.place_id is not None and not filters.without_place:
        rows = every.filter(id__in=_newest_of_each(rows, filters.place_id, enough=size + 1))
    found = list(rows[: size + 1])
    return Page(found[:size], _cursor(found[size - 1]) if len(found) > size else None)


def search(
    viewer: Viewer,
    neighbourhood: Neighbourhood,
    *,
    words: str,
    filters: Filters,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """Those that hold all the words, the newest first, `size` of them behind the cursor `after`; one query.

    Danish stems; æ, ø and å however they are written; the beginning of a word from four letters on; a word that nobody
    wrote among the newest 3,000 stands for those spelled nearly like it. No more than 200 characters and eight words
    are read. Without words it is the list.
    """
    asked = words.encode(errors="ignore").decode().replace("\0", " ")[:LONGEST_SEARCH].strip()
    if not asked:
        return page(viewer, neighbourhood, filters=filters, after=after, size=size)
    owners = _owners(viewer, neighbourhood)
    if owners is not None and not owners:
        return Page([], None)
    narrowed = _as_asked(filters, owners, ZoneInfo(neighbourhood.timezone))
    seen_at, seen_id = _seen(after) or (None, None)
    matching = RawSQL(_MATCHING, [neighbourhood.id, asked, json.dumps(narrowed), seen_at, seen_id, size + 1])  # noqa: S611 -- fixed
    found = list(_of(viewer, neighbourhood).filter(id__in=matching))
    return Page(found[:size], _cursor(found[size - 1]) if len(found) > size else None)


def of_week(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> QuerySet[Observation]:
    """The acts of a week, oldest first; "nothing to report" stands in the coverage."""
    rows = within(_of(viewer, neighbourhood), first=week, last=week, zone=ZoneInfo(neighbourhood.timezone))
    return rows.exclude(kind=Kind.NOTHING).order_by("occurred_at", "public_id")


def noted_by(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    """What the viewer noted, the newest first: a person's own list, nobody else's."""
    return _of(viewer, neighbourhood).filter(noted_by_id=viewer.user_id, noted_by__isnull=False)


def one(viewer: Viewer, public_id: str) -> Observation | None:
    """By its public number; a duplicate is found too (`merged_into`), what was withdrawn is not."""
    rows = Observation.objects.visible_to(viewer).filter(withdrawn_at__isnull=True)
    return _with_names(rows).filter(public_id=public_id).first()


def sources(viewer: Viewer, observation: Observation) -> QuerySet[Observation]:
    """The duplicates that were merged into this one, each with its own words and reporter, oldest first."""
    rows = Observation.objects.visible_to(viewer).filter(merged_into=observation, withdrawn_at__isnull=True)
    return _with_names(rows).order_by("noted_at", "id")


def revisions(viewer: Viewer, observation: Observation) -> QuerySet[Revision]:
    """The open part as it stood before each correction, the newest first."""
    rows = Revision.objects.visible_to(viewer).filter(observation=observation).select_related("place")
    return rows.order_by("-replaced_at", "-id")


def particulars_of(viewer: Viewer, observation: Observation) -> Particulars | None:
    """What can point to a person, for those who read it. The transaction must have opened the channel `EVIDENCE`."""
    rows = Particulars.objects.visible_to(viewer).filter(observation=observation)
    return rows.select_related("held_by", "noted_by").first()


def kinds_found(viewer: Viewer, neighbourhood: Neighbourhood) -> list[KindFound]:
    """The kinds that occur. Jumps from one to the next along the index: as fast among 10⁶ rows as among 10³."""
    if neighbourhood.id not in viewer.sees(Channel.PICTURE):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, {"partnership": viewer.partnership_id, "neighbourhood": neighbourhood.id})
        return [KindFound(Kind(kind), words) for kind, words in cursor.fetchall()]


def newest_at(viewer: Viewer, neighbourhood: Neighbourhood) -> datetime | None:
    """When the newest observation occurred: where a page without a week begins."""
    return _of(viewer, neighbourhood).values_list("occurred_at", flat=True).first()


def within(rows: QuerySet[Observation], *, first: Week, last: Week, zone: ZoneInfo) -> QuerySet[Observation]:
    """Those from the first to the last week, both included, on the clock of the zone.

    What is known by its month alone is in no week.
    """
    found = rows.filter(occurred_at__gte=first.start(zone), occurred_at__lt=last.end(zone))
    return found.exclude(precision=Precision.MONTH)


def visible(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    """What the viewer may read of a neighbourhood, in no order: neither withdrawn notes nor merged duplicates."""
    return standing(Observation.objects.visible_to(viewer)).filter(neighbourhood=neighbourhood)


def standing(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Those that stand for themselves: lists, counts and weeks hold these alone."""
    return rows.filter(merged_into__isnull=True, withdrawn_at__isnull=True)


def _of(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    return _with_names(visible(viewer, neighbourhood)).order_by("-occurred_at", "-public_id")


def _with_names(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    return rows.select_related("place", "noted_by_organisation")


def _narrowed(rows: QuerySet[Observation], filters: Filters, zone: ZoneInfo) -> QuerySet[Observation]:
    if filters.kind is not None:  # words always, since only then the index by kind serves the order too
        rows = rows.filter(kind=filters.kind)
        if filters.kind != Kind.OTHER or filters.kind_words:
            rows = rows.filter(kind_words=filters.kind_words)
    if filters.without_place:
        rows = rows.filter(place__isnull=True)
    if filters.how_known is not None:
        rows = rows.filter(certainty=filters.how_known)
    if filters.organisation_id is not None:
        rows = rows.filter(noted_by_organisation_id=filters.organisation_id)
    if filters.imported:
        rows = rows.filter(source__isnull=False)
    return _of_days(rows, filters, zone)


def _of_days(rows: QuerySet[Observation], filters: Filters, zone: ZoneInfo) -> QuerySet[Observation]:
    if filters.from_on is not None:
        rows = rows.filter(occurred_at__gte=_midnight(filters.from_on, zone))
    if filters.until_on is not None:
        rows = rows.filter(occurred_at__lt=_midnight(filters.until_on + timedelta(days=1), zone))
    return rows


def _owners(viewer: Viewer, neighbourhood: Neighbourhood) -> list[str] | None:
    """The kinds of organisations whose notes the viewer reads here; None: everybody's."""
    if neighbourhood.id in viewer.sees(Channel.PICTURE):
        return None
    some = (owners for owners, places in viewer.sees_of(Channel.PICTURE) if neighbourhood.id in places)
    return sorted({str(owner) for owners in some for owner in owners})


def _as_asked(filters: Filters, owners: list[str] | None, zone: ZoneInfo) -> dict[str, Any]:
    """What a list is narrowed to, for the function in the database; what is not asked for is not there."""
    of_one_kind = filters.kind is not None and (filters.kind != Kind.OTHER or bool(filters.kind_words))
    asked = {
        "kind": filters.kind,
        "kind_words": filters.kind_words if of_one_kind else None,
        "place": None if filters.without_place else filters.place_id,
        "without_place": filters.without_place or None,
        "from": filters.from_on and _midnight(filters.from_on, zone).isoformat(),
        "until": filters.until_on and _midnight(filters.until_on + timedelta(days=1), zone).isoformat(),
        "how_known": filters.how_known,
        "organisation": filters.organisation_id,
        "imported": filters.imported or None,
        "owners": owners,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _newest_of_each(rows: QuerySet[Observation], place_id: int, *, enough: int) -> QuerySet[Place, Any]:
    """The ids of the newest `enough` in a place, and in each that lies in it: a section's blocks, their stairwells.

    Place by place along its index: one where little ever happened is found as fast as one where much does.
    """
    places = Place.objects.unscoped("the rows of observations are what is narrowed to a viewer")
    lying_in = places.filter(Q(id=place_id) | Q(parent_id=place_id) | Q(parent__parent_id=place_id)).order_by()
    newest = ArraySubquery(rows.filter(place=OuterRef("pk")).values("id")[:enough])
    return lying_in.annotate(found=Func(newest, function="unnest", output_field=BigIntegerField())).values("found")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return localise(datetime.combine(day, time.min), zone).moment


def _cursor(row: Observation) -> str:
    return f"{row.occurred_at.astimezone(UTC).strftime(_CURSOR_TIME)}-{row.public_id}"


def _behind(rows: QuerySet[Observation], cursor: str | None) -> QuerySet[Observation]:
    seen = _seen(cursor)
    if seen is None:
        return rows
    seen_at, seen_id = seen
    behind = Q(occurred_at__lt=seen_at) | Q(occurred_at=seen_at, public_id__lt=seen_id)
    return rows.filter(behind, occurred_at__lte=seen_at)


def _seen(cursor: str | None) -> tuple[datetime, str] | None:
    """The last row seen; None for a cursor that is none."""
    match = _CURSOR.fullmatch(cursor or "")
    try:
        return match and (datetime.strptime(match[1], _CURSOR_TIME).replace(tzinfo=UTC), match[2])
    except ValueError:
        return None


_MATCHING = "SELECT observations_matching(%s, %s, %s::jsonb, %s::timestamptz, %s::text, %s)"
_KINDS = """
WITH RECURSIVE found AS (
    (SELECT kind, kind_words FROM observations_observation
     WHERE partnership_id = %(partnership)s AND neighbourhood_id = %(neighbourhood)s
       AND merged_into_id IS NULL AND withdrawn_at IS NULL
     ORDER BY kind, kind_words LIMIT 1)
    UNION ALL
    SELECT next.kind, next.kind_words FROM found CROSS JOIN LATERAL (
        SELECT kind, kind_words FROM observations_observation
        WHERE partnership_id = %(partnership)s AND neighbourhood_id = %(neighbourhood)s
          AND merged_into_id IS NULL AND withdrawn_at IS NULL
          AND (kind, kind_words) > (found.kind, found.kind_words)
        ORDER BY kind, kind_words LIMIT 1) AS next)
SELECT kind, kind_words FROM found
"""
