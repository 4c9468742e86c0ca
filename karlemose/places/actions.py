"""The only writes to neighbourhoods and places."""

import hashlib
import json
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from shapely.geometry import mapping

from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.places.models import Neighbourhood, Place, PlaceUnit
from karlemose.places.plan import Plan
from karlemose.places.rules import check_may_lay_out, check_slug
from karlemose.policy.viewer import Viewer


class SlugTaken(ValueError):
    """The partnership has a neighbourhood with this slug."""


class UnknownTimeZone(ValueError):
    """Not a name of the IANA time zone database."""


@action(Event.NEIGHBOURHOOD_ADDED, Event.PLAN_LOADED)
def add_neighbourhood(
    *, by: Viewer, at: datetime, slug: str, name: str, timezone: str, plan: Plan | None = None
) -> Neighbourhood:
    """A neighbourhood, with its plan or to be counted in squares: observations point at places, so it stays so.

    Raises `SlugTaken`, `UnknownTimeZone`, `NotAllowed`, and `ValidationError` for a slug that cannot stand in an
    address or a name that is not one line.
    """
    check_may_lay_out(by)
    check_slug(slug)
    _check_timezone(timezone)
    rows = Neighbourhood.objects.unscoped("is the slug free?")
    if rows.filter(partnership_id=by.partnership_id, slug=slug).exists():
        raise SlugTaken(f"the partnership has a neighbourhood {slug!r} already")
    neighbourhood = Neighbourhood(partnership_id=by.partnership_id, slug=slug, name=name, timezone=timezone)
    neighbourhood.clean_fields(exclude=["partnership", "latitude", "longitude", "sort_key"])
    _check_name(name)
    neighbourhood.save(force_insert=True)
    record(
        Event.NEIGHBOURHOOD_ADDED,
        actor=by,
        at=at,
        subjects=[_ref(neighbourhood)],
        detail={"slug": slug, "timezone": timezone},
    )
    if plan is not None:
        _lay(neighbourhood, plan, by=by, at=at)
    return neighbourhood


def digest(plan: Plan) -> str:
    """SHA-256 over what was loaded, so that it can be compared with a file later."""
    places = [
        (*(str(part) for part in (p.kind, p.code, p.name, p.parent, p.unit, p.dwellings)), p.geometry.wkt)
        for p in plan.places
    ]
    units = [(u.kind, u.code, u.name, u.geometry.wkt) for u in plan.units]
    return hashlib.sha256(json.dumps([places, units], ensure_ascii=False).encode()).hexdigest()


def _lay(neighbourhood: Neighbourhood, plan: Plan, *, by: Viewer, at: datetime) -> None:
    neighbourhood.longitude, neighbourhood.latitude = plan.origin
    neighbourhood.plan_digest = digest(plan)
    neighbourhood.save(update_fields=["longitude", "latitude", "plan_digest"])
    _save_places(neighbourhood, plan, _save_units(neighbourhood, plan))
    record(
        Event.PLAN_LOADED,
        actor=by,
        at=at,
        subjects=[_ref(neighbourhood)],
        detail={
            "places": len(plan.places),
            "units": len(plan.units),
            "dwellings": sum(place.dwellings or 0 for place in plan.places),
            "digest": neighbourhood.plan_digest,
        },
    )


def _save_units(neighbourhood: Neighbourhood, plan: Plan) -> dict[str, PlaceUnit]:
    fresh = [
        PlaceUnit(
            partnership_id=neighbourhood.partnership_id,
            neighbourhood=neighbourhood,
            kind=unit.kind,
            code=unit.code,
            name=unit.name,
            order=order,
            dwellings=unit.dwellings,
            geometry=mapping(unit.geometry),
        )
        for order, unit in enumerate(plan.units)
    ]
    made = PlaceUnit.objects.unscoped("a plan is loaded").bulk_create(fresh)
    return {unit.code: unit for unit in made}


def _save_places(neighbourhood: Neighbourhood, plan: Plan, units: dict[str, PlaceUnit]) -> None:
    saved: dict[str, Place] = {}
    for order, planned in enumerate(plan.places):  # parents stand before children
        place = Place(
            partnership_id=neighbourhood.partnership_id,
            neighbourhood=neighbourhood,
            kind=planned.kind,
            code=planned.code,
            name=planned.name,
            order=order,
            dwellings=planned.dwellings,
            geometry=mapping(planned.geometry),
            parent=saved[planned.parent] if planned.parent else None,
            place_unit=units[planned.unit] if planned.unit else None,
        )
        place.save(force_insert=True)
        saved[planned.code] = place


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownTimeZone(f"{name!r} is no time zone; write it like Europe/Copenhagen") from error


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable():
        raise ValidationError({"name": "Use one line of 1–100 characters."})


def _ref(neighbourhood: Neighbourhood) -> Ref:
    return Ref("neighbourhood", str(neighbourhood.id))
