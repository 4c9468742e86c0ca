"""Who somebody is here: from a membership that runs today, and from nothing else."""

from datetime import timedelta

import pytest

from karlemose.accounts.actions import AddressTaken
from karlemose.foundation.refusals import NotAllowed
from karlemose.partners import actions, people, queries
from karlemose.policy.words import Channel, Level, OrganisationKind, Permission, Purpose, Role
from karlemose.tenancy.acting import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def viewer(world, user_id: int, on):
    with acting_for(world.partnership.id, read_only=True):
        return queries.viewer_for(user_id=user_id, partnership_id=world.partnership.id, on=on)


def add(world, now, **more):
    given = {
        "organisation": world.organisations[OrganisationKind.POLICE],
        "email": "ny@moseby.example",
        "name": "Ny",
        "role": Role.LOCAL_OFFICER,
        "purpose": Purpose.SAFETY,
    }
    return actions.add_member(**({"by": world.command, "at": now} | given | more))


def test_a_member_is_who_the_membership_says(cast, now):
    found = viewer(cast.home, cast.home.user("officer").id, now.date())
    assert (found.role, found.purpose, found.organisation_kind) == (
        Role.LOCAL_OFFICER,
        Purpose.SAFETY,
        OrganisationKind.POLICE,
    )
    assert found.actor == f"person:{cast.home.user('officer').id}"


def test_a_membership_begins_and_ends(cast, now):
    first = now.date()
    member = add(cast.home, now, from_on=first, until_on=first + timedelta(days=10))
    found = {days: viewer(cast.home, member.user_id, first + timedelta(days=days)) for days in (-1, 0, 9, 10, 11)}
    assert [days for days, one in found.items() if one is not None] == [0, 9, 10]


def test_a_member_of_another_partnership_is_nobody_here(cast, now):
    assert viewer(cast.home, cast.elsewhere.user("officer").id, now.date()) is None


def test_somebody_who_is_no_longer_active_is_nobody(cast, now):
    user = cast.home.user("officer")
    user.is_active = False
    user.save()
    assert viewer(cast.home, user.id, now.date()) is None


def test_an_address_belongs_to_one_person(cast, now):
    add(cast.home, now)
    with pytest.raises(AddressTaken):
        add(cast.home, now, email="NY@moseby.example")


def test_work_is_told_to_whoever_does_it_alone(cast, now):
    own = people.works(user_id=cast.home.user("officer").id, on=now.date())
    assert [(one.partnership.slug, one.role) for one in own] == [("moseby", Role.LOCAL_OFFICER)]
    assert people.works(user_id=10**9, on=now.date()) == []


def test_a_command_means_the_only_partnership_or_says_which_there_are(cast):
    assert queries.partnership_named(None) == cast.home.partnership
    assert cast.elsewhere.partnership.slug == "engby"  # made when it is named
    with pytest.raises(queries.NoSuchPartnership, match=r"engby, moseby"):
        queries.partnership_named(None)
    with pytest.raises(queries.NoSuchPartnership, match="no partnership 'mosby'"):
        queries.partnership_named("mosby")
    assert queries.partnership_named("moseby") == cast.home.partnership


def test_whoever_sits_at_the_terminal_may_run_commands_and_reads_nothing(cast):
    command = cast.home.command
    assert command.actor.startswith("command:")
    assert command.has(Permission.RUN)
    for channel in Channel:
        for level in Level:
            assert command.sees(channel, level) == frozenset()


def test_whoever_has_no_name_at_the_terminal_is_known_by_number(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 54321)
    assert queries.command_viewer(1).actor == "command:54321"


def test_an_organisation_reads_at_its_own_level(cast, now):
    with acting_for(cast.home.partnership.id, read_only=True):
        board = queries.receiver(cast.home.organisations[OrganisationKind.BOARD], on=now.date())
        police = queries.receiver(cast.home.organisations[OrganisationKind.POLICE], on=now.date())
    assert board.has(Permission.SEE_PICTURE) is False
    assert police.has(Permission.SEE_PICTURE) is True


def test_nobody_at_a_desk_adds_people_or_organisations(cast, now):
    for viewer in map(cast.home.viewer, ("manager", "officer", "board_member", "mentor")):
        with pytest.raises(NotAllowed):
            actions.add_organisation(by=viewer, at=now, kind=OrganisationKind.ASSOCIATION, name="Egen forening")
        with pytest.raises(NotAllowed):
            add(cast.home, now, by=viewer)
