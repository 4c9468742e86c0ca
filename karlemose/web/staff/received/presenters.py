"""What was handed to the police, for those who may read it: the list, one parcel, plates that may be misread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.disclosure import inside, queries
from karlemose.disclosure.enums import State
from karlemose.disclosure.queries import HandOverItem, Parcel, Released
from karlemose.foundation.clock import Week
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks
from karlemose.web.staff.hand_over import items
from karlemose.web.staff.hand_over.items import Item
from karlemose.web.staff.hand_over.marks import Mark
from karlemose.web.staff.receipts.presenters import Cover, cover


@dataclass(frozen=True)
class Row:
    """One parcel on the list. `check` was really made: the folder was read again for this page."""

    cover: Cover
    check: Mark
    clock: Mark
    rules: str


@dataclass(frozen=True, kw_only=True)
class Page:
    cover: Cover
    check: Mark
    clock: Mark
    items: list[Item]
    digest: str
    head: str
    is_sealed: bool


@dataclass(frozen=True)
class Found:
    item: Item
    week: str
    is_same: bool
    is_recalled: bool
    hand_over: str


def rows(viewer: Viewer, neighbourhood: Neighbourhood, parcels: Iterable[Parcel], *, at: datetime) -> list[Row]:
    """Each folder is read again; the oldest are not, once those before have been long."""
    parcels = list(parcels)
    contents = queries.items_of_parcels(viewer, parcels)
    checks = inside.intact(parcels)
    return [
        Row(
            cover(one.hand_over, neighbourhood, at=at),
            _whole(checks[one.id]) if one.id in checks else Mark(_("Checked when it is opened"), "waiting"),
            _clock(contents.get(one.hand_over_id, [])),
            items.rules(contents.get(one.hand_over_id, [])),
        )
        for one in parcels
    ]


def page(found: Released, neighbourhood: Neighbourhood, *, at: datetime) -> Page:
    zone = weeks.zone_of(neighbourhood)
    return Page(
        cover=cover(found.hand_over, neighbourhood, at=at),
        check=_files(inside.check(found.parcel)),
        clock=_clock(found.items),
        items=[items.kept(one, zone) for one in found.items],
        digest=found.parcel.digest,
        head=found.parcel.head_code,
        is_sealed=bool(found.parcel.sealed_with),
    )


def found(rows: Iterable[HandOverItem], neighbourhood: Neighbourhood, *, asked: str) -> list[Found]:
    zone = weeks.zone_of(neighbourhood)
    return [
        Found(
            items.kept(row, zone),
            weeks.name(Week.parse(row.hand_over.week)),
            row.plate == asked,
            row.hand_over.state == State.RECALLED,
            row.hand_over.public_id,
        )
        for row in rows
        if row.hand_over.neighbourhood_id == neighbourhood.id
    ]


def _whole(is_whole: bool) -> Mark:
    good: str | Promise = _("SHA-256 is right ✓")
    return Mark(good, "done", "state-good") if is_whole else Mark(_("SHA-256 is not right"), "stop", "state-danger")


def _files(checked: inside.Checked) -> Mark:
    if not checked.is_whole:
        return Mark(_("Something in the folder is not what was released. Do not use it."), "stop", "state-danger")
    words = ngettext(
        "%(number)d file checked, and it is right ✓", "%(number)d files checked, all are right ✓", checked.number
    )
    return Mark(words % {"number": checked.number}, "done", "state-good")


def _clock(rows: list[HandOverItem]) -> Mark:
    known = items.knows_its_clock(rows)
    if known is None:
        return Mark(_("no clips"), "clock")
    return (
        Mark(_("clock known ✓"), "done", "state-good") if known else Mark(_("clock not known"), "lacks", "state-lacks")
    )
