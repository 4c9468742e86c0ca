"""What a viewer reads, out of the law and the agreements."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from karlemose.policy.grants import EVERYBODY, Agreement, Grant, grants, may_read
from karlemose.policy.rule import Verdict
from karlemose.policy.rulebook import in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Level, OrganisationKind, Permission, Purpose, Role
from tests.policy.laws import TODAY, law, rule

READERS = ["police", "housing", "project", "municipality", "daycare"]
READING = {Purpose.SAFETY, Purpose.INVESTIGATION}
RECORD, PUBLIC = Agreement(None, Level.RECORD, TODAY), Agreement(None, Level.PUBLIC, TODAY)


def viewer(kind="housing", purpose=Purpose.SAFETY, *agreements, **changes):
    plain = Viewer(
        actor="person:1",
        partnership_id=1,
        organisation_id=1,
        organisation_kind=kind and OrganisationKind(kind),
        organisation_name="",
        role=Role.CARETAKER,
        purpose=purpose,
        neighbourhoods=frozenset({1, 2}),
        on=TODAY,
        agreements=frozenset(agreements or {RECORD}),
    )
    return replace(plain, **changes)


def seen(one):
    """What of each channel, as (record level, public level)."""
    found = {channel: (one.sees(channel), one.sees(channel, Level.PUBLIC)) for channel in Channel}
    return {channel: levels for channel, levels in found.items() if any(levels)}


BOTH = frozenset({1, 2})


def test_the_five_partners_read_the_picture_and_nothing_else():
    for kind, purpose in product(READERS, READING):
        assert seen(viewer(kind, purpose)) == {Channel.PICTURE: (BOTH, BOTH)}


@pytest.mark.parametrize("kind", ["board", "association"])
def test_board_and_associations_read_the_public_level_alone(kind):
    nothing = frozenset()
    assert seen(viewer(kind)) == {Channel.PICTURE: (nothing, BOTH)}
    assert seen(viewer(kind, Purpose.INVESTIGATION)) == {}


def test_every_other_purpose_reads_nothing():
    for kind, purpose in product(OrganisationKind, set(Purpose) - READING):
        assert seen(viewer(kind, purpose)) == {}


def test_whoever_works_for_no_organisation_reads_nothing():
    assert [seen(viewer(None, purpose)) for purpose in Purpose] == [{}] * len(Purpose)


def test_without_an_agreement_nothing_is_read():
    assert seen(viewer(agreements=frozenset())) == {}


def test_an_agreement_for_less_gives_less():
    assert seen(viewer("police", Purpose.SAFETY, PUBLIC)) == {Channel.PICTURE: (frozenset(), BOTH)}


def test_an_agreement_gives_no_more_than_the_law():
    assert viewer("board", Purpose.SAFETY, RECORD).sees(Channel.PICTURE) == frozenset()


@pytest.mark.parametrize(
    ("place", "level", "records", "public"),
    [(2, Level.RECORD, {2}, {2}), (2, Level.PUBLIC, set(), {2}), (3, Level.RECORD, set(), set())],
)
def test_an_agreement_covers_its_neighbourhood_where_the_membership_does(place, level, records, public):
    one = viewer("daycare", Purpose.SAFETY, Agreement(place, level, TODAY))
    assert (one.sees(Channel.PICTURE), one.sees(Channel.PICTURE, Level.PUBLIC)) == (records, public)


def test_agreements_add_up():
    one = viewer("daycare", Purpose.SAFETY, Agreement(1, Level.RECORD, TODAY), Agreement(2, Level.PUBLIC, TODAY))
    assert (one.sees(Channel.PICTURE), one.sees(Channel.PICTURE, Level.PUBLIC)) == ({1}, {1, 2})


@pytest.mark.parametrize(("day", "reads"), [(-1, False), (0, True), (9, True), (10, True), (11, False)])
def test_an_agreement_runs_from_its_first_day_to_its_last(day, reads):
    until = Agreement(None, Level.RECORD, TODAY, TODAY + timedelta(days=10))
    one = viewer("police", Purpose.SAFETY, until, on=TODAY + timedelta(days=day))
    assert bool(seen(one)) is reads


def test_without_a_day_nothing_is_read():
    endless = Agreement(None, Level.RECORD, date.min)
    assert seen(viewer("police", Purpose.SAFETY, endless, on=date.min)) == {}
    assert seen(viewer("police", Purpose.SAFETY, endless)) != {}


def test_when_the_law_stops_letting_it_the_reading_stops():
    open_law = law(rule("A", Verdict.ALLOW, valid_to=TODAY))
    member = viewer("police", Purpose.SAFETY, replace(RECORD, from_on=date.min))
    granted = Grant(Channel.PICTURE, Level.RECORD, BOTH, EVERYBODY, basis="D02")
    assert grants(member, open_law, TODAY) == (granted,)
    assert grants(member, open_law, TODAY + timedelta(days=1)) == ()
    assert grants(member, law(), TODAY) == ()


def test_the_law_may_let_the_records_of_some_owners_be_read_alone():
    some_owners = law(rule("A", Verdict.ALLOW, senders=("housing", "daycare")))
    (grant,) = grants(viewer("police"), some_owners, TODAY)
    assert grant.owners == {OrganisationKind.HOUSING, OrganisationKind.DAYCARE}
    member = viewer("police")
    member.__dict__["_grants"] = (grant,)
    assert member.sees(Channel.PICTURE) == frozenset()
    assert member.sees_of(Channel.PICTURE) == ((grant.owners, BOTH),)
    assert member.sees_of(Channel.EVIDENCE) == ()
    assert viewer("police").sees_of(Channel.PICTURE) == ()


def test_a_denial_closes_the_reading():
    denied = law(rule("A", Verdict.ALLOW), rule("B", Verdict.DENY, senders=("police",)))
    reading = in_force().readings[0]
    assert not may_read(reading, owner=OrganisationKind.POLICE, rulebook=denied, at=TODAY)
    assert may_read(reading, owner=OrganisationKind.HOUSING, rulebook=denied, at=TODAY)


def test_a_denial_about_the_channel_closes_the_reading():
    lies = replace(in_force().readings[0], channel=Channel.PREVENTION)
    closed = law(rule("A", Verdict.ALLOW), rule("B", Verdict.DENY, senders=("cooperation_115",)))
    assert not may_read(lies, owner=OrganisationKind.HOUSING, rulebook=closed, at=TODAY)


def test_a_role_does_what_it_is_named_for_and_no_role_opens_a_channel():
    assert viewer().has(Permission.NOTE)
    assert not viewer().has(Permission.RUN)
    assert seen(viewer("board", role=Role.OPERATIONS)) == seen(viewer("board"))


@pytest.mark.parametrize(
    "changes", [{"neighbourhoods": frozenset()}, {"agreements": frozenset({Agreement(3, Level.RECORD, TODAY)})}]
)
def test_a_grant_without_a_place_is_none(changes):
    assert grants(viewer("police", **changes), in_force(), TODAY) == ()
