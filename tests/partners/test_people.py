"""Invited, accepted, changed, renewed, ended: by the contact person of one's own organisation, and by nobody else."""

import json
from datetime import timedelta

import pytest

from karlemose.accounts.models import User
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.models import Entry
from karlemose.partners import actions, claiming, inviting, links, memberships, people, queries, restoring
from karlemose.partners.enums import Ending
from karlemose.partners.holding import NoSuchMembership, NotNow
from karlemose.partners.models import Invitation, Membership
from karlemose.partners.standing import Standing, standing
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.acting import acting_for
from tests.cast import PEOPLE
from tests.observations.conftest import lay_out

PASSWORD = "fire nye ord i mosen"
HOUSING = OrganisationKind.HOUSING


def invited(now, **more) -> inviting.Invited:
    given = {"email": "Ny@moseby.example", "name": "Ny", "role": Role.CARETAKER, "from_on": now.date()}
    return inviting.Invited(**(given | more))


def invite(world, now, *, by: str = "contact", kind: OrganisationKind = HOUSING, key=None, **more):
    return inviting.invite(
        by=world.viewer(by),
        at=now,
        organisation_id=world.organisations[kind].id,
        what=invited(now, **more),
        **({"key": key} if key else {}),
    )


def accept(world, now, token: str, **who):
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)
    return inviting.accept(by=links.holder(link), at=now, link_id=link.id, **(who or {"password": PASSWORD}))


def fresh(world, member) -> Membership:
    with acting_for(world.partnership.id, read_only=True):
        return Membership.objects.unscoped("what it is now").get(id=member.id)


def seen(world, member, on):
    with acting_for(world.partnership.id, read_only=True):
        return queries.viewer_for(
            user_id=member.user_id, partnership_id=world.partnership.id, on=on, membership_id=member.id
        )


def lines(world, event: Event) -> list[dict]:
    with acting_for(world.partnership.id, read_only=True):
        rows = Entry.objects.unscoped("what was written down").filter(event=event.value).order_by("id")
        return [json.loads(row.body) for row in rows]


def second_contact(world, now) -> Membership:
    return actions.add_work(
        by=world.command,
        at=now,
        organisation=world.organisations[HOUSING],
        email=world.user("office").email,
        role=Role.CONTACT,
    )


def test_whoever_is_invited_is_nobody_until_they_accept(cast, now):
    made, token = invite(cast.home, now)
    assert standing(made, now.date()) is Standing.INVITED
    assert not User.objects.filter(email="ny@moseby.example").exists()
    done = accept(cast.home, now, token)
    assert standing(done, now.date()) is Standing.RUNNING
    assert seen(cast.home, done, now.date()).role is Role.CARETAKER
    assert done.user.check_password(PASSWORD)
    assert done.renew_by > now.date() + timedelta(days=180)


def test_an_accepted_invitation_forgets_who_was_meant(cast, now):
    _, token = invite(cast.home, now)
    accept(cast.home, now, token)
    with acting_for(cast.home.partnership.id, read_only=True):
        assert not Invitation.objects.unscoped("none is left").exists()


def test_an_invitation_is_accepted_once(cast, now):
    _, token = invite(cast.home, now)
    link = links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now)
    accept(cast.home, now, token)
    assert links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now) is None
    with pytest.raises(links.LinkIsClosed):
        inviting.accept(by=links.holder(link), at=now, link_id=link.id, password=PASSWORD)


def test_a_new_link_closes_the_one_before(cast, now):
    made, old = invite(cast.home, now)
    new = inviting.make_new_link(by=cast.home.viewer("contact"), at=now, membership_id=made.id)
    assert links.find_link(partnership_id=cast.home.partnership.id, token=old, at=now) is None
    assert accept(cast.home, now, new).id == made.id


def test_the_same_form_sent_twice_invites_once_and_leads_to_the_first(cast, now):
    made, _ = invite(cast.home, now, key="0123456789abcdef")
    with pytest.raises(inviting.WorksHereAlready) as refused:
        invite(cast.home, now, key="0123456789abcdef")
    assert refused.value.membership_id == made.id


