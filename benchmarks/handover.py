"""A hand-over of one week at 50, 500 and 5,000 items: put together, approved, released, beside what cannot be spared.

The floor sets the same paper, zips the same files and keeps the same bytes in the vault, in one transaction with one
row: no law is asked, nobody approves, no item has a row.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from unittest.mock import patch
from zoneinfo import ZoneInfo

from benchmarks.founding import AT, House
from benchmarks.progress import busy
from benchmarks.table import Line, beside, within
from karlemose.disclosure import actions, bag, parcel, queries, releasing
from karlemose.disclosure.models import HandOver
from karlemose.documents import render
from karlemose.foundation.clock import Week
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.models import Observation, Particulars
from karlemose.partners import actions as partners
from karlemose.partners.queries import viewer_for
from karlemose.partners.roles import purpose_of
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind, Role
from karlemose.tenancy.acting import acting_for
from karlemose.vault import files

SIZES = (50, 500, 5_000)
ITEMS_EACH = 2  # a plate and a description
ZONE = ZoneInfo("Europe/Copenhagen")
T = TypeVar("T")


def measure(house: House, *, limit: int | None) -> list[Line]:
    maker, second = (_person(house, name) for name in ("maker", "second"))
    lines: list[Line] = []
    _fill(house, Week.of(AT, ZONE).previous(), ITEMS_EACH)
    _measured(house, Week.of(AT, ZONE).previous(), maker=maker, second=second)  # fonts and modules are loaded once
    for number, size in enumerate(SIZES if limit is None else (limit,), start=2):
        week = Week.of(AT, ZONE).previous(number)
        _fill(house, week, size)
        lines += _measured(house, week, maker=maker, second=second)
    return lines


def _measured(house: House, week: Week, *, maker: Viewer, second: Viewer) -> list[Line]:
    with busy(f"Handing {week} over …"):
        row, assembling = _timed(lambda: _assemble(house, week, maker))
        _, approving = _timed(lambda: _approve(row, second))
        with patch.object(parcel, "make", wraps=parcel.make) as making:
            done, release = _timed(lambda: releasing.release(by=maker, at=AT, hand_over=row.public_id))
        contents = making.call_args.args[0]
        _, floor = _timed(lambda: _floor(house, contents))
        _, writing = _timed(lambda: releasing.fetch(by=house.command, at=AT, hand_over=row.public_id))
    what, whole = f"{done.number_released} items", assembling + approving + release
    return [
        beside(f"{what}: released", ours=release, floor=floor, floor_is="paper, folder and vault alone"),
        beside(f"{what}: put together, approved, released", ours=whole, floor=floor, floor_is="the same"),
        within(f"{what}: read again, with its line", ours=writing, most=1.0),
    ]


def _assemble(house: House, week: Week, maker: Viewer) -> HandOver:
    police = house.organisations[OrganisationKind.POLICE].id
    return actions.assemble(by=maker, at=AT, neighbourhood_id=house.neighbourhood.id, week=week, receiver_id=police)


def _approve(row: HandOver, second: Viewer) -> None:
    """As on the page: what it says is read first."""
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        draft = queries.draft(second, row.public_id, at=AT)
    if draft is None:
        raise LookupError(row.public_id)
    actions.approve(by=second, at=AT, hand_over=row.public_id, seen=draft.digest)


def _floor(house: House, contents: parcel.Contents) -> None:
    pdf = render.hand_over(contents.paper)
    texts = {f"{item.number}.txt": item.observation.encode() * 40 for item in contents.paper.items}
    content = bag.zipped({"paper.pdf": pdf, **texts}, folder="floor")
    with acting_for(house.partnership.id):
        files.keep(partnership_id=house.partnership.id, at=AT, content=content)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _person(house: House, name: str) -> Viewer:
    role = Role.HOUSING_MANAGER
    member = partners.add_member(
        by=house.command,
        at=AT,
        organisation=house.organisations[OrganisationKind.HOUSING],
        email=f"{name}@measured.example",
        name=name,
        role=role,
        purpose=purpose_of(role),
    )
    with acting_for(house.partnership.id, read_only=True):
        found = viewer_for(user_id=member.user_id, partnership_id=house.partnership.id, on=AT.date())
    if found is None:
        raise LookupError(name)
    return found


def _fill(house: House, week: Week, items: int) -> None:
    """Incidents with a plate and a description each, spread over the week."""
    number = max(items // ITEMS_EACH, 1)
    every = timedelta(days=7) / (number + 1)
    housing = house.organisations[OrganisationKind.HOUSING].id
    common = {"partnership_id": house.partnership.id, "noted_by_id": house.caretakers[0].user_id}
    seen = [
        Observation(
            **common,
            neighbourhood=house.neighbourhood,
            kind=Kind.DRUG_DEALING,
            occurred_at=week.start(ZONE) + every * (at + 1),
            noted_at=week.start(ZONE) + every * (at + 1),
            noted_by_organisation_id=housing,
            text="Bil holdt to minutter, noget blev rakt ind ad vinduet.",
            is_incident=True,
        )
        for at in range(number)
    ]
    with acting_for(house.partnership.id, channels=[Channel.EVIDENCE]):
        Observation.objects.unscoped("a week to be handed over").bulk_create(seen, batch_size=500)
        Particulars.objects.unscoped("a week to be handed over").bulk_create(
            [_particulars(one, at, common, housing) for at, one in enumerate(seen)], batch_size=500
        )


def _particulars(seen: Observation, number: int, common: dict[str, int], housing: int) -> Particulars:
    plate = f"QX{10_000 + number % 90_000}"
    return Particulars(
        **common,
        observation=seen,
        held_by_id=housing,
        noted_at=seen.noted_at,
        plate=plate,
        plate_as_written=plate,
        plate_country="DK",
        act_at_vehicle=ActAtVehicle.HANDED_OVER,
        description="Mand i sort jakke gik til bilen to gange og mod opgangen bagefter.",
        erase_on=AT.date() + timedelta(days=365),
    )
