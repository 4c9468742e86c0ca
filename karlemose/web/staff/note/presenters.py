"""Tiles and places in the order in which this person uses them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from karlemose.observations import queries
from karlemose.observations.enums import ACTS, Kind
from karlemose.observations.photos import OF_THINGS
from karlemose.observations.queries import Observation
from karlemose.observations.rules import may_protect
from karlemose.places.choosing import choices as place_choices
from karlemose.places.enums import PlaceKind
from karlemose.places.queries import Neighbourhood, Place
from karlemose.policy.viewer import Viewer
from karlemose.web.staff.note.forms import Choices

REMEMBERED = 100  # own notes that say what is used most
LAST_PLACES = 3
PLACE = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)  # an id as the form writes it


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    icon: str
    url: str
    is_wide: bool


@dataclass(frozen=True)
class Act:
    label: str | Promise
    icon: str
    is_act: bool
    hint: str


@dataclass(frozen=True)
class LastPlace:
    value: str
    label: str
    is_chosen: bool


def own(viewer: Viewer, neighbourhood: Neighbourhood) -> list[Observation]:
    """The person's latest notes; nobody else's habits are looked at."""
    return list(queries.noted_by(viewer, neighbourhood)[:REMEMBERED])


def tiles(notes: Iterable[Observation], *, partnership: str, neighbourhood: str) -> list[Tile]:
    """One tile for each kind: the most used first, then in the order of `Kind`; "other" and "nothing" last."""
    used = Counter(note.kind for note in notes)
    order = list(Kind)
    acts = sorted(ACTS, key=lambda kind: (kind is Kind.OTHER, -used[kind], order.index(kind)))
    return [
        Tile(
            label=_("Nothing to report this week") if kind is Kind.NOTHING else kind.label,
            icon=f"act-{kind.value}",
            url=reverse("staff:note-act", args=[partnership, neighbourhood, kind.value]),
            is_wide=kind is Kind.NOTHING,
        )
        for kind in (*acts, Kind.NOTHING)
    ]


def act(kind: Kind) -> Act:
    if kind is Kind.NOTHING:
        hint = _("Said once a week, so that silence is not taken for calm.")
        return Act(_("Nothing to report this week"), "act-nothing", False, hint)
    return Act(kind.label, f"act-{kind.value}", True, "")


def choices(viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind, *, with_photos: bool = True) -> Choices:
    """Places to choose from: for an act all of them, the last used apart; for "nothing to report" whole sections."""
    groups = [(group.label, group.places) for group in place_choices(viewer, neighbourhood)]
    if kind is Kind.NOTHING:
        sections = [(label, found) for label, places in groups if (found := _sections(places))]
        groups = sections or groups
    known = {place.id for _label, places in groups for place in places}
    recent = [] if kind is Kind.NOTHING else _last_places(own(viewer, neighbourhood), known)
    return Choices(
        kind=kind,
        places=[(label, [(str(place.id), place.label) for place in places]) for label, places in groups],
        recent=[(str(place.id), place.label) for place in recent],
        **_cards(viewer, neighbourhood, kind, with_photos=with_photos),
    )


def sent_choices(
    viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind, *, sent: Iterable[str], with_photos: bool = True
) -> Choices:
    """The places that were sent, not yet judged: the action refuses what is not there, and no plan is read for it."""
    found = [(one, one) for one in sent if PLACE.fullmatch(one)]
    cards = _cards(viewer, neighbourhood, kind, with_photos=with_photos)
    return Choices(kind=kind, places=[("", found)], recent=found, **cards)


def _cards(viewer: Viewer, neighbourhood: Neighbourhood, kind: Kind, *, with_photos: bool) -> dict[str, Any]:
    """What of the two cards this person has before them, for this kind of act."""
    return {
        "zone": ZoneInfo(neighbourhood.timezone),
        "holds_particulars": kind.is_act and may_protect(viewer, neighbourhood_id=neighbourhood.id),
        "takes_shared_photo": with_photos and kind in OF_THINGS,
        "takes_photo": with_photos,
    }


def last_places(found: Choices, *, chosen: str) -> list[LastPlace]:
    return [LastPlace(value, label, value == chosen) for value, label in found.recent]


def _sections(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.kind == PlaceKind.SECTION)


def _last_places(notes: Iterable[Observation], known: set[int]) -> list[Place]:
    found: dict[int, Place] = {}
    for note in notes:
        if note.place_id in known and len(found) < LAST_PLACES:
            found.setdefault(note.place_id, note.place)
    return list(found.values())
