"""A week as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from karlemose.documents import shading
from karlemose.documents.content import Comparison, Turn
from karlemose.foundation.clock import Week
from karlemose.observations import counts, queries
from karlemose.observations.counts import Heard, Voice
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web import languages
from karlemose.web.staff import weeks
from karlemose.web.staff.observation import Shown, shown
from karlemose.web.staff.week.reading import Reading, label, read

LISTED = 20
CHANGES = 8  # lines of one turn; the rest is counted
BY_CHANCE = 0.05  # of comparisons outside limits of 95 %
HOURS = 3  # hours to a column of "time of day"

TURNS: dict[Turn, tuple[str | Promise, str]] = {
    Turn.NEW: (gettext_lazy("New"), "new"),
    Turn.RISING: (gettext_lazy("Rising"), "rising"),
    Turn.RECURRING: (gettext_lazy("Recurring"), "recurring"),
    Turn.COOLING: (gettext_lazy("Cooling"), "cooling"),
}
VOICES: dict[Voice, tuple[str | Promise, str, bool]] = {
    Voice.REPORTED: (gettext_lazy("reported"), "done", True),
    Voice.NOTHING: (gettext_lazy("nothing to report"), "done", True),
    Voice.SILENT: (gettext_lazy("silent"), "waiting", False),
}


@dataclass(frozen=True)
class Figure:
    value: str
    label: str
    note: str


@dataclass(frozen=True)
class Change:
    icon: str
    kind: str
    place: str
    count: int
    usual: str
    sentence: str
    word: str | Promise


@dataclass(frozen=True)
class TurnGroup:
    word: str | Promise
    icon: str
    changes: list[Change]
    rest: str


@dataclass(frozen=True)
class KindCount:
    label: str
    count: int


@dataclass(frozen=True)
class Section:
    name: str
    word: str | Promise
    icon: str
    is_good: bool


@dataclass(frozen=True)
class Cell:
    count: int
    key: str


@dataclass(frozen=True)
class HourRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class WeekPage:
    heading: str
    span: str
    before_url: str
    before_label: str
    after_url: str | None
    after_label: str
    figures: list[Figure]
    turns: list[TurnGroup]
    chance: str
    kinds: list[KindCount]
    sections: list[Section]
    hours: list[HourRow]
    hour_labels: list[str]
    observations: list[Shown]
    more: str
    list_url: str
    empty: str


def page(viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, at: datetime, where: dict[str, str]) -> WeekPage:
    reading = read(viewer, neighbourhood, week, at=at)
    heard = counts.coverage(viewer, neighbourhood, week=week)
    found = list(queries.of_week(viewer, neighbourhood, week).reverse()[: LISTED + 1])
    hours = counts.by_hour(viewer, neighbourhood, first=week, last=week)
    following = week.following()
    is_past = following.start(weeks.zone_of(neighbourhood)) <= at
    return WeekPage(
        heading=weeks.name(week),
        span=weeks.days(week) if reading.has_ended else _("%(days)s · so far") % {"days": weeks.days(week)},
        before_url=_url(week.previous(), where),
        before_label=weeks.name(week.previous()),
        after_url=_url(following, where) if is_past else None,
        after_label=weeks.name(following),
        figures=_figures(reading, heard),
        turns=_turns(reading),
        chance=_chance(reading),
        kinds=[KindCount(label(kind), number) for kind, number in reading.by_kind.items()],
        sections=[Section(one.name, *VOICES[one.voice]) for one in heard],
        hours=_hours(hours),
        hour_labels=[f"{hour}–{hour + HOURS}" for hour in range(0, 24, HOURS)],
        observations=[shown(row, neighbourhood) for row in found[:LISTED]],
        more=_("All of the week") if len(found) > LISTED else "",
        list_url=f"{reverse('staff:observations', kwargs=where)}?{_days(week)}",
        empty=_empty(heard),
    )


def changes(reading: Reading) -> list[Change]:
    return [
        Change(
            icon=TURNS[one.turn][1],
            kind=one.pair.kind_label,
            place=reading.units[one.pair.place_unit_id],
            count=one.comparison.count,
            usual=_usual(one.comparison),
            sentence=sentence(one.comparison, has_ended=reading.has_ended),
            word=TURNS[one.turn][0],
        )
        for one in reading.changed
    ]


def sentence(comparison: Comparison, *, has_ended: bool = True) -> str:
    """3 this week, usually 0.2 a week (0.0–0.7)"""
    phrases = languages.phrases()
    number = phrases.whole(comparison.count)
    counted = _("%(number)s this week") if has_ended else _("%(number)s so far")
    if comparison.usual == 0:
        none = _("none in the weeks before")
        return f"{counted % {'number': number}}, {none}"
    return f"{counted % {'number': number}}, {phrases.usual(comparison)}"


def _turns(reading: Reading) -> list[TurnGroup]:
    found = changes(reading)
    groups = []
    for word, icon in TURNS.values():
        of_turn = [change for change in found if change.icon == icon]
        if of_turn:
            more = len(of_turn) - CHANGES
            rest = ngettext("… and %(number)d more line", "… and %(number)d more lines", more) % {"number": more}
            groups.append(TurnGroup(word, icon, of_turn[:CHANGES], rest if more > 0 else ""))
    return groups


def _usual(comparison: Comparison) -> str:
    phrases = languages.phrases()
    limits = phrases.limits(comparison.usual_low, comparison.usual_high)
    return f"{phrases.decimal(comparison.usual)} {limits}".strip()


def _figures(reading: Reading, heard: list[Heard]) -> list[Figure]:
    phrases = languages.phrases()
    number = reading.total.count
    turns = {turn: sum(1 for one in reading.changed if one.turn is turn) for turn in Turn}
    figures = [
        Figure(phrases.whole(number), ngettext("observation", "observations", number), phrases.usual(reading.total)),
        Figure(
            phrases.whole(turns[Turn.NEW]),
            _("new kinds at a place"),
            _("%(rising)d rising · %(recurring)d recurring")
            % {"rising": turns[Turn.RISING], "recurring": turns[Turn.RECURRING]},
        ),
    ]
    if heard:
        silent = [one.name for one in heard if one.voice is Voice.SILENT]
        note = _("silent: %(names)s") % {"names": ", ".join(silent)} if silent else _("none is silent")
        of = _("%(part)d of %(whole)d") % {"part": len(heard) - len(silent), "whole": len(heard)}
        figures.append(Figure(of, _("sections heard from"), note))
    return figures


def _chance(reading: Reading) -> str:
    if not reading.number_of_weeks_before:
        return _("There are no weeks before to compare with yet.")
    sentences = []
    if not reading.has_ended:
        sentences.append(_("The week has not ended: its numbers still grow, and nothing is called cooling yet."))
    sentences.append(
        _("%(pairs)d pairs of kind and place were compared; at most %(chance)d would stand out by chance.")
        % {"pairs": reading.number_of_pairs, "chance": ceil(reading.number_of_pairs * BY_CHANCE)}
    )
    return " ".join(sentences)


def _hours(found: list[list[int]]) -> list[HourRow]:
    """Columns of three hours; empty when no hour is known."""
    table = [[sum(day[hour : hour + HOURS]) for hour in range(0, 24, HOURS)] for day in found]
    limits = shading.edges(count for row in table for count in row)
    if not limits:
        return []
    phrases = languages.phrases()
    return [
        HourRow(phrases.weekday(number, short=True), [Cell(count, _key(count, limits)) for count in row])
        for number, row in enumerate(table)
    ]


def _key(count: int, limits: tuple[int, ...]) -> str:
    return f"key-{shading.BLUES.index(shading.colour(count, limits)) + 1}" if count else ""


def _empty(heard: Iterable[Heard]) -> str:
    """The sentence of an empty week (ux.md § 9, 20)."""
    sections = list(heard)
    said = [one.name for one in sections if one.voice is Voice.NOTHING]
    silent = [one.name for one in sections if one.voice is Voice.SILENT]
    sentences = [_("No reports this week.")]
    if sections:
        sentences.append(
            _("%(part)d of %(whole)d sections said “nothing to report”.") % {"part": len(said), "whole": len(sections)}
        )
    if silent:
        sentences.append(
            _("From %(names)s we heard nothing, which is not the same as calm.")
            % {"names": languages.phrases().listed(silent)}
        )
    return " ".join(sentences)


def _url(week: Week, where: dict[str, str]) -> str:
    return reverse("staff:week-of", kwargs={**where, "week": str(week)})


def _days(week: Week) -> str:
    return urlencode({"from_on": week.monday.isoformat(), "until_on": week.sunday.isoformat()})