def test_somebody_is_not_invited_twice_to_one_role(cast, now):
    invite(cast.home, now)
    with pytest.raises(inviting.WorksHereAlready):
        invite(cast.home, now, email="ny@MOSEBY.example")
    with pytest.raises(inviting.WorksHereAlready):
        invite(cast.home, now, email=cast.home.user("caretaker").email)


def test_somebody_with_an_account_signs_in_to_accept(cast, now):
    officer = cast.home.user("officer")
    _, token = invite(cast.home, now, email=officer.email, role=Role.CONTACT)
    with pytest.raises(inviting.HasAccount):
        accept(cast.home, now, token)
    with pytest.raises(inviting.NotTheirs):
        accept(cast.home, now, token, user_id=cast.home.user("mentor").id)
    assert accept(cast.home, now, token, user_id=officer.id).user == officer
    officer.refresh_from_db()
    assert not officer.check_password(PASSWORD)


def test_inviting_says_the_same_whether_the_address_has_an_account(cast, now):
    known, _ = invite(cast.home, now, email=cast.elsewhere.user("officer").email)
    new, _ = invite(cast.home, now)
    contact = cast.home.viewer("contact")
    with acting_for(cast.home.partnership.id, read_only=True):
        shown = [one for one in people.people(contact, on=now.date()) if one.user_id is None]
    assert {one.membership_id: one.name for one in shown} == {known.id: "Ny", new.id: "Ny"}


def test_nobody_but_a_contact_person_invites(cast, now):
    for name in set(PEOPLE) - {"contact"}:
        with pytest.raises(NotAllowed):
            invite(cast.home, now, by=name)


def test_a_contact_person_invites_to_no_other_organisation(cast, now):
    for kind in set(cast.home.organisations) - {HOUSING}:
        with pytest.raises(NotAllowed):
            invite(cast.home, now, kind=kind, role=Role.CONTACT)


def test_a_contact_person_gives_no_role_of_another_kind(cast, now):
    for role in (Role.LOCAL_OFFICER, Role.SSP_CONSULTANT, Role.DATA_PROTECTION, Role.OPERATIONS):
        with pytest.raises(NotAllowed):
            invite(cast.home, now, role=role)


def changed(**more) -> memberships.Changed:
    given = {"role": Role.CARETAKER, "neighbourhoods": None, "until_on": None, "confidentiality_signed_on": None}
    return memberships.Changed(**(given | more))


def change(world, now, member, *, by: str = "contact", **more):
    return memberships.change(by=world.viewer(by), at=now, membership_id=member.id, what=changed(**more))


def test_a_role_changes_within_its_purpose(cast, now):
    member = cast.home.memberships["caretaker"]
    change(cast.home, now, member, role=Role.HOUSING_OFFICE, until_on=now.date())
    assert seen(cast.home, member, now.date()).role is Role.HOUSING_OFFICE
    assert seen(cast.home, member, now.date() + timedelta(days=1)) is None


def test_what_may_not_be_changed_stays(cast, now):
    for name, role in (
        ("caretaker", Role.CONTACT),
        ("caretaker", Role.LOCAL_OFFICER),
        ("contact", Role.CONTACT),
        ("officer", Role.LOCAL_OFFICER),
    ):
        member = cast.home.memberships[name]
        with pytest.raises(NotAllowed):
            change(cast.home, now, member, role=role)
        assert fresh(cast.home, member).role == member.role


@pytest.fixture
def places(cast, now) -> tuple[int, int]:
    """Two neighbourhoods, of which the contact person covers the first."""
    made = tuple(lay_out(cast.home, at=now, slug=slug).id for slug in ("moseby", "engen"))
    change_by_command(cast.home, now, "contact", role=Role.CONTACT, neighbourhoods=made[:1])
    return made


def change_by_command(world, now, name: str, **more) -> None:
    memberships.change(by=world.command, at=now, membership_id=world.memberships[name].id, what=changed(**more))


def where(world, now, name: str) -> frozenset[int]:
    return seen(world, world.memberships[name], now.date()).neighbourhoods


def test_a_contact_person_gives_no_neighbourhood_that_they_do_not_cover(cast, now, places):
    change_by_command(cast.home, now, "caretaker", neighbourhoods=places[:1])
    for given in (None, places[1:], places):  # all, another, one more
        with pytest.raises(NotAllowed):
            invite(cast.home, now, neighbourhoods=given)
        with pytest.raises(NotAllowed):
            change(cast.home, now, cast.home.memberships["caretaker"], neighbourhoods=given)
    assert where(cast.home, now, "caretaker") == {places[0]}


