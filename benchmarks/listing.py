"""List and search of one neighbourhood: the same pages with few and with ever more observations behind them.

The newest are the same in all, so the first page is the same page; a deep page begins in the middle of all there is.
Pages are made as a request makes them, in this process: sign-in, gate, queries and template, but no network. Then some
of them are asked for over the network, by one connection and by several at once.
"""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import cycle, product
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import busy, shown
from benchmarks.recording import recorded
from benchmarks.serving import served
from benchmarks.signing_in import signed_in
from benchmarks.submit import Form, sent
from benchmarks.table import Line, beside, in_words
from benchmarks.timing import median
from karlemose.observations import queries
from karlemose.observations.models import Observation
from karlemose.places.models import Place
from karlemose.tenancy.acting import acting_for

SIZES = (10_000, 100_000, 1_000_000)
EVERY = (3_600, 600, 60)  # seconds between two notes: the first are spread as in life, the many lie behind them
MOST = 1.5
SEEN = 1_000
TIMES = 15  # each page is turned; the middle one counts
REQUESTS = {1: 16, 8: 40, 32: 64}  # connections at once → how often each page is asked for
SEARCHES = {"a search for what many wrote": "opgangen", "for what few wrote": "cykelstativ", "misspelt": "cykelstativt"}
OVER_HTTP = ("first page", "for what few wrote")

Pages = dict[str, "Seen"]


@dataclass(frozen=True)
class Seen:
    """One page: how long it took and how many queries it sent (None: it was asked for over the network)."""

    seconds: float
    number_of_queries: int | None = None


def measure(house: House, *, limit: int | None) -> list[Line]:
    sizes = SIZES if limit is None else sorted({max(1, limit // 10), limit})
    times = TIMES if limit is None else 1
    there, until, lines = 0, AT, []
    few: Pages = {}
    for size, every in zip(sizes, EVERY, strict=False):
        with busy(f"Filling in {size - there:,} observations …"):
            _fill(house, number=size - there, until=until, every=every)
        there, until = size, until - timedelta(seconds=(size - there) * every)
        seen = _pages(house, size, times) | _over_http(house, size, times)
        for name, one in seen.items():
            print(f"{name} among {size:,}: {in_words(one.seconds)}", file=sys.stderr, flush=True)
        few = few or seen
        if seen is not few:
            lines += [_line(name, few[name], seen[name], few=sizes[0], many=size) for name in seen]
    return [*lines, _visible(house, there)]


def _line(name: str, few_seen: Seen, many_seen: Seen, *, few: int, many: int) -> Line:
    what, bound, is_same = f"{name} among {many:,}", "", True
    if many_seen.number_of_queries is not None:
        what += f" ({many_seen.number_of_queries} queries; {few_seen.number_of_queries} among {few:,})"
        bound, is_same = ", same queries", many_seen.number_of_queries == few_seen.number_of_queries
    line = beside(what, ours=many_seen.seconds, floor=few_seen.seconds, floor_is=f"among {few:,}", most=MOST)
    return Line(**{**line.__dict__, "bound": line.bound + bound, "is_kept": bool(line.is_kept) and is_same})


def _fill(house: House, **more) -> None:
    """The index of words is taken away first and laid anew behind the rows, so that it is not kept row by row."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'observations_by_words'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX observations_by_words")
        fill(house, house.neighbourhood, **more)
        cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE observations_observation")


def _asked(house: House, number: int) -> dict[str, dict[str, object]]:
    """Each page of the list that a person asks for, by what it is."""
    with acting_for(house.partnership.id, read_only=True):
        rows = queries.visible(house.viewer(), house.neighbourhood).order_by("-occurred_at", "-public_id")
        middle = rows[number // 2]
        place = Place.objects.unscoped("to narrow a list").filter(neighbourhood=house.neighbourhood, kind="block")
        block = place.order_by("id").first()
    return {
        "first page": {},
        "deep page": {"after": f"{middle.occurred_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{middle.public_id}"},
        "one kind": {"kind": "graffiti"},
        "one block": {"place": block.id},
        "one kind, deep": {"kind": "graffiti", "until_on": f"{middle.occurred_at:%Y-%m-%d}"},
        **{name: {"q": words} for name, words in SEARCHES.items()},
    }


def _pages(house: House, number: int, times: int) -> Pages:
    browser = Client(SERVER_NAME="localhost", HTTP_COOKIE=signed_in(house.caretakers[0]).cookie)
    asked = list(_asked(house, number).items())
    return {name: _page(house, browser, one, times) for name, one in shown(asked, "Turning pages …")}


def _over_http(house: House, size: int, times: int) -> Pages:
    """Seconds a page takes when so many connections ask at once, all together, from one process with four threads."""
    seen: Pages = {}
    asked = _asked(house, size)
    cookies = [signed_in(membership).cookie for membership in house.caretakers]
    with served(settings=os.environ["DJANGO_SETTINGS_MODULE"], port=settings.PORT, processes=1):
        for name, connections_at_once in shown([*product(OVER_HTTP, REQUESTS)], "Asking over the network …"):
            number = min(REQUESTS[connections_at_once], times * connections_at_once)
            address = _address(house, asked[name])
            forms = [Form(address, "", cookie) for cookie, _ in zip(cycle(cookies), range(connections_at_once))]
            sent(settings.PORT, forms[:4], 4)
            seconds = sent(settings.PORT, forms, number)
            seen[f"{name}, {connections_at_once} connections"] = Seen(seconds)
    return seen


def _page(house: House, browser: Client, asked: dict[str, object], times: int) -> Seen:
    address = _address(house, asked)
    with recorded() as recording:
        answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return Seen(median(lambda: browser.get(address), times=times), len(recording))


def _address(house: House, asked: dict[str, object]) -> str:
    where = {"partnership": house.partnership.slug, "neighbourhood": house.neighbourhood.slug}
    return f"{reverse('staff:observations', kwargs=where)}?{urlencode(asked)}"


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
