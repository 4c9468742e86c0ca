"""Place units with what was noted there, in the same five steps of blue as the printed briefing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from karlemose.documents import shading
from karlemose.foundation.clock import Week
from karlemose.observations import counts
from karlemose.places import queries
from karlemose.places.enums import PlaceKind, UnitKind
from karlemose.places.queries import Neighbourhood, PlaceUnit
from karlemose.policy.viewer import Viewer
from karlemose.web.staff import weeks

WEEKS = 4
KINDS: dict[str, str | Promise] = {
    UnitKind.STAIRWELLS: gettext_lazy("Stairwells"),
    UnitKind.CELLAR: gettext_lazy("Cellars"),
    UnitKind.OUTDOOR: pgettext_lazy("places", "Outdoors"),
    UnitKind.SQUARE: gettext_lazy("Squares of 500 metres"),
}


@dataclass(frozen=True)
class Unit:
    id: int
    label: str
    kind: str
    dwellings: int | None
    count: int
    step: int  # 1–5, 0 where nothing was noted


@dataclass(frozen=True)
class Group:
    name: str | Promise
    units: list[Unit]


@dataclass(frozen=True)
class Step:
    number: int
    label: str


@dataclass(frozen=True)
class Places:
    lead: str
    count_label: str
    groups: list[Group]
    key: list[Step]
    without_place: str
    plan_url: str
    download_url: str


def last_weeks(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> tuple[Week, Week]:
    last = weeks.shown(viewer, neighbourhood, at=at)
    return last.previous(WEEKS - 1), last


def places(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, where: dict[str, str]) -> Places:
    first, last = last_weeks(viewer, neighbourhood, at=at)
    found = counts.by_place_unit(viewer, neighbourhood, first=first, last=last)
    limits = _limits(found)
    units = [_unit(row, found, limits) for row in queries.units(viewer, neighbourhood)]
    return Places(
        lead=_("What was noted in the last four weeks, %(first)s–%(last)s, by place unit.")
        % {"first": first.number, "last": last.number},
        count_label=_("Noted"),
        groups=_groups(units),
        key=[*_key(limits), Step(0, _("nothing noted"))],
        without_place=_without_place(found.get(None, 0)),
        plan_url=reverse("staff:places-map", kwargs=where),
        download_url=reverse("staff:places-geojson", kwargs=where),
    )


def plan(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> dict[str, Any]:
    """The place units as GeoJSON, each with its count and step of blue, and beside them the names to be written."""
    first, last = last_weeks(viewer, neighbourhood, at=at)
    found = counts.by_place_unit(viewer, neighbourhood, first=first, last=last)
    limits = _limits(found)
    rows = list(queries.units(viewer, neighbourhood))
    collection = queries.geojson(rows)
    for row, feature in zip(rows, collection["features"], strict=True):
        unit = _unit(row, found, limits)
        feature["properties"] |= {"number": unit.count, "step": unit.step}
    return collection | {"names": _names(viewer, neighbourhood)}


def _names(viewer: Viewer, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Blocks and outdoor places: what is readable at a telephone's width."""
    rows = queries.places(viewer, neighbourhood).filter(kind__in=[PlaceKind.BLOCK, PlaceKind.OUTDOOR])
    return queries.geojson(rows)


def _unit(row: PlaceUnit, found: dict[int | None, int], limits: tuple[int, ...]) -> Unit:
    count = found.get(row.id, 0)
    return Unit(
        id=row.id,
        label=row.label,
        kind=row.kind,
        dwellings=row.dwellings,
        count=count,
        step=_step(count, limits),
    )


def _limits(found: dict[int | None, int]) -> tuple[int, ...]:
    return shading.edges(number for unit, number in found.items() if unit is not None)


def _step(count: int, limits: tuple[int, ...]) -> int:
    return shading.BLUES.index(shading.colour(count, limits)) + 1 if count else 0


def _key(limits: tuple[int, ...]) -> list[Step]:
    return [Step(shading.BLUES.index(colour) + 1, words) for colour, words in shading.legend(limits)]


def _groups(units: Iterable[Unit]) -> list[Group]:
    """In the order of the plan; squares, which have none, by what was noted."""
    order = list(KINDS)
    rows = sorted(units, key=lambda unit: (order.index(unit.kind), -unit.count if unit.kind == UnitKind.SQUARE else 0))
    return [Group(KINDS[kind], list(found)) for kind, found in groupby(rows, key=lambda unit: unit.kind)]


def _without_place(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)d more names no place, or a whole block or section.",
        "%(number)d more name no place, or a whole block or section.",
        number,
    ) % {"number": number}
