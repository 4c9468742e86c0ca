"""The law of what can point to a person: `visible_to` and `decide` held against each other through the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation, Particulars
from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.grants import Agreement, grants
from karlemose.policy.rule import Reading, Verdict
from karlemose.policy.words import Channel, Level, OrganisationKind, Purpose, Role, Whose
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import lay_out
from tests.policy.laws import TODAY, law, rule

KINDS = [OrganisationKind.HOUSING, OrganisationKind.POLICE, OrganisationKind.DAYCARE]
ROLES = [Role.CARETAKER, Role.HOUSING_MANAGER, Role.INVESTIGATOR]
WRITERS = ["caretaker", "manager", "officer"]


@pytest.fixture
def records(cast, now):
    """In two neighbourhoods at home and one elsewhere, particulars of each organisation by each of three writers."""
    found = []
    for world, slug in ((cast.home, "north"), (cast.home, "south"), (cast.elsewhere, "away")):
        neighbourhood = lay_out(world, at=now, slug=slug)
        with acting_for(world.partnership.id, channels=(Channel.EVIDENCE,)):
            found += [
                _record(world, neighbourhood, kind, writer, at=now) for kind in KINDS for writer in (*WRITERS, None)
            ]
    return found


def _record(world, neighbourhood, kind, writer, *, at):
    owned = {"partnership": world.partnership, "noted_at": at}
    writer = world.user(writer) if writer else None
    organisation = world.organisations[kind]
    observation = Observation(
        neighbourhood=neighbourhood,
        kind=Kind.OTHER,
        occurred_at=at - timedelta(hours=1),
        noted_by_organisation=organisation,
        noted_by=writer,
        **owned,
    )
    observation.save(force_insert=True)
    row = Particulars(observation=observation, held_by=organisation, noted_by=writer, erase_on=at.date(), **owned)
    row.save(force_insert=True)
    return row


rules = some.builds(
    lambda verdict, senders, information, last: rule(
        f"{verdict}{senders}{information}{last}",
        verdict,
        senders=senders,
        information=(information,),
        conditions=("necessary",) if verdict == Verdict.COND else (),
        valid_to=last,
    ),
    some.sampled_from(Verdict),
    some.just(("any",)) | some.lists(some.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
    some.sampled_from(["particulars", "particulars", "any"]),
    some.none() | some.just(TODAY - timedelta(days=1)),
)
readings = some.builds(
    Reading,
    channel=some.sampled_from([Channel.EVIDENCE, Channel.EVIDENCE, Channel.PICTURE]),
    level=some.just(Level.RECORD),
    organisations=some.frozensets(some.sampled_from(KINDS), min_size=1),
    memberships=some.frozensets(some.sampled_from([Purpose.SAFETY, Purpose.INVESTIGATION]), min_size=1),
    receiver=some.just("housing"),
    information=some.just("particulars"),
    purpose=some.just("handling"),
    basis=some.just("D50"),
    whose=some.sampled_from([Whose.AUTHOR, Whose.ORGANISATION, Whose.RECEIVER, Whose.EVERYBODY]),
    roles=some.frozensets(some.sampled_from(ROLES), min_size=1),
    holds=some.sampled_from([frozenset(), frozenset({"necessary"})]),
)
laws = some.builds(
    lambda rules, readings: replace(law(*rules), readings=tuple(readings)),
    some.lists(rules, min_size=1, max_size=4, unique_by=lambda one: one.id),
    some.lists(readings, min_size=1, max_size=3),
)

OWN_ARE_READ = replace(
    law(rule("own", Verdict.ALLOW, information=("particulars",))),
    readings=(
        Reading(
            channel=Channel.EVIDENCE,
            level=Level.RECORD,
            organisations=frozenset(KINDS),
            memberships=frozenset({Purpose.SAFETY}),
            receiver="housing",
            information="particulars",
            purpose="handling",
            basis="D50",
            whose=Whose.ORGANISATION,
            roles=frozenset(ROLES),
            holds=frozenset(),
        ),
    ),
)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_table_and_a_single_record_answer_alike(cast, records):
    places = sorted({row.observation.neighbourhood_id for row in records if row.partnership == cast.home.partnership})
    agreed = some.builds(
        Agreement,
        neighbourhood=some.sampled_from([None, *places]),
        level=some.just(Level.RECORD),
        from_on=some.just(TODAY),
    )
    viewers = some.fixed_dictionaries(
        {
            "kind": some.sampled_from(KINDS),
            "role": some.sampled_from(ROLES),
            "user_id": some.sampled_from([None, *(cast.home.user(name).id for name in WRITERS)]),
            "purpose": some.sampled_from([Purpose.SAFETY, Purpose.INVESTIGATION]),
            "neighbourhoods": some.frozensets(some.sampled_from(places)),
            "agreements": some.frozensets(agreed, max_size=2),
        }
    )

    @settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
    @given(laws, viewers)
    @example(OWN_ARE_READ, {"kind": OrganisationKind.HOUSING, "neighbourhoods": frozenset(places)})
    def holds(rulebook, drawn):
        viewer = _viewer(cast.home, rulebook, **drawn)
        expected = {row.id for row in records if _may_read(viewer, row, rulebook)}
        with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
            rows = Particulars.objects.visible_to(viewer)
            assert set(rows.values_list("id", flat=True)) == expected
        assert expected or rulebook is not OWN_ARE_READ  # else nothing was tried

    holds()


def _viewer(home, rulebook, *, kind, role=Role.HOUSING_MANAGER, **changes):
    viewer = replace(
        home.command,
        organisation_id=home.organisations[kind].id,
        organisation_kind=kind,
        role=role,
        on=TODAY,
        **{"purpose": Purpose.SAFETY, **changes},
    )
    viewer.__dict__["_grants"] = grants(viewer, rulebook, TODAY)
    return viewer


def _may_read(viewer, row, rulebook) -> bool:
    """The long way: is it theirs in the way a reading says, and does the law let its holder's records be read so?"""
    place = row.observation.neighbourhood_id
    if row.partnership_id != viewer.partnership_id or place not in viewer.neighbourhoods:
        return False
    theirs = {
        Whose.AUTHOR: row.held_by_id == viewer.organisation_id and row.noted_by_id == (viewer.user_id or 0),
        Whose.ORGANISATION: row.held_by_id == viewer.organisation_id,
        Whose.RECEIVER: False,  # particulars are received by nobody: what is handed over is a record of its own
    }
    return any(
        (_is_agreed(viewer, place) if reading.whose is Whose.EVERYBODY else theirs[reading.whose])
        and _is_lawful(reading, row, viewer, rulebook)
        for reading in rulebook.readings
        if reading.channel is Channel.EVIDENCE
        and viewer.organisation_kind in reading.organisations
        and viewer.purpose in reading.memberships
        and viewer.role in reading.roles
    )


def _is_agreed(viewer, place) -> bool:
    return any(one.neighbourhood in {None, place} for one in viewer.agreements)


def _is_lawful(reading, row, viewer, rulebook) -> bool:
    kinds = list(OrganisationKind) if reading.whose is Whose.EVERYBODY else [row.held_by.kind]
    return all(not _decided(reading, kind, viewer, rulebook).is_refused for kind in kinds)


def _decided(reading, kind, viewer, rulebook):
    asked = Facts(
        sender=str(kind),
        receiver=reading.receiver,
        information=reading.information,
        purpose=reading.purpose,
        at=viewer.on,
        channel=reading.channel,
        conditions=reading.holds,
    )
    return decide(asked, rulebook)
