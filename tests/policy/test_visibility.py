"""`visible_to` on a table and `decide` on one record are the same law: held against each other through the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from karlemose.observations.enums import Kind
from karlemose.observations.models import Import, Observation
from karlemose.partners import queries
from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.grants import Agreement, grants
from karlemose.policy.rule import Reading, Verdict
from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import lay_out
from tests.policy.laws import TODAY, law, rule

KINDS = list(OrganisationKind)
RECEIVERS = ["weekly_meeting", "residents"]
INFORMATION = ["picture_observation", "aggregate_statistics"]


@pytest.fixture
def estates(cast, now):
    """Two neighbourhoods at home and one elsewhere, each with a record of every owner and one of nobody's."""
    return [
        (world, neighbourhood, _fill(world, neighbourhood, at=now))
        for world, slug in ((cast.home, "north"), (cast.home, "south"), (cast.elsewhere, "away"))
        for neighbourhood in [lay_out(world, at=now, slug=slug)]
    ]


def _fill(world, neighbourhood, *, at):
    with acting_for(world.partnership.id):
        source = Import(
            partnership=world.partnership,
            neighbourhood=neighbourhood,
            file_name="reports.csv",
            digest="0" * 64,
            taken_in_at=at,
            number_added=1,
            numbers={},
        )
        source.save(force_insert=True)
        someone = world.user("caretaker")
        noted = [{"noted_by_organisation": one, "noted_by": someone} for one in world.organisations.values()]
        rows = [
            Observation(
                partnership=world.partnership,
                neighbourhood=neighbourhood,
                kind=Kind.OTHER,
                occurred_at=at - timedelta(hours=1),
                noted_at=at,
                **origin,
            )
            for origin in (*noted, {"source": source, "reference": "1"})
        ]
        for row in rows:
            row.save(force_insert=True)
    return rows


rules = some.builds(
    lambda verdict, senders, receiver, information, last: rule(
        f"{verdict}{senders}{receiver}{information}{last}",
        verdict,
        senders=senders,
        receivers=(receiver,),
        information=(information,),
        conditions=("necessary",) if verdict == Verdict.COND else (),
        valid_to=last,
    ),
    some.sampled_from(Verdict),
    some.just(("any",)) | some.lists(some.sampled_from(KINDS), min_size=1, max_size=3, unique=True).map(tuple),
    some.sampled_from([*RECEIVERS, "any"]),
    some.sampled_from([*INFORMATION, "any"]),
    some.none() | some.just(TODAY - timedelta(days=1)),
)
readings = some.builds(
    Reading,
    channel=some.sampled_from([Channel.PICTURE, Channel.PICTURE, Channel.EVIDENCE]),
    level=some.sampled_from(Level),
    organisations=some.frozensets(some.sampled_from(KINDS), min_size=3),
    memberships=some.frozensets(some.sampled_from([Purpose.SAFETY, Purpose.SUPPORT]), min_size=1),
    receiver=some.sampled_from(RECEIVERS),
    information=some.sampled_from(INFORMATION),
    purpose=some.just("local_safety_picture"),
    basis=some.just("D02"),
)


laws = some.builds(
    lambda rules, readings: replace(law(*rules), readings=tuple(readings)),
    some.lists(rules, max_size=4, unique_by=lambda one: one.id),
    some.lists(readings, max_size=2),
)


def agreements(places):
    return some.builds(
        Agreement,
        neighbourhood=some.none() | some.sampled_from(places),
        level=some.sampled_from([Level.RECORD, Level.RECORD, Level.PUBLIC]),
        from_on=some.sampled_from([TODAY, TODAY, TODAY + timedelta(days=1)]),
    )


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_table_and_a_single_record_answer_alike(cast, estates):
    places = [neighbourhood.id for _, neighbourhood, _ in estates]
    own = {"moseby": places[:2], "engby": places[2:]}

    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    @given(laws, some.data())
    def holds(rulebook, data):
        world = data.draw(some.sampled_from([cast.home, cast.elsewhere]))
        viewer = replace(
            world.command,
            organisation_kind=data.draw(some.sampled_from(KINDS)),
            purpose=data.draw(some.sampled_from([Purpose.SAFETY, Purpose.SUPPORT])),
            neighbourhoods=data.draw(some.frozensets(some.sampled_from(own[world.partnership.slug]))),
            on=TODAY,
            agreements=data.draw(some.frozensets(agreements(places), max_size=3)),
        )
        viewer.__dict__["_grants"] = grants(viewer, rulebook, TODAY)
        expected = {row.id for _, _, rows in estates for row in rows if _may_read(viewer, row, rulebook)}
        with acting_for(world.partnership.id, read_only=True):
            assert set(Observation.objects.visible_to(viewer).values_list("id", flat=True)) == expected

    holds()


def _may_read(viewer, row, rulebook):
    """The long way, record by record: the law is asked about this owner, this place and this viewer."""
    if row.partnership_id != viewer.partnership_id or row.neighbourhood_id not in viewer.neighbourhoods:
        return False
    fitting = [
        reading
        for reading in rulebook.readings
        if (reading.channel, reading.level) == (row.channel, Level.RECORD)
        and viewer.organisation_kind in reading.organisations
        and viewer.purpose in reading.memberships
    ]
    is_agreed = any(
        one.from_on <= viewer.on and one.level == Level.RECORD and one.neighbourhood in {None, row.neighbourhood_id}
        for one in viewer.agreements
    )
    owners = KINDS if row.noted_by_organisation is None else [row.noted_by_organisation.kind]
    return is_agreed and any(
        all(not _decided(reading, owner, rulebook, viewer.on).is_refused for owner in owners) for reading in fitting
    )


def _decided(reading, owner, rulebook, at):
    asked = Facts(
        sender=str(owner),
        receiver=reading.receiver,
        information=reading.information,
        purpose=reading.purpose,
        at=at,
        channel=reading.channel,
    )
    return decide(asked, rulebook)


READS = {  # who of the cast reads single records of the picture, and who the public level
    "caretaker": (True, True),
    "manager": (True, True),
    "officer": (True, True),
    "investigator": (True, True),
    "project_head": (True, True),
    "kindergarten_leader": (True, True),
    "board_member": (False, True),
    "ssp_consultant": (False, False),
    "mentor": (False, False),
    "operations": (False, False),
}


def test_the_cast_reads_as_the_danish_law_says(cast, estates):
    everything = {row.id for world, _, rows in estates for row in rows if world is cast.home}
    at_home = {neighbourhood.id for world, neighbourhood, _ in estates if world is cast.home}
    for name, (records, public) in READS.items():
        viewer = cast.home.viewer(name)
        with acting_for(cast.home.partnership.id, read_only=True):
            seen = set(Observation.objects.visible_to(viewer).values_list("id", flat=True))
        assert seen == (everything if records else set()), name
        assert viewer.sees(Channel.PICTURE, Level.PUBLIC) == (at_home if public else set()), name


def test_commands_and_jobs_read_nothing(cast, estates):
    for viewer in (cast.home.command, queries.job_viewer("briefings", cast.home.partnership.id)):
        with acting_for(cast.home.partnership.id, read_only=True):
            assert list(Observation.objects.visible_to(viewer).order_by("id")) == []
