"""Friday's answer to whoever noted: how many of their notes of the week were new, known, useful. Numbers alone.

Asked every hour and safe to repeat: on Fridays at twelve, on the neighbourhood's clock, the week that ended before is
told to everybody who noted in it, as it stood at that hour, whenever the machine comes to it. Whoever was told of an
earlier week is told once more on a later Friday when the numbers have changed since. What goes out by e-mail says that
there is something to read, and nothing else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek

from karlemose.foundation.clock import Week, day_of, localise
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.notify.tasks import let_know
from karlemose.observations import answering, answers
from karlemose.observations.answer_models import Digest
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.observations.queries import within
from karlemose.partners.queries import job_viewer, viewer_for
from karlemose.places.locating import locked
from karlemose.places.models import Neighbourhood
from karlemose.places.queries import neighbourhoods_of
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for

FRIDAY = 4  # days after Monday
NOON = time(12)
TOLD_AGAIN = 8  # weeks: as long as a late answer is still told


class NothingOwed(Exception):
    """Everybody has been told already, perhaps by another worker a moment ago."""


@dataclass(frozen=True)
class Owed:
    """What a person is to be told about a week."""

    person_id: int
    week: Week
    number_noted: int
    numbers: dict[str, int]


def is_told_at(week: Week, zone: ZoneInfo) -> datetime:
    """When a week is told: at noon on the Friday after it, on this clock."""
    friday = week.following().monday + timedelta(days=FRIDAY)
    return localise(datetime.combine(friday, NOON), zone).moment


def last_told(*, at: datetime, zone: ZoneInfo) -> Week:
    """The newest week whose Friday has come."""
    week = Week.of(at, zone).previous()
    return week if is_told_at(week, zone) <= at else week.previous()


def make_due(*, partnership_id: int, at: datetime) -> int:
    """Tell what is due and not told; the number of digests made."""
    with acting_for(partnership_id, read_only=True):
        here = list(neighbourhoods_of(partnership_id))
    return sum(_make_in(neighbourhood, at=at) for neighbourhood in here)


def _make_in(neighbourhood: Neighbourhood, *, at: datetime) -> int:
    with acting_for(neighbourhood.partnership_id, read_only=True):
        is_due = any(_owed(neighbourhood, at=at))
    if not is_due:
        return 0
    by = job_viewer("digests", neighbourhood.partnership_id)
    try:
        return len(make(by=by, at=at, neighbourhood_id=neighbourhood.id))
    except NothingOwed:
        return 0


@action(Event.DIGESTS_MADE)
def make(*, by: Viewer, at: datetime, neighbourhood_id: int) -> list[Digest]:
    """Write down what everybody who noted here is told. Raises `NothingOwed`, so that doing it twice tells once."""
    neighbourhood = locked(neighbourhood_id)
    owed = list(_owed(neighbourhood, at=at))
    made = [_written(one, reader, neighbourhood, at=at) for one, reader in owed]
    if not made:
        raise NothingOwed
    subjects = [Ref("digest", str(digest.id)) for digest in made]
    record(Event.DIGESTS_MADE, actor=by, at=at, subjects=subjects, detail={"neighbourhood": neighbourhood.slug})
    readers = (reader.membership_id for _one, reader in owed)
    let_know(partnership=neighbourhood.partnership_id, memberships=(one for one in readers if one is not None))
    return made


def own(viewer: Viewer, neighbourhood: Neighbourhood, *, since: Week) -> list[Digest]:
    """What the viewer was told about their own notes, the newest week first and of each week the newest version."""
    if viewer.user_id is None or not answers.may_read(viewer):
        return []
    rows = Digest.objects.visible_to(viewer).filter(neighbourhood=neighbourhood, person_id=viewer.user_id)
    rows = rows.filter(week__gte=str(since), organisation_id=viewer.organisation_id).order_by("week", "version")
    newest = {digest.week: digest for digest in rows}
    return [newest[week] for week in sorted(newest, reverse=True)]


def _owed(neighbourhood: Neighbourhood, *, at: datetime) -> Iterator[tuple[Owed, Viewer]]:
    """Those whose newest digest of a week does not say what was so last Friday, as the members they are today."""
    zone = ZoneInfo(neighbourhood.timezone)
    last = last_told(at=at, zone=zone)
    friday = is_told_at(last, zone)
    weeks = [last.previous(number) for number in range(TOLD_AGAIN)]
    told = _told(neighbourhood, weeks)
    readers: dict[int, Viewer | None] = {}
    for one in _counted(neighbourhood, weeks, zone, at=friday):
        before = told.get((one.person_id, str(one.week)))
        if not _is_due(one, before, is_last=one.week == last, friday=friday):
            continue
        if one.person_id not in readers:
            readers[one.person_id] = _reader(one.person_id, neighbourhood, at=at)
        reader = readers[one.person_id]
        if reader is not None:
            yield one, reader


def _is_due(one: Owed, before: Digest | None, *, is_last: bool, friday: datetime) -> bool:
    """Once each Friday at the most: a week's first telling when its Friday comes, another when the numbers changed."""
    if before is None:
        return is_last or bool(one.numbers)
    return before.made_at < friday and not before.says_the_same(one.number_noted, one.numbers)


