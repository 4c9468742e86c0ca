"""A link opens one thing, for its days, once; every other token gets one answer."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.ledger.recording import action
from karlemose.ledger.refs import Ref
from karlemose.partners import links
from karlemose.partners.enums import LinkKind, LinkState
from karlemose.partners.models import Link
from karlemose.tenancy.acting import acting_for
from tests.cast import make_world

THING = Ref("receipt", "17")


def made(world, now, **more):
    return make(by=world.viewer("manager"), at=now, **more)


@action(Event.LINK_MADE)
def make(*, by, at, **more):
    return links.add_link(by=by, at=at, kind=LinkKind.HAND_OVER, ref=THING, **more)


def found(world, token: str, at):
    return links.open_link(partnership_id=world.partnership.id, token=token, at=at)


def lines(world) -> list[str]:
    with acting_for(world.partnership.id, read_only=True):
        rows = Entry.objects.unscoped("what was written down").filter(event__startswith="partners.link")
        return list(rows.order_by("id").values_list("event", flat=True))


@action(Event.LINK_USED)
def use(*, by, at, link_id: int):
    return links.use_link(by=by, at=at, link_id=link_id)


@action(Event.LINK_REVOKED)
def take_back(*, by, at):
    links.close_links(by=by, at=at, ref=THING)


def test_a_link_opens_its_thing_and_leaves_a_line(cast, now):
    link, token = made(cast.home, now)
    opened = found(cast.home, token, now + timedelta(days=13))
    assert opened == link
    assert links.ref_of(opened) == THING
    assert lines(cast.home) == [Event.LINK_MADE, Event.LINK_OPENED]


def test_the_database_does_not_hold_what_opens_a_link(cast, now):
    _, token = made(cast.home, now)
    with acting_for(cast.home.partnership.id, read_only=True):
        row = Link.objects.unscoped("all there is").values().get()
        bodies = "".join(Entry.objects.unscoped("all there is").values_list("body", flat=True))
    assert token not in f"{row}{bodies}"


def test_tokens_are_long_and_never_the_same(cast, now):
    tokens = {made(cast.home, now)[1] for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


def test_after_its_days_a_link_opens_nothing(cast, now):
    _, token = made(cast.home, now)
    assert [found(cast.home, token, now + timedelta(days=days)) for days in (14, 400)] == [None, None]


def test_a_link_may_live_shorter_and_never_longer(cast, now):
    _, token = made(cast.home, now, days=1)
    assert found(cast.home, token, now + timedelta(days=1)) is None
    for days in (0, 15):
        with pytest.raises(ValueError, match="1 to 14 days"):
            made(cast.home, now, days=days)


def test_a_link_that_was_taken_back_opens_nothing(cast, now):
    made(cast.home, now, days=1)
    later = now + timedelta(days=1)  # the first is over: there is nothing to take back
    link, token = made(cast.home, later)
    take_back(by=cast.home.viewer("manager"), at=later)
    assert found(cast.home, token, later) is None
    with pytest.raises(links.LinkIsClosed):
        use(by=links.holder(link), at=later, link_id=link.id)
    assert lines(cast.home) == [Event.LINK_MADE, Event.LINK_MADE, Event.LINK_REVOKED]


def test_a_used_link_is_used_up(cast, now):
    link, token = made(cast.home, now)
    use(by=links.holder(link), at=now, link_id=link.id)
    assert found(cast.home, token, now) is None
    with pytest.raises(links.LinkIsClosed):
        use(by=links.holder(link), at=now, link_id=link.id)
    assert lines(cast.home) == [Event.LINK_MADE, Event.LINK_USED]


def test_an_unknown_token_opens_nothing_and_leaves_nothing(cast, now):
    made(cast.home, now)
    for token in ("", "x", "x" * 43, "x" * 10_000, "ø🔥\n", "' OR 1=1 --"):
        assert found(cast.home, token, now) is None
    assert lines(cast.home) == [Event.LINK_MADE]


def test_a_token_opens_nothing_in_another_partnership(cast, now):
    _, token = made(cast.home, now)
    assert found(cast.elsewhere, token, now) is None


def test_what_a_link_is_follows_from_its_days_and_marks(now):
    link = Link(expires_at=now)
    assert links.state_of(link, now - timedelta(seconds=1)) is LinkState.OPEN
    assert links.state_of(link, now) is LinkState.EXPIRED
    assert links.state_of(Link(expires_at=now, used_at=now), now) is LinkState.USED
    assert links.state_of(Link(expires_at=now, revoked_at=now), now) is LinkState.REVOKED


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_of_two_who_use_a_link_at_once_one_does(now):
    world = make_world("moseby", at=now)
    link, _ = made(world, now)
    together, outcomes = threading.Barrier(2), []

    def take() -> None:
        together.wait()
        try:
            use(by=links.holder(link), at=now, link_id=link.id)
            outcomes.append("used")
        except links.LinkIsClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    both = [threading.Thread(target=take) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["closed", "used"]
