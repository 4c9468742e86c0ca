"""Places as a form offers them: block, then stairwell or cellar; or an outdoor place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from karlemose.places.enums import PlaceKind
from karlemose.places.models import Neighbourhood, Place
from karlemose.places.queries import places
from karlemose.policy.viewer import Viewer

INSIDE = (PlaceKind.STAIRWELL, PlaceKind.CELLAR)


@dataclass(frozen=True)
class Group:
    """A heading of the list and the places under it."""

    label: str
    places: tuple[Place, ...]


def choices(viewer: Viewer, neighbourhood: Neighbourhood) -> list[Group]:
    """All places of a neighbourhood in one query: each block, then outdoor places, sections, squares."""
    return grouped(places(viewer, neighbourhood).defer("geometry"))


def grouped(rows: Iterable[Place]) -> list[Group]:
    """A block with its stairwells and cellars; the rest by kind, outdoor places in Danish order."""
    all_places = list(rows)
    groups = [_block(block, all_places) for block in _of(all_places, PlaceKind.BLOCK)]
    for label, kind in (
        (pgettext("places", "Outdoors"), PlaceKind.OUTDOOR),
        (_("A whole section"), PlaceKind.SECTION),
        (_("Squares of 500 metres"), PlaceKind.SQUARE),
    ):
        groups.append(Group(label, tuple(_of(all_places, kind))))
    return [group for group in groups if group.places]


def _block(block: Place, rows: list[Place]) -> Group:
    inside = [place for kind in INSIDE for place in rows if place.parent_id == block.id and place.kind == kind]
    return Group(block.label, (block, *inside))


def _of(rows: list[Place], kind: PlaceKind) -> list[Place]:
    found = [place for place in rows if place.kind == kind]
    return sorted(found, key=lambda place: place.sort_key) if kind == PlaceKind.OUTDOOR else found