def _counted(neighbourhood: Neighbourhood, weeks: list[Week], zone: ZoneInfo, *, at: datetime) -> Iterator[Owed]:
    """Each person's notes of these weeks and their answers, as they stood at that moment."""
    rows = Observation.objects.unscoped("each person's own notes, to be told to that person alone")
    rows = within(_noted(rows, neighbourhood), first=min(weeks), last=max(weeks), zone=zone).filter(noted_at__lte=at)
    rows = rows.annotate(week=TruncWeek("occurred_at", tzinfo=zone), reply=answering.answered(at=at))
    groups = rows.values_list("noted_by_id", "week", "reply").annotate(number=Count("id"))
    found: dict[tuple[int, Week], Counter[str | None]] = {}
    for person_id, start, reply, number in groups.order_by("noted_by_id", "week", "reply"):
        found.setdefault((person_id, Week.of_day(start.date())), Counter())[reply] += number
    for (person_id, week), numbers in found.items():
        answered = {reply.value: number for reply, number in answering.by_reply(numbers).items()}
        yield Owed(person_id, week, sum(numbers.values()), answered)


def _noted(rows: QuerySet[Observation], neighbourhood: Neighbourhood) -> QuerySet[Observation]:
    """Acts that a person of a partner noted and that stand; a duplicate counts with the one it was merged into."""
    noted = rows.filter(neighbourhood=neighbourhood, noted_by__isnull=False, withdrawn_at__isnull=True)
    return noted.exclude(kind=Kind.NOTHING).exclude(noted_by_organisation__kind=answers.ANSWERS)


def _told(neighbourhood: Neighbourhood, weeks: list[Week]) -> dict[tuple[int, str], Digest]:
    rows = Digest.objects.unscoped("what was told before, so that nothing is told twice")
    found = rows.filter(neighbourhood=neighbourhood, week__in=[str(week) for week in weeks])
    return {(digest.person_id, digest.week): digest for digest in found.order_by("version")}


def _reader(person_id: int, neighbourhood: Neighbourhood, *, at: datetime) -> Viewer | None:
    """The person as a member today; None for whoever has left, or may not be told."""
    viewer = viewer_for(user_id=person_id, partnership_id=neighbourhood.partnership_id, on=day_of(at))
    if viewer is None or neighbourhood.id not in viewer.neighbourhoods or not answers.may_read(viewer):
        return None
    return viewer


def _written(one: Owed, reader: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> Digest:
    rows = Digest.objects.unscoped("how many there are of this week already")
    before = rows.filter(neighbourhood=neighbourhood, person_id=one.person_id, week=str(one.week)).count()
    digest = Digest(
        partnership_id=neighbourhood.partnership_id,
        neighbourhood=neighbourhood,
        organisation_id=reader.organisation_id,
        person_id=one.person_id,
        week=str(one.week),
        version=before + 1,
        number_noted=one.number_noted,
        numbers=one.numbers,
        made_at=at,
    )
    digest.save(force_insert=True)
    return digest
