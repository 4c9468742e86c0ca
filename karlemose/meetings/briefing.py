"""What a partner's weekly briefing says: gathered from what its receiver may read, and from nothing else."""

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
from karlemose.meetings import changes, plan
from karlemose.observations import counts, queries
from karlemose.observations.models import Observation
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


def gather(wanted: Wanted, *, reader: Viewer, at: datetime, head_code: str) -> Briefing | BoardBriefing:
    """The content for this receiver, from the open partnership; `reader` is the receiver as Viewer.

    Who may read single records gets the week; everybody else gets the public level, which has months alone.
    """
    with override(wanted.language.value):
        cover = _cover(wanted, at=at, head_code=head_code)
        if wanted.neighbourhood.id in reader.sees(Channel.PICTURE):
            return _week(wanted, reader=reader, cover=cover)
        months = counts.months(reader, wanted.neighbourhood, at=min(at, wanted.week.end(wanted.zone)))
        told = tuple(say.Month(starts_on=month.starts_on, count=month.number) for month in months[-MONTHS_TOLD:])
        return BoardBriefing(cover=cover, months=told)


def digest(content: Briefing | BoardBriefing) -> str:
    """SHA-256 of what a briefing says, but for when it was made and the ledger's head then."""
    told = dataclasses.asdict(content)
    told["cover"] |= {"made_at": None, "head_code": None}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _cover(wanted: Wanted, *, at: datetime, head_code: str) -> Cover:
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
        made_at=at.astimezone(wanted.zone),
        head_code=head_code,
        is_so_far=not wanted.week.has_ended(at=at, zone=wanted.zone),
        is_invented=settings.IS_DEMO,
    )


def _week(wanted: Wanted, *, reader: Viewer, cover: Cover) -> Briefing:
    neighbourhood, week = wanted.neighbourhood, wanted.week
    weeks = changes.span(week, first=counts.first_week(reader, neighbourhood))
    estate = plan.Estate(reader, neighbourhood)
    table, totals, number_without_place = _table(reader, neighbourhood, weeks, estate)
    sections = counts.coverage(reader, neighbourhood, week=week)
    return Briefing(
        cover=cover,
        rows=tuple(_row(one, wanted.zone) for one in queries.of_week(reader, neighbourhood, week)),
        changes=tuple(
            say.Change(turn=one.turn, kind=one.pair.kind, place=one.pair.place, comparison=one.comparison)
            for one in changes.changes(table, weeks)
        ),
        total=changes.compare(totals, weeks) if weeks.before else None,
        number_of_weeks_before=len(weeks.before),
        number_of_comparisons=len(table),
        hours=tuple(tuple(day) for day in counts.by_hour(reader, neighbourhood, first=week, last=week)),
        plan=estate.drawn(
            counts=counts.by_place_unit(reader, neighbourhood, first=week, last=week),
            silent={one.id for one in sections if one.voice is counts.Voice.SILENT},
            number_without_place=number_without_place,
        ),
        sections=tuple(_heard(one.name, one.voice, one.number) for one in sections),
        organisations=_organisations(reader, neighbourhood, week),
    )


def _table(
    reader: Viewer, neighbourhood: Neighbourhood, weeks: changes.Span, estate: plan.Estate
) -> tuple[Mapping[Pair, changes.Series], changes.Series, int]:
    """Counts by pair and week, of all pairs by week, and how many of this week have no place unit."""
    table: dict[Pair, dict[Week, int]] = defaultdict(lambda: defaultdict(int))
    totals: dict[Week, int] = defaultdict(int)
    without_place = 0
    for first, last in _stretches(weeks):
        for one in counts.by_week(reader, neighbourhood, first=first, last=last):
            totals[one.week] += one.number
            if one.place_unit_id is None:
                without_place += one.number if one.week == weeks.week else 0
            pair = Pair(queries.KindFound(queries.Kind(one.kind), one.kind_words).label, estate.name(one.place_unit_id))
            table[pair][one.week] += one.number
    return table, totals, without_place


def _stretches(weeks: changes.Span) -> list[tuple[Week, Week]]:
    """Weeks without a gap: this one with those before it, and the same a year earlier."""
    found = [(min(weeks.before, default=weeks.week), weeks.week)]
    if weeks.last_year:
        found.append((min(weeks.last_year), max(weeks.last_year)))
    return found


def _row(one: Observation, zone: ZoneInfo) -> say.Row:
    seen_at, noted_on = one.occurred_at.astimezone(zone), one.noted_at.astimezone(zone).date()
    organisation = one.noted_by_organisation
    is_late = organisation is not None and noted_on > seen_at.date()
    return say.Row(
        seen_at=seen_at,
        kind=one.kind_label,
        place=one.place.label if one.place else one.place_words,
        text=one.text,
        number_of_people=str(one.get_number_of_people_display()) if one.number_of_people else "",
        reported_by=organisation.name if organisation else "",
        written_down_on=noted_on if is_late else None,
    )


def _organisations(reader: Viewer, neighbourhood: Neighbourhood, week: Week) -> tuple[say.Heard, ...]:
    heard = counts.coverage_by_organisation(reader, neighbourhood, week=week)
    return tuple(
        _heard(one.name, heard[one.id].voice, heard[one.id].number)
        if one.id in heard
        else _heard(one.name, counts.Voice.SILENT, 0)
        for one in organisations(reader)
        if one.kind in PARTNERS
    )


def _heard(name: str, voice: counts.Voice, number: int) -> say.Heard:
    return say.Heard(name=name, voice=say.Voice(voice.value), number_of_observations=number)
