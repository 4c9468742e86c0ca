"""The police answer the week; what came of it, as numbers.

Answered is what somebody of a partner noted: an act, not withdrawn and no duplicate. Notes of the police themselves and
rows of a file have nobody who waits for an answer. A week is that of the observation, on the neighbourhood's clock.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncWeek

from karlemose.foundation.clock import Week
from karlemose.observations import answers, queries
from karlemose.observations.answer_models import Answer
from karlemose.observations.enums import Kind, Precision
from karlemose.observations.knowing import Known
from karlemose.observations.models import Observation
from karlemose.observations.replies import Reply
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Permission

PATIENCE = timedelta(days=7)  # what has waited longer is told to both chiefs
REACHES_BACK = timedelta(days=365)  # as long as an observation is kept
CHIEFS = frozenset({OrganisationKind.POLICE, OrganisationKind.HOUSING})


@dataclass(frozen=True)
class Counted:
    """One week's answers as numbers: of how many notes, and how many got which answer."""

    week: Week
    number: int
    by_reply: Mapping[Reply, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(self.by_reply.values())

    @property
    def open(self) -> int:
        return self.number - self.answered


@dataclass(frozen=True)
class Waiting:
    """Notes of one week that have no answer."""

    week: Week
    number: int
    oldest_noted_at: datetime


@dataclass(frozen=True)
class Unanswered:
    """What has waited for more than seven days, the oldest week first."""

    weeks: tuple[Waiting, ...]

    @property
    def number(self) -> int:
        return sum(one.number for one in self.weeks)

    @property
    def oldest_noted_at(self) -> datetime | None:
        return min((one.oldest_noted_at for one in self.weeks), default=None)


def of_week(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> Counted | None:
    """How the police answered a week, in numbers; None when the law does not let this viewer have it. One query."""
    found = of_weeks(viewer, neighbourhood, [week])
    return None if found is None else found[week]


def of_weeks(
    viewer: Viewer, neighbourhood: Neighbourhood, weeks: list[Week], *, known: Known | None = None
) -> dict[Week, Counted] | None:
    """The same for several weeks; one query, whatever the data. With `known` as it stood at that moment."""
    if not answers.may_read_all(viewer, neighbourhood.id):
        return None
    zone = ZoneInfo(neighbourhood.timezone)
    rows = queries.within(_awaiting(viewer, neighbourhood, known), first=min(weeks), last=max(weeks), zone=zone)
    reply = answered(at=known.at if known else None)
    groups = rows.annotate(week=TruncWeek("occurred_at", tzinfo=zone), reply=reply).values_list("week", "reply")
    found: dict[Week, Counter[str | None]] = {week: Counter() for week in weeks}
    for start, reply, number in groups.annotate(number=Count("id")).order_by("week", "reply"):
        if (week := Week.of_day(start.date())) in found:
            found[week][reply] += number
    for row, given in _corrected(known):
        if (week := Week.of(row.occurred_at, zone)) in found and row.precision != Precision.MONTH:
            found[week][given] += 1
    return {week: Counted(week, sum(numbers.values()), by_reply(numbers)) for week, numbers in found.items()}


def unanswered(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Unanswered | None:
    """What has waited for more than seven days, for both chiefs; None for everybody else. One query."""
    if not viewer.has(Permission.SEE_UNANSWERED) or viewer.organisation_kind not in CHIEFS:
        return None
    if answers.standing(viewer) is answers.Standing.NONE:
        return None
    return Unanswered(_waiting(viewer, neighbourhood, noted_before=at - PATIENCE, at=at))


def number_unanswered(
    viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, known: Known | None = None
) -> int | None:
    """How many have waited for more than seven days: a briefing's open question. None where answers may not be told."""
    if not answers.may_read_all(viewer, neighbourhood.id):
        return None
    before, since = at - PATIENCE, at - REACHES_BACK
    waited = _waited(_awaiting(viewer, neighbourhood, known), neighbourhood, noted_before=before, at=at)
    then = (row for row, given in _corrected(known) if given is None)
    return sum(one.number for one in waited) + sum(row.occurred_at > since and row.noted_at <= before for row in then)


def waiting(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> tuple[Waiting, ...]:
    """Every week that has notes without an answer, the oldest first, for whoever answers them. One query."""
    if not answers.may_write(viewer):
        return ()
    return _waiting(viewer, neighbourhood, noted_before=at, at=at)


def to_answer(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> QuerySet[Observation]:
    """The notes of a week that somebody waits for an answer on, oldest first."""
    rows = queries.of_week(viewer, neighbourhood, week)
    return _noted_by_partners(rows)


def answers_of(viewer: Viewer, observations: QuerySet[Observation]) -> QuerySet[Answer]:
    """The answers that stand on these, for the organisation that gave them."""
    rows = Answer.objects.visible_to(viewer).filter(replaced_at__isnull=True, observation__in=observations)
    return rows.select_related("answered_by").order_by("answered_at", "id")


def answered(*, at: datetime | None = None) -> Subquery:
    """The answer that stands on an observation, or stood at a moment; a duplicate's is that of what it was merged into.

    For counting: what comes of it says how many, never which.
    """
    rows = Answer.objects.unscoped("counted over a week (D46)")
    if at is None:
        rows = rows.filter(replaced_at__isnull=True)
    else:
        rows = rows.filter(answered_at__lte=at).exclude(replaced_at__lte=at)
    stands_for = Coalesce(OuterRef("merged_into_id"), OuterRef("pk"))
    return Subquery(rows.filter(observation_id=stands_for).values("reply")[:1])


def by_reply(numbers: Mapping[str | None, int]) -> dict[Reply, int]:
    """In the order in which the answers stand, without those that nobody got."""
    return {reply: numbers[reply] for reply in Reply if numbers.get(reply)}


def _waiting(
    viewer: Viewer, neighbourhood: Neighbourhood, *, noted_before: datetime, at: datetime
) -> tuple[Waiting, ...]:
    return _waited(_awaiting(viewer, neighbourhood), neighbourhood, noted_before=noted_before, at=at)


def _waited(
    rows: QuerySet[Observation], neighbourhood: Neighbourhood, *, noted_before: datetime, at: datetime
) -> tuple[Waiting, ...]:
    zone = ZoneInfo(neighbourhood.timezone)
    has_answer = Answer.objects.unscoped("whether there is one, not which").filter(
        observation=OuterRef("pk"), answered_at__lte=at
    )
    has_answer = has_answer.exclude(replaced_at__lte=at)
    rows = rows.filter(~Exists(has_answer), occurred_at__gt=at - REACHES_BACK, noted_at__lte=noted_before)
    groups = rows.annotate(week=TruncWeek("occurred_at", tzinfo=zone)).values_list("week")
    counted = groups.annotate(number=Count("id"), oldest=Min("noted_at")).order_by("week")
    return tuple(Waiting(Week.of_day(start.date()), number, oldest) for start, number, oldest in counted)


def _awaiting(viewer: Viewer, neighbourhood: Neighbourhood, known: Known | None = None) -> QuerySet[Observation]:
    rows = queries.visible(viewer, neighbourhood) if known is None else known.rows
    return _noted_by_partners(rows).exclude(kind=Kind.NOTHING)


def _corrected(known: Known | None) -> list[tuple[Observation, str | None]]:
    """What waits for an answer and was corrected since, as it was written then, with the answer that stood on it."""
    acts = {row.id: row for row in known.corrected if row.kind != Kind.NOTHING} if known else {}
    if known is None or not acts:
        return []
    rows = _noted_by_partners(known.today.filter(id__in=list(acts))).annotate(reply=answered(at=known.at))
    return [(acts[identity], reply) for identity, reply in rows.order_by("id").values_list("id", "reply")]


def _noted_by_partners(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    noted = rows.filter(noted_by_organisation__isnull=False)
    return noted.exclude(noted_by_organisation__kind=answers.ANSWERS)
