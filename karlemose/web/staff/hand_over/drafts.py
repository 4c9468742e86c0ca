"""A hand-over that is being put together: its items by how they stand, and what can be done about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import pgettext

from karlemose.disclosure.drafting import Draft, Line
from karlemose.disclosure.enums import Sort, Standing
from karlemose.disclosure.judging import REPORT_NUMBER, TO_BE_STATED, explained
from karlemose.foundation.clock import Week
from karlemose.policy.explain import Explanation
from karlemose.web import languages
from karlemose.web.staff import weeks
from karlemose.web.staff.hand_over import items, marks
from karlemose.web.staff.hand_over.items import Item
from karlemose.web.staff.hand_over.marks import SORT_ICONS, Mark

ORDER = (Standing.LACKS, Standing.UNLAWFUL, Standing.READY, Standing.LEFT_OUT)


@dataclass(frozen=True)
class Condition:
    code: str
    words: str
    needs_number: bool
    can_be_stated: bool
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item with what it lacks, why it may not go, and what was said of it."""

    id: int
    item: Item | None  # None: what it stood for is gone
    sort: str
    icon: str
    observation: str
    observation_url: str
    mark: Mark
    missing: list[Condition]
    stated: list[Condition]
    refusal: Explanation | None
    left_out_because: str
    is_in_the_way: bool
    is_left_out: bool

    @property
    def is_mended_there(self) -> bool:
        """Something that only the observation itself can tell."""
        return any(not one.can_be_stated for one in self.missing)


@dataclass(frozen=True)
class Group:
    heading: str
    mark: Mark
    entries: list[Entry]
    is_folded: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    heading: str
    days: str
    receiver: str
    mark: Mark
    counts: str
    groups: list[Group]
    number_in_the_way: int
    number_ready: int
    number_new: int
    url: str
    preview_url: str


def page(draft: Draft, where: dict[str, str]) -> Page:
    row = draft.hand_over
    week = Week.parse(row.week)
    entries = [_entry(line, draft, where) for line in draft.lines]
    counts = {one: sum(line.standing is one for line in draft.lines) for one in Standing}
    address = {**where, "draft": row.public_id}
    return Page(
        heading=weeks.name(week),
        days=weeks.days(week),
        receiver=row.receiver.name,
        mark=marks.state(row, counts),
        counts=marks.counted(counts),
        groups=[group for one in ORDER if (group := _group(one, entries)).entries],
        number_in_the_way=len(draft.in_the_way),
        number_ready=len(draft.ready),
        number_new=len(draft.new),
        url=reverse("staff:hand-over-draft", kwargs=address),
        preview_url=reverse("staff:hand-over-preview", kwargs=address),
    )


def _group(standing: Standing, entries: Iterable[Entry]) -> Group:
    headings = {
        Standing.LACKS: pgettext("items of a hand-over", "Lacks something"),
        Standing.UNLAWFUL: pgettext("items of a hand-over", "Stays here"),
        Standing.READY: pgettext("items of a hand-over", "Ready"),
        Standing.LEFT_OUT: pgettext("items of a hand-over", "Left out"),
    }
    mark = marks.STANDINGS[standing]
    found = [one for one in entries if one.mark is mark]
    return Group(headings[standing], mark, found, is_folded=standing is Standing.LEFT_OUT)


def _entry(line: Line, draft: Draft, where: dict[str, str]) -> Entry:
    sort = Sort(line.item.sort)
    shown = items.offered(line.offered, ZoneInfo(draft.hand_over.neighbourhood.timezone)) if line.offered else None
    is_left_out = line.standing is Standing.LEFT_OUT
    return Entry(
        id=line.item.id,
        item=shown,
        sort=str(sort.label),
        icon=SORT_ICONS[sort],
        observation=line.item.observation,
        observation_url=reverse("staff:observations-one", kwargs={**where, "public_id": line.item.observation}),
        mark=marks.STANDINGS[line.standing],
        missing=[] if is_left_out else [_condition(code, line, draft) for code in line.missing],
        stated=[_condition(code, line, draft) for code in sorted(line.item.stated)],
        refusal=_refusal(line, draft) if line.standing is Standing.UNLAWFUL else None,
        left_out_because=line.item.left_out_because,
        is_in_the_way=line in draft.in_the_way,
        is_left_out=is_left_out,
    )


def _condition(code: str, line: Line, draft: Draft) -> Condition:
    words = draft.parties.rulebook.vocabulary.conditions[code].words.said(languages.of_law())
    needs_number = code == REPORT_NUMBER
    return Condition(
        code,
        words[:1].upper() + words[1:],
        needs_number=needs_number,
        can_be_stated=code in TO_BE_STATED,
        number=line.item.police_number if needs_number else "",
    )


def _refusal(line: Line, draft: Draft) -> Explanation | None:
    if line.judged is None:
        return None
    return explained(line.judged, parties=draft.parties, language=languages.of_law())