def test_a_contact_person_gives_what_they_cover(cast, now, places):
    _, token = invite(cast.home, now, neighbourhoods=places[:1])
    made = accept(cast.home, now, token)
    assert seen(cast.home, made, now.date()).neighbourhoods == {places[0]}


def test_what_somebody_covered_before_may_stay_or_go(cast, now, places):
    caretaker = cast.home.memberships["caretaker"]
    change(cast.home, now, caretaker, role=Role.HOUSING_OFFICE)
    assert where(cast.home, now, "caretaker") == set(places)
    change_by_command(cast.home, now, "caretaker", neighbourhoods=places)
    change(cast.home, now, caretaker, neighbourhoods=places[1:])
    assert where(cast.home, now, "caretaker") == {places[1]}


def test_a_membership_of_another_partnership_is_not_there(cast, now):
    with pytest.raises(NoSuchMembership):
        change(cast.home, now, cast.elsewhere.memberships["caretaker"])


def test_a_last_day_is_not_before_the_first(cast, now):
    with pytest.raises(memberships.EndsBeforeItBegins):
        change(
            cast.home,
            now,
            cast.home.memberships["caretaker"],
            until_on=now.date().replace(year=2014),
        )


def test_what_has_ended_is_out_at_once_and_stays_so(cast, now):
    member = cast.home.memberships["caretaker"]
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=member.id)
    assert seen(cast.home, member, now.date()) is None
    assert fresh(cast.home, member).ended_because == Ending.CONTACT
    for action in (memberships.end, lambda **given: change(cast.home, now, member)):
        with pytest.raises(NotNow):
            action(by=cast.home.viewer("contact"), at=now, membership_id=member.id)
    with pytest.raises(NotNow):
        memberships.renew(by=cast.home.viewer("contact"), at=now, membership_ids=[member.id])


def test_an_invitation_that_is_taken_back_opens_nothing(cast, now):
    made, token = invite(cast.home, now)
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=made.id)
    assert links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now) is None


def test_the_last_contact_person_stays(cast, now):
    contact = cast.home.memberships["contact"]
    with pytest.raises(NotAllowed, match="kontaktperson"):
        memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=contact.id)
    with pytest.raises(NotAllowed, match="kontaktperson"):
        memberships.end(by=cast.home.command, at=now, membership_id=contact.id, because=Ending.COMMAND)
    second_contact(cast.home, now)
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=contact.id)
    assert seen(cast.home, contact, now.date()) is None


def test_an_invited_contact_person_does_not_count_before_they_accept(cast, now):
    invite(cast.home, now, role=Role.CONTACT)
    with pytest.raises(NotAllowed, match="kontaktperson"):
        memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=cast.home.memberships["contact"].id)


def test_whoever_rests_works_again_when_renewed(cast, now):
    member, later = cast.home.memberships["caretaker"], now + timedelta(days=61)
    assert seen(cast.home, member, later.date()) is None
    assert standing(fresh(cast.home, member), later.date()) is Standing.RESTING
    memberships.renew(by=cast.home.command, at=later, membership_ids=[member.id])
    assert seen(cast.home, member, later.date()) is not None


def test_all_are_renewed_or_none(cast, now):
    ids = [cast.home.memberships[name].id for name in ("caretaker", "officer")]
    with pytest.raises(NotAllowed):
        memberships.renew(by=cast.home.viewer("contact"), at=now, membership_ids=ids)
    assert fresh(cast.home, cast.home.memberships["caretaker"]).renewed_on is None


def test_a_contact_person_is_renewed_by_another_where_there_is_one(cast, now):
    contact = cast.home.memberships["contact"]
    memberships.renew(by=cast.home.viewer("contact"), at=now, membership_ids=[contact.id])
    assert lines(cast.home, Event.MEMBERSHIP_RENEWED)[-1]["detail"]["oneself"] is True
    second_contact(cast.home, now)
    with pytest.raises(NotAllowed):
        memberships.renew(by=cast.home.viewer("contact"), at=now, membership_ids=[contact.id])


