"""The week as the officer answers it: grouped by kind and place; first what came late, last what is answered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import Week
from karlemose.observations import answering, answers, digests
from karlemose.observations.answer_actions import WeekAnswers
from karlemose.observations.answering import Answer, Counted
from karlemose.observations.queries import Observation
from karlemose.observations.refusals import Refused
from karlemose.observations.replies import Reply
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web import languages, words
from karlemose.web.staff import weeks
from karlemose.web.staff.answers import sentences
from karlemose.web.staff.observation import Shown, shown


@dataclass(frozen=True)
class Option:
    code: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    observation: Shown
    is_marked: bool
    options: list[Option]
    was: str  # the answer that stands, as a code
    answered: str  # and in words
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Group:
    """Notes of one kind at one place."""

    kind: str
    icon: str
    place: str
    rows: list[Row]

    @property
    def ids(self) -> str:
        return " ".join(row.observation.id for row in self.rows)


@dataclass(frozen=True)
class OtherWeek:
    label: str
    number: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Page:
    heading: str
    span: str
    url: str
    before_url: str
    before_label: str
    after_url: str | None
    after_label: str
    state: str
    number: int
    number_answered: int
    late: list[Group]
    waiting: list[Group]
    done: list[Group]
    all_ids: str
    all_label: str
    done_label: str
    is_all_marked: bool
    replies: list[Option]
    other_weeks: list[OtherWeek]
    why_not: str


@dataclass(frozen=True)
class Chosen:
    """One answer and the rows that are to get it."""

    label: str | Promise
    number: int
    lines: list[str]


@dataclass(frozen=True, kw_only=True)
class Preview:
    heading: str
    receivers: str
    when: datetime
    said: str
    chosen: list[Chosen]
    fields: list[tuple[str, str]]


def page(
    viewer: Viewer, neighbourhood: Neighbourhood, filled: WeekAnswers, *, at: datetime, where: dict[str, str]
) -> Page:
    """Three queries, whatever the data."""
    week = filled.week
    observations = list(answering.to_answer(viewer, neighbourhood, week))
    standing = _standing(viewer, neighbourhood, week)
    first = min((answer.answered_at for answer in standing.values()), default=None)
    rows = [(one, _row(one, standing.get(one.id), neighbourhood, filled)) for one in observations]
    open_rows = [(one, row) for one, row in rows if one.id not in standing]
    late = [row for one, row in open_rows if first is not None and one.noted_at > first]
    waiting = [row for one, row in open_rows if first is None or one.noted_at <= first]
    done = [row for one, row in rows if one.id in standing]
    following = week.following()
    may_answer = answers.may_write(viewer)
    return Page(
        heading=weeks.name(week),
        span=weeks.days(week),
        url=_url(week, where),
        before_url=_url(week.previous(), where),
        before_label=weeks.name(week.previous()),
        after_url=_url(following, where) if following.start(weeks.zone_of(neighbourhood)) <= at else None,
        after_label=weeks.name(following),
        state=_("Answered %(part)d of %(whole)d") % {"part": len(done), "whole": len(rows)},
        number=len(rows),
        number_answered=len(done),
        late=_groups(late),
        waiting=_groups(waiting),
        done=_groups(done),
        all_ids=" ".join(row.observation.id for _one, row in open_rows),
        all_label=_all_label(len(open_rows)),
        done_label=_("Answered (%(number)d)") % {"number": len(done)},
        is_all_marked=bool(open_rows) and all(row.is_marked for _one, row in open_rows),
        replies=_options(filled.for_marked),
        other_weeks=_others(viewer, neighbourhood, week, at=at, where=where),
        why_not="" if may_answer else sentences.refusal(viewer),
    )


def preview(viewer: Viewer, neighbourhood: Neighbourhood, filled: WeekAnswers, *, at: datetime) -> Preview:
    """What is about to be sent, and what will be read of it on Friday. Raises `Refused`."""
    replies = filled.replies
    rows = {row.public_id: row for row in answering.to_answer(viewer, neighbourhood, filled.week)}
    if not replies.keys() <= rows.keys():
        raise Refused("marked", _("Something you marked is no longer among the notes of this week. Look once more."))
    standing = _standing(viewer, neighbourhood, filled.week)
    stands = {row.public_id: Reply(standing[row.id].reply) for row in rows.values() if row.id in standing}
    after = Counted(filled.week, len(rows), _counted([*(stands | replies).values()]))
    return Preview(
        heading=weeks.name(filled.week),
        receivers=_receivers(viewer),
        when=_next_friday(filled.week, neighbourhood, at=at),
        said=sentences.everybody(after),
        chosen=[
            Chosen(reply.label, len(lines), _counted_lines(lines))
            for reply in Reply
            if (lines := [_line(row, neighbourhood) for row in rows.values() if replies.get(row.public_id) is reply])
        ],
        fields=[
            *((f"answer-{public_id}", reply.value) for public_id, reply in replies.items()),
            *((f"was-{public_id}", reply.value) for public_id, reply in filled.seen.items() if public_id in replies),
        ],
    )


def sent_words(sent: int, meanwhile: int) -> str:
    """After sending: how many answers, and how many a colleague had given meanwhile."""
    if not sent:
        return ""
    words_sent = ngettext("%(number)d answer sent.", "%(number)d answers sent.", sent) % {"number": sent}
    if not meanwhile:
        return words_sent
    left = ngettext(
        "%(number)d had been answered by a colleague meanwhile and was left as it is.",
        "%(number)d had been answered by a colleague meanwhile and were left as they are.",
        meanwhile,
    )
    return f"{words_sent} {left % {'number': meanwhile}}"


def _standing(viewer: Viewer, neighbourhood: Neighbourhood, week: Week) -> dict[int, Answer]:
    rows = answering.to_answer(viewer, neighbourhood, week).order_by().values("id")
    return {answer.observation_id: answer for answer in answering.answers_of(viewer, rows)}


def _row(observation: Observation, answer: Answer | None, neighbourhood: Neighbourhood, filled: WeekAnswers) -> Row:
    public_id = observation.public_id
    return Row(
        observation=shown(observation, neighbourhood),
        is_marked=public_id in filled.marked,
        options=_options(filled.exceptions.get(public_id)),
        was=answer.reply if answer else "",
        answered=str(Reply(answer.reply).label) if answer else "",
        answered_by=answer.answered_by.name if answer else "",
        answered_at=answer.answered_at.astimezone(weeks.zone_of(neighbourhood)) if answer else None,
    )


def _options(chosen: Reply | None) -> list[Option]:
    return [Option(reply.value, reply.label, reply is chosen) for reply in Reply]


def _groups(rows: Iterable[Row]) -> list[Group]:
    """By kind and place; the largest group first, so that most is answered with the first press."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.observation.kind, row.observation.place), []).append(row)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Group(kind, group[0].observation.icon, place, group) for (kind, place), group in ordered]


