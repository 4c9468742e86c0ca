"""The list of observations of one neighbourhood: the same pages with few and with many observations behind them.

The newest are the same in both, so the first page is the same page; a deep page begins in the middle of all there is.
Pages are made as a request makes them, in this process: sign-in, gate, queries and template, but no network.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import urlencode

from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import busy, shown
from benchmarks.recording import recorded
from benchmarks.signing_in import signed_in
from benchmarks.table import Line, beside, in_words
from benchmarks.timing import median
from karlemose.observations import queries
from karlemose.observations.models import Observation
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for

FEW, MANY = 10_000, 1_000_000
MOST = 1.5
SEEN = 1_000


@dataclass(frozen=True)
class Seen:
    """One page: how long it took and how many queries it sent."""

    seconds: float
    number_of_queries: int


def measure(house: House, *, limit: int | None) -> list[Line]:
    many = limit or MANY
    few = min(FEW, max(1, many // 10))
    with busy(f"Filling in {few:,} observations …"):
        _fill(house, number=few, first=1, until=AT, every=3600)
    before = _pages(house, few)
    with busy(f"Filling in {many - few:,} more …"):
        _fill(house, number=many - few, first=few + 1, until=AT - timedelta(hours=few), every=60)
    after = _pages(house, many)
    lines = [_line(name, before[name], after[name], few=few, many=many) for name in before]
    return [*lines, _visible(house, many)]


def _line(name: str, few_seen: Seen, many_seen: Seen, *, few: int, many: int) -> Line:
    what = f"{name} among {many:,} ({many_seen.number_of_queries} queries; {few_seen.number_of_queries} among {few:,})"
    line = beside(what, ours=many_seen.seconds, floor=few_seen.seconds, floor_is=f"among {few:,}", most=MOST)
    is_kept = bool(line.is_kept) and many_seen.number_of_queries == few_seen.number_of_queries
    return Line(**{**line.__dict__, "bound": f"{line.bound}, same queries", "is_kept": is_kept})


def _fill(house: House, **more) -> None:
    fill(house, house.neighbourhood, **more)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE observations_observation")


def _pages(house: House, number: int) -> dict[str, Seen]:
    """Each page of the list that a person asks for, by what it is."""
    with acting_for(house.partnership.id, read_only=True):
        rows = queries.visible(house.viewer(), house.neighbourhood).order_by("-occurred_at", "-public_id")
        middle = rows[number // 2]
        place = Place.objects.unscoped("to narrow a list").filter(neighbourhood=house.neighbourhood, kind="block")
        block = place.order_by("id").first()
    asked = {
        "first page": {},
        "deep page": {"after": f"{middle.occurred_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{middle.public_id}"},
        "one kind": {"kind": "graffiti"},
        "one block": {"place": block.id},
        "one kind, deep": {"kind": "graffiti", "until_on": f"{middle.occurred_at:%Y-%m-%d}"},
    }
    browser = Client(SERVER_NAME="localhost", HTTP_COOKIE=signed_in(house.caretakers[0].user).cookie)
    return {name: _page(house, browser, one) for name, one in shown(list(asked.items()), "Turning pages …")}


def _page(house: House, browser: Client, asked: dict[str, object]) -> Seen:
    where = {"partnership": house.partnership.slug, "neighbourhood": house.neighbourhood.slug}
    address = f"{reverse('staff:observations', kwargs=where)}?{urlencode(asked)}"
    with recorded() as recording:
        answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return Seen(median(lambda: browser.get(address)), len(recording))


def _visible(house: House, number: int) -> Line:
    """What one viewer may see is judged by the database, in the query itself."""
    with acting_for(house.partnership.id, read_only=True):
        viewer = house.viewer()
        rows = Observation.objects.visible_to(viewer).order_by("-occurred_at", "-public_id").values_list("public_id")
        with recorded() as recording:
            list(rows[:SEEN])
        seconds = median(lambda: list(rows[:SEEN]))
        (statement,) = recording.transactions[0]
        with connection.cursor() as cursor:
            floor = median(lambda: cursor.execute(statement).fetchall())
    return Line(
        what=f"the {SEEN:,} newest of what one viewer may see among {number:,}",
        ours=f"{in_words(seconds)}, {len(recording)} query",
        floor=f"{in_words(floor)} the same statement by hand",
        ratio=seconds / floor,
        bound="one query",
        is_kept=len(recording) == 1,
    )