def test_the_days_work_is_noted_once_a_day(cast, now):
    viewer = cast.home.viewer("caretaker")
    for hours in (0, 1, 24):
        memberships.begin_work(by=viewer, at=now + timedelta(hours=hours))
    assert len(lines(cast.home, Event.MEMBERSHIP_WORN)) == 2


def test_whoever_leaves_the_group_of_their_sign_in_is_out(cast, now):
    _, token = invite(cast.home, now, claim_group="siv-karlemose")
    member = accept(cast.home, now, token)
    claiming.end_by_claim(member.user_id, frozenset({"siv-karlemose", "other"}), now)
    assert seen(cast.home, member, now.date()) is not None
    claiming.end_by_claim(member.user_id, frozenset({"other"}), now)
    assert fresh(cast.home, member).ended_because == Ending.CLAIM
    claiming.end_by_claim(member.user_id, frozenset(), now)


def test_somebody_who_lost_everything_begins_anew(cast, now):
    world, member = cast.home, cast.home.memberships["caretaker"]
    token = restoring.make_link(by=world.viewer("contact"), at=now, membership_id=member.id)
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)
    user = restoring.use(by=links.holder(link), at=now, link=link, password=PASSWORD)
    assert user.check_password(PASSWORD)
    assert links.find_link(partnership_id=world.partnership.id, token=token, at=now) is None
    assert len(lines(world, Event.ACCESS_RESTORED)) == 1


def test_a_link_lets_nobody_in_who_is_no_longer_active(cast, now):
    world, member = cast.home, cast.home.memberships["caretaker"]
    token = restoring.make_link(by=world.viewer("contact"), at=now, membership_id=member.id)
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)
    User.objects.filter(pk=member.user_id).update(is_active=False)
    with pytest.raises(links.LinkIsClosed):
        restoring.use(by=links.holder(link), at=now, link=link, password=PASSWORD)
    assert lines(world, Event.ACCESS_RESTORED) == []


def test_a_contact_person_lets_nobody_in_who_works_for_others_too(cast, now):
    world, member = cast.home, cast.home.memberships["caretaker"]
    token = restoring.make_link(by=world.viewer("contact"), at=now, membership_id=member.id)
    actions.add_work(
        by=cast.elsewhere.command,
        at=now,
        organisation=cast.elsewhere.organisations[OrganisationKind.POLICE],
        email=member.user.email,
        role=Role.LOCAL_OFFICER,
    )
    with pytest.raises(NotAllowed):
        restoring.make_link(by=world.viewer("contact"), at=now, membership_id=member.id)
    link = links.find_link(partnership_id=world.partnership.id, token=token, at=now)
    with pytest.raises(restoring.WorksForOthers):
        restoring.use(by=links.holder(link), at=now, link=link, password=PASSWORD)
    assert restoring.make_link(by=world.command, at=now, membership_id=member.id)


def test_a_contact_person_lets_in_neither_others_people_nor_themselves(cast, now):
    for name in ("officer", "contact"):
        with pytest.raises(NotAllowed):
            restoring.make_link(by=cast.home.viewer("contact"), at=now, membership_id=cast.home.memberships[name].id)


def test_prevention_and_investigation_in_one_person_is_told(cast, now):
    world = cast.home
    actions.add_work(
        by=world.command,
        at=now,
        organisation=world.organisations[OrganisationKind.POLICE],
        email=world.user("ssp_consultant").email,
        role=Role.INVESTIGATOR,
    )
    overseer = world.viewer("data_protection")
    with acting_for(world.partnership.id, read_only=True):
        found = people.pairs(people.everybody(overseer, on=now.date()))
    assert [one.name for one in found] == ["ssp_consultant of moseby"]


def test_every_change_stands_in_the_ledger_of_the_organisation(cast, now):
    made, token = invite(cast.home, now)
    accept(cast.home, now, token)
    memberships.end(by=cast.home.command, at=now, membership_id=made.id, because=Ending.COMMAND)
    housing = cast.home.organisations[HOUSING].id
    for event in (Event.MEMBERSHIP_INVITED, Event.MEMBERSHIP_STARTED, Event.MEMBERSHIP_ENDED):
        last = lines(cast.home, event)[-1]
        assert last["organisation"] == housing
        assert f"membership:{made.id}" in last["subjects"]
