"""What a partner's weekly briefing says: gathered from what its receiver may read, and from nothing else.

Always told as of a moment, also when that moment is now: so the week as it was known on a Tuesday is the same paper
whenever it is asked for.
"""

import dataclasses
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import override

from karlemose.documents import content as say
from karlemose.documents.content import BoardBriefing, Briefing, Cover, Language
from karlemose.foundation.clock import Week
from karlemose.meetings import changes, plan, telling
from karlemose.observations import counts, queries
from karlemose.observations.enums import Kind
from karlemose.observations.knowing import Known, known
from karlemose.partners.models import Organisation
from karlemose.partners.queries import PARTNERS, organisations
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind

MONTHS_TOLD = 24
KINDS = {
    OrganisationKind.POLICE: ("politi", "police"),
    OrganisationKind.HOUSING: ("boligorganisation", "housing organisation"),
    OrganisationKind.PROJECT: ("boligsocial helhedsplan", "social housing project"),
    OrganisationKind.MUNICIPALITY: ("kommune", "municipality"),
    OrganisationKind.DAYCARE: ("dagtilbud", "day care"),
    OrganisationKind.BOARD: ("afdelingsbestyrelse", "residents’ board"),
    OrganisationKind.ASSOCIATION: ("forening", "association"),
}


@dataclass(frozen=True)
class Pair:
    """One kind of act at one place unit, by the words a person reads."""

    kind: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which briefing: of what week, about which neighbourhood, for whom, in which language."""

    neighbourhood: Neighbourhood
    week: Week
    receiver: Organisation
    language: Language

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.neighbourhood.timezone)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The state that a paper shows: of what moment, with which head of the ledger, and the version before it."""

    at: datetime
    head_code: str
    version_before: datetime | None = None  # when the newest version before this moment was made


def gather(wanted: Wanted, *, reader: Viewer, moment: Moment) -> Briefing | BoardBriefing:
    """The content for this receiver, from the open partnership; `reader` is the receiver as Viewer.

    Who may read single records gets the week; everybody else gets the public level, which has months alone.
    """
    at = moment.at
    with override(wanted.language.value):
        cover = _cover(wanted, moment)
        if wanted.neighbourhood.id in reader.sees(Channel.PICTURE):
            return _week(wanted, reader=reader, moment=moment, cover=cover)
        until = min(at, wanted.week.end(wanted.zone))
        months = counts.months(reader, wanted.neighbourhood, at=until, known_at=at)
        told = tuple(say.Month(starts_on=month.starts_on, count=month.number) for month in months[-MONTHS_TOLD:])
        return BoardBriefing(cover=cover, months=told)


def digest(content: Briefing | BoardBriefing) -> str:
    """SHA-256 of what a briefing says, but for when it was made, the ledger's head then, and the version before it."""
    told = dataclasses.asdict(content)
    told["cover"] |= {"made_at": None, "head_code": None, "since": None}
    for row in told.get("rows", ()):
        row["came_on"] = None
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _cover(wanted: Wanted, moment: Moment) -> Cover:
    kinds = KINDS[OrganisationKind(wanted.receiver.kind)]
    return Cover(
        language=wanted.language,
        receiver=wanted.receiver.name,
        receiver_kind=kinds[0] if wanted.language is Language.DANISH else kinds[1],
        partnership=wanted.neighbourhood.partnership.name,
        neighbourhood=wanted.neighbourhood.name,
        week=str(wanted.week),
        starts_on=wanted.week.monday,
        ends_on=wanted.week.sunday,
        made_at=moment.at.astimezone(wanted.zone),
        head_code=moment.head_code,
        is_so_far=not wanted.week.has_ended(at=moment.at, zone=wanted.zone),
        is_invented=settings.IS_DEMO,
    )


def _week(wanted: Wanted, *, reader: Viewer, moment: Moment, cover: Cover) -> Briefing:
    neighbourhood, week = wanted.neighbourhood, wanted.week
    then = known(reader, neighbourhood, at=moment.at)
    first = counts.first_week(reader, neighbourhood, known=then)
    weeks = changes.span(week, first=first)
    estate = plan.Estate(reader, neighbourhood)
    table, totals, number_without_place = tabled(reader, wanted, weeks, estate, then)
    sections = counts.coverage(reader, neighbourhood, week=week, known=then)
    rows = then.of_week(week)
    before = moment.version_before
    since = telling.since(then, week, rows, before=known(reader, neighbourhood, at=before)) if before else None
    return Briefing(
        cover=dataclasses.replace(cover, since=since),
        rows=tuple(telling.row(one, wanted.zone, since=since) for one in rows),
        changes=tuple(
            say.Change(turn=one.turn, kind=one.pair.kind, place=one.pair.place, comparison=one.comparison)
            for one in changes.changes(table, weeks)
        ),
        total=changes.compare(totals, weeks) if weeks.before else None,
        number_of_weeks_before=len(weeks.before),
        number_of_comparisons=len(table),
        begins_on=first.monday if first and weeks.before and not weeks.last_year else None,
        hours=tuple(tuple(day) for day in counts.by_hour(reader, neighbourhood, first=week, last=week, known=then)),
        plan=estate.drawn(
            counts=counts.by_place_unit(reader, neighbourhood, first=week, last=week, known=then),
            silent={one.id for one in sections if one.voice is counts.Voice.SILENT},
            number_without_place=number_without_place,
        ),
        sections=tuple(telling.heard(one.name, one.voice, one.number) for one in sections),
        organisations=_organisations(reader, neighbourhood, week, then),
        questions=telling.questions(
            reader, neighbourhood, week, then, rows=rows, sections=sections if weeks.before else []
        ),
        answers=telling.answers(reader, neighbourhood, week, then),
    )


def tabled(
    reader: Viewer, wanted: Wanted, weeks: changes.Span, estate: plan.Estate, then: Known
) -> tuple[Mapping[Pair, changes.Series], changes.Series, int]:
    """Counts by pair and week, of all pairs by week, and how many of this week have no place unit."""
    table: dict[Pair, dict[Week, int]] = defaultdict(lambda: defaultdict(int))
    totals: dict[Week, int] = defaultdict(int)
    without_place = 0
    for first, last in _stretches(weeks):
        for one in counts.by_week(reader, wanted.neighbourhood, first=first, last=last, known=then):
            totals[one.week] += one.number
            if one.place_unit_id is None:
                without_place += one.number if one.week == weeks.week else 0
            pair = Pair(queries.KindFound(Kind(one.kind), one.kind_words).label, estate.name(one.place_unit_id))
            table[pair][one.week] += one.number
    return table, totals, without_place


def _stretches(weeks: changes.Span) -> list[tuple[Week, Week]]:
    """Weeks without a gap: this one with those before it, and the same a year earlier."""
    found = [(min(weeks.before, default=weeks.week), weeks.week)]
    if weeks.last_year:
        found.append((min(weeks.last_year), max(weeks.last_year)))
    return found


def _organisations(reader: Viewer, neighbourhood: Neighbourhood, week: Week, then: Known) -> tuple[say.Heard, ...]:
    heard = counts.coverage_by_organisation(reader, neighbourhood, week=week, known=then)
    return tuple(
        telling.heard(one.name, heard[one.id].voice, heard[one.id].number)
        if one.id in heard
        else telling.heard(one.name, counts.Voice.SILENT, 0)
        for one in organisations(reader)
        if one.kind in PARTNERS
    )