def _others(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, at: datetime, where: dict[str, str]
) -> list[OtherWeek]:
    found = answering.waiting(viewer, neighbourhood, at=at)
    return [OtherWeek(weeks.name(one.week), one.number, _url(one.week, where)) for one in found if one.week != week]


def _all_label(number: int) -> str:
    return ngettext("The one that waits", "All %(number)d that wait", number) % {"number": number}


def _counted(replies: list[Reply]) -> dict[Reply, int]:
    return {reply: replies.count(reply) for reply in Reply if reply in replies}


def _receivers(viewer: Viewer) -> str:
    kinds = [kind for kind in answers.receivers() if not answers.decision(viewer, kind).is_refused]
    return languages.phrases().listed([str(words.ORGANISATIONS[kind]) for kind in kinds])


def _next_friday(week: Week, neighbourhood: Neighbourhood, *, at: datetime) -> datetime:
    """When it is told: on the week's own Friday, or on the next one when that is over."""
    zone = weeks.zone_of(neighbourhood)
    told = week if digests.is_told_at(week, zone) > at else digests.last_told(at=at, zone=zone).following()
    return digests.is_told_at(told, zone).astimezone(zone)


def _line(observation: Observation, neighbourhood: Neighbourhood) -> str:
    row = shown(observation, neighbourhood)
    return f"{row.kind} · {row.place}"


def _counted_lines(lines: list[str]) -> list[str]:
    """Graffiti · 43; 2 × Støj · Torvet"""
    return [f"{number} × {line}" if number > 1 else line for line, number in Counter(lines).most_common()]


def _url(week: Week, where: dict[str, str]) -> str:
    return reverse("staff:answer-week", kwargs={**where, "week": str(week)})
