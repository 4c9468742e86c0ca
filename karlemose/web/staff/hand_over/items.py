"""One item as it is read: in the preview as the police will, in a released parcel as it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from karlemose.disclosure.enums import Sort
from karlemose.disclosure.queries import HandOverItem
from karlemose.disclosure.register import Offered
from karlemose.documents.handover import ItemTold, Label
from karlemose.documents.handover_words import label
from karlemose.policy.rulebook import in_force
from karlemose.web import languages
from karlemose.web.staff.facts import Fact
from karlemose.web.staff.hand_over.marks import SORT_ICONS
from karlemose.web.staff.observation import day_and_time


@dataclass(frozen=True, kw_only=True)
class Item:
    number: int
    id: str  # of the observation
    sort: str
    icon: str
    kind: str
    place: str
    when: str
    facts: list[Fact]
    assessment: str
    basis: str = ""
    conditions: tuple[str, ...] = ()
    employee: int = 0
    digest: str = ""
    size: str = ""


def told(one: ItemTold) -> Item:
    """As it will stand on the paper."""
    return Item(
        number=one.number,
        id=one.observation,
        sort=str(Sort(one.sort).label),
        icon=SORT_ICONS[Sort(one.sort)],
        kind=one.kind,
        place=one.place,
        when=day_and_time(one.occurred_at, one.precision),
        facts=_facts(one.facts),
        assessment=one.assessment,
        basis=_("Rule %(rule)s: %(basis)s") % {"rule": one.rule, "basis": one.basis},
        conditions=one.conditions,
        employee=one.employee or 0,
        digest=one.file.digest if one.file else "",
        size=_size(one.file.size) if one.file else "",
    )


def offered(one: Offered, zone: ZoneInfo) -> Item:
    """As it stands now, before the law's answer."""
    return Item(
        number=0,
        id=one.observation,
        sort=str(one.sort.label),
        icon=SORT_ICONS[one.sort],
        kind=one.kind,
        place=one.place,
        when=day_and_time(one.occurred_at.astimezone(zone), one.precision),
        facts=_facts(one.facts),
        assessment=one.assessment,
        digest=one.file.digest if one.file else "",
        size=_size(one.file.size) if one.file else "",
    )


def kept(row: HandOverItem, zone: ZoneInfo) -> Item:
    """As it was released."""
    content: dict[str, Any] = row.content or {}
    facts = [(Label(name), text) for name, text in content["facts"]]
    if row.police_number:
        facts.append((Label.POLICE_NUMBER, row.police_number))
    file = content["file"] or {}
    return Item(
        number=row.place_in_parcel or 0,
        id=row.observation,
        sort=str(Sort(row.sort).label),
        icon=SORT_ICONS[Sort(row.sort)],
        kind=content["kind"],
        place=content["place"],
        when=day_and_time(datetime.fromisoformat(content["occurred_at"]).astimezone(zone), content["precision"]),
        facts=_facts(facts),
        assessment=content["assessment"],
        basis=_basis(row.rule),
        digest=file.get("digest", ""),
        size=_size(file["size"]) if file else "",
    )


def knows_its_clock(rows: Iterable[HandOverItem]) -> bool | None:
    """Whether every clip says how far its camera's clock is off; None where there is no clip."""
    clips = [row for row in rows if row.sort == Sort.CLIP]
    if not clips:
        return None
    return all(any(name == Label.CLOCK for name, _text in (row.content or {})["facts"]) for row in clips)


def rules(rows: Iterable[HandOverItem]) -> str:
    return ", ".join(sorted({row.rule for row in rows}))


def _basis(rule: str) -> str:
    law = in_force()
    basis = law.rule(rule).basis.said(languages.of_law()) if law.has(rule) else ""
    return _("Rule %(rule)s: %(basis)s") % {"rule": rule, "basis": basis}


def _facts(facts: Iterable[tuple[Label, str]]) -> list[Fact]:
    language = languages.of_paper()
    return [Fact(label(name, language), text, is_plate=name is Label.PLATE) for name, text in facts]


def _size(number: int) -> str:
    if number < 1_000_000:
        return _("%(number)d KB") % {"number": max(1, round(number / 1000))}
    return _("%(number)d MB") % {"number": round(number / 1_000_000)}
