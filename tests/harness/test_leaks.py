"""The leak harness: every page × every person. What somebody may not see is not there, not even its existence.

Two ways of looking. *Words*: things only others may read carry words that stand nowhere else, and no page of this
person holds them. *Differences* (`test_differences.py`): each page is fetched, then more is added of what this person
may not see, and the page must come out the same.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client

from karlemose.partners import actions as partners
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Purpose, Role
from tests.at_work import at_work
from tests.cast import PEOPLE, give_factor
from tests.harness.additions import note_more
from tests.harness.routes import routes

pytestmark = pytest.mark.xdist_group("leaks")  # in one process, so that what is alike is fetched once

ROUTES = routes()
MEMBERS_ROUTES = [route for route in ROUTES if route.is_of_members]
ONCE_ONLY = re.compile(
    rb'(?:name="csrfmiddlewaretoken" value="[^"]*"|name="idempotency_key" value="[^"]*"|<time[^>]*>[^<]*</time>)'
)
PUBLIC = ["board_member"]
PICTURE = ["caretaker", "manager", "officer", "investigator", "project_head", "kindergarten_leader"]
NOTHING = ["ssp_consultant", "mentor", "operations"]

_first: dict[tuple[str, int, str], dict[str, tuple[int, bytes]]] = {}


def client_of(user) -> Client:
    return Client() if user is None else at_work(user)


def seen_by(user, furnished, *, neighbourhood: str | None = None) -> dict[str, tuple[int, bytes]]:
    """Every page of members as this person gets it: status and body, without what differs at each showing."""
    client = client_of(user)
    found = {}
    for route in MEMBERS_ROUTES:
        response = client.get(route.address(furnished, neighbourhood=neighbourhood))
        found[route.name] = (response.status_code, ONCE_ONLY.sub(b"", response.content))
    return found


def first_seen_by(name: str, furnished, *, neighbourhood: str | None = None) -> dict[str, tuple[int, bytes]]:
    """`seen_by` before anything was added: the same in every test that begins with this world, so fetched once."""
    asked = (name, furnished.world.partnership.id, neighbourhood or furnished.estate.slug)
    if asked not in _first:
        _first[asked] = seen_by(furnished.world.user(name), furnished, neighbourhood=neighbourhood)
    return _first[asked]


def holding(pages: dict[str, tuple[int, bytes]], words: str) -> list[str]:
    return [name for name, (_, body) in pages.items() if words.encode() in body]


def sentinels(furnished) -> list[str]:
    """Words and numbers that stand in one partnership's observations and nowhere else."""
    return [furnished.text, furnished.words, furnished.observation.public_id]


def test_the_harness_finds_a_leak_that_is_there(both):
    """Whoever may read it does find it: the words that are looked for really stand on pages."""
    home, _ = both
    pages = first_seen_by("manager", home)
    assert holding(pages, home.text)
    squares = first_seen_by("manager", home, neighbourhood=home.squares.slug)
    assert holding(squares, home.words)


def test_a_wall_that_is_taken_down_is_found_by_both_ways_of_looking(both, now, monkeypatch):
    """Violated on purpose: `visible_to` forgets the neighbourhoods, and words and differences both tell."""
    home, _ = both
    user, own = home.world.user("board_member"), home.squares.slug
    assert holding(first_seen_by("board_member", home), home.text) == []
    monkeypatch.setattr(Viewer, "has", lambda _viewer, _permission: True)
    monkeypatch.setattr(Viewer, "sees", lambda viewer, _channel, _level=None: viewer.neighbourhoods)
    before = seen_by(user, home)
    assert holding(before, home.text)
    assert holding(seen_by(user, home, neighbourhood=own), home.words)
    note_more(home, now)
    assert changed(before, seen_by(user, home))


def test_nobody_sees_anything_of_another_partnership(both):
    home, elsewhere = both
    leaks = [
        (name, words, page)
        for name in PEOPLE
        for pages in [first_seen_by(name, home)]
        for words in [*sentinels(elsewhere), "engby", "Engby"]
        for page in holding(pages, words)
    ]
    assert leaks == []


def test_another_partnerships_addresses_are_not_there(both):
    home, elsewhere = both
    nowhere = ONCE_ONLY.sub(b"", client_of(home.world.user("manager")).get("/no-such/no-such/").content)
    for name in [*PUBLIC, *NOTHING, "manager", "contact", "data_protection"]:
        pages = seen_by(home.world.user(name), elsewhere)
        assert {status for status, _ in pages.values()} <= {404, 405}, name
        assert {body for status, body in pages.values() if status == 404} == {nowhere}, name


def test_whoever_may_read_no_record_finds_none(both):
    home, _ = both
    leaks = [
        (name, words, page)
        for name in [*NOTHING, *PUBLIC]
        for neighbourhood in (home.estate.slug, home.squares.slug)
        for pages in [first_seen_by(name, home, neighbourhood=neighbourhood)]
        for words in sentinels(home)
        for page in holding(pages, words)
        if words not in next(route for route in ROUTES if route.name == page).address(home)  # what one asked for
    ]
    assert leaks == []


def test_a_membership_of_one_neighbourhood_finds_no_other(both):
    home, _ = both
    pages = first_seen_by("narrow", home)
    named = {name: page for name, page in pages.items() if "neighbourhood" in parameters(name)}
    assert {status for status, _ in named.values()} <= {404, 405}
    for words in (home.text, home.observation.public_id):
        assert holding(pages, words) == []
    own = first_seen_by("narrow", home, neighbourhood=home.squares.slug)
    assert holding(own, home.words)
    assert holding(own, home.text) == []
    assert holding(own, f"/{home.world.partnership.slug}/{home.estate.slug}/") == []


def test_a_stranger_is_sent_to_the_door_and_told_nothing(both):
    home, _ = both
    pages = seen_by(None, home)
    assert {status for status, _ in pages.values()} <= {302, 405}
    for words in sentinels(home):
        assert holding(pages, words) == []


def test_an_ended_membership_opens_nothing(both, now):
    home, _ = both
    ended = partners.add_member(
        by=home.world.command,
        at=now,
        organisation=home.world.organisations[OrganisationKind.HOUSING],
        email="former@moseby.example",
        name="former",
        role=Role.HOUSING_MANAGER,
        purpose=Purpose.SAFETY,
        from_on=now.date() - timedelta(days=30),
        until_on=now.date() - timedelta(days=1),
    )
    give_factor(ended.user)
    pages = seen_by(ended.user, home)
    assert {status for status, _ in pages.values()} <= {404, 405}


# What tells somebody of their own coming and going, or of the machine: it differs from one showing to the next. That it
# holds no word of others is what looking for words is for.
TELL_OF_THE_SHOWING = {"ledger", "whole-ledger", "whole-ledger-readings", "devices", "state"}


def changed(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> list[str]:
    return [name for name in before if name not in TELL_OF_THE_SHOWING and before[name] != after[name]]


def parameters(name: str) -> tuple[str, ...]:
    return next(route.parameters for route in ROUTES if route.name == name)
