"""Every route has a gate, and every page is held to what its gate declares."""

from datetime import timedelta

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path

from karlemose.ledger.models import Entry
from karlemose.observations import actions as observations
from karlemose.observations.enums import Kind
from karlemose.tenancy.acting import acting_for
from tests.at_work import at_work
from tests.cast import PEOPLE
from tests.furnished import Furnished
from tests.harness.routes import Route, _walk, routes

ROUTES = routes()
PAGES = [route for route in ROUTES if route.is_of_members and not route.only_takes_forms]


def without_gate(found: list[Route]) -> list[str]:
    return [route.name for route in found if route.gate is None]


def test_every_route_has_a_gate():
    assert ROUTES
    assert without_gate(ROUTES) == []


def test_a_route_without_a_gate_would_be_found():
    open_field = path("open/", lambda _request: HttpResponse(), name="open-field")
    assert without_gate(list(_walk([open_field], "", ()))) == ["open-field"]


def test_a_page_without_a_permission_says_why():
    assert [route.name for route in ROUTES if not route.is_of_members and len(route.gate.why) < 20] == []


def test_pages_send_the_queries_and_leave_the_lines_they_declare_for_much_as_for_little(furnished, now):
    """Held for each of the cast who may open a page; one of them needs as many as are declared, nobody more."""
    visits = Visits(furnished)
    sent = {route.name: {name: visits.queries_of(route, name) for name in PEOPLE} for route in PAGES}
    most = {
        name: max((number for number in by.values() if number is not None), default=-1) for name, by in sent.items()
    }
    declared = {route.name: route.gate.queries for route in PAGES}
    wrong = {name: sent[name] | {"declares": number} for name, number in declared.items() if most[name] != number}
    assert wrong == {}
    for hours in range(1, 40):
        what = observations.Note(
            neighbourhood_id=furnished.estate.id, kind=Kind.NOISE, occurred_at=now - timedelta(hours=hours)
        )
        observations.note(by=furnished.world.viewer("caretaker"), at=now, what=what)
    visits.lines = entries(furnished.world)
    two = ("manager", "board_member")
    little = {(route.name, name): sent[route.name][name] for route in PAGES for name in two}
    assert {(route.name, name): visits.queries_of(route, name) for route in PAGES for name in two} == little


class Visits:
    """People who open pages, and how many lines their ledger has so far."""

    def __init__(self, furnished: Furnished) -> None:
        self.furnished = furnished
        self.clients = {name: at_work(furnished.world.user(name)) for name in PEOPLE}
        self.lines = entries(furnished.world)

    def queries_of(self, route: Route, name: str) -> int | None:
        """How many queries a page sends to whoever looks; None when it is not there for them."""
        address = route.address(self.furnished)  # which asks the database itself
        connection.queries_log.clear()  # it holds 9,000, and says so with a warning
        with CaptureQueriesContext(connection) as captured:
            response = self.clients[name].get(address)
        if response.status_code == 404:
            return None
        assert response.status_code in {200, 302}
        showed = getattr(response, "subjects", [None])  # none protected: nothing to leave a line about
        before, self.lines = self.lines, entries(self.furnished.world)
        assert self.lines - before == (route.gate.ledger_lines if showed else 0), (route.name, name)
        return len([query for query in captured if not query["sql"].startswith(FRAME)])


FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET TRANSACTION", "SELECT set_config", 'INSERT INTO "ledger_entry"')


def entries(world) -> int:
    with acting_for(world.partnership.id, read_only=True):
        return Entry.objects.unscoped("how many lines there are").count()
