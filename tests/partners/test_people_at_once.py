"""Two at once: invited and accepted, taken back, renewed, ended. One of them holds, and nothing is half done."""

import threading

import pytest
from django.db import connection

from karlemose.accounts.models import User
from karlemose.foundation.refusals import NotAllowed
from karlemose.partners import inviting, links, memberships
from karlemose.partners.holding import NotNow
from karlemose.partners.standing import Standing, standing
from tests.cast import make_world
from tests.partners.test_people import PASSWORD, fresh, invite, second_contact, seen

at_once = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def both(first, second) -> list[object]:
    together, outcomes = threading.Barrier(2), []

    def run(one) -> None:
        together.wait()
        try:
            one()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in (first, second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return outcomes


@at_once
def test_of_two_who_accept_at_once_one_does(now):
    world = make_world("moseby", at=now)
    made, token = invite(world, now)
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)

    def take() -> None:
        inviting.accept(by=links.holder(link), at=now, link_id=link.id, password=PASSWORD)

    assert sorted(map(str, both(take, take))) == [str(links.LinkIsClosed), "done"]
    assert User.objects.filter(email="ny@moseby.example").count() == 1
    assert standing(fresh(world, made), now.date()) is Standing.RUNNING


@at_once
def test_an_invitation_is_accepted_or_taken_back_and_never_half(now):
    world = make_world("moseby", at=now)
    made, token = invite(world, now)
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)
    contact = world.viewer("contact")
    outcomes = both(
        lambda: inviting.accept(by=links.holder(link), at=now, link_id=link.id, password=PASSWORD),
        lambda: memberships.end(by=contact, at=now, membership_id=made.id),
    )
    assert set(outcomes) <= {"done", links.LinkIsClosed, NotNow}
    assert standing(fresh(world, made), now.date()) is Standing.ENDED


@at_once
def test_of_renewing_and_ending_at_once_the_end_holds(now):
    world = make_world("moseby", at=now)
    member, contact = world.memberships["caretaker"], world.viewer("contact")
    outcomes = both(
        lambda: memberships.end(by=contact, at=now, membership_id=member.id),
        lambda: memberships.renew(by=contact, at=now, membership_ids=[member.id]),
    )
    assert "done" in outcomes
    assert set(outcomes) <= {"done", NotNow}
    assert seen(world, member, now.date()) is None


@at_once
def test_two_contact_persons_who_end_each_other_leave_one(now):
    world = make_world("moseby", at=now)
    first, second = world.memberships["contact"], second_contact(world, now)
    by = {one.id: seen(world, one, now.date()) for one in (first, second)}
    outcomes = both(
        lambda: memberships.end(by=by[first.id], at=now, membership_id=second.id),
        lambda: memberships.end(by=by[second.id], at=now, membership_id=first.id),
    )
    assert sorted(map(str, outcomes)) == [str(NotAllowed), "done"]
