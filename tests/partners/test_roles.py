"""Where each role belongs."""

import pytest

from karlemose.partners.roles import BELONGS, BY_COMMAND, kinds_of, purpose_of, roles_of
from karlemose.policy.words import OrganisationKind, Purpose, Role


def test_every_role_belongs_to_an_organisation_and_has_one_purpose():
    assert set(BELONGS) == set(Role)
    assert [role for role in Role if not kinds_of(role)] == []
    assert {purpose_of(role) for role in Role} == set(Purpose)


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.STEERING, {"housing", "police", "municipality"}),
        (Role.CONTACT, {"police", "housing", "project", "municipality", "daycare", "board", "association"}),
        (Role.BOARD_MEMBER, {"board", "association"}),
        (Role.INVESTIGATOR, {"police"}),
        (Role.DATA_PROTECTION, {"municipality"}),
    ],
)
def test_a_role_may_belong_to_several_kinds(role, kinds):
    assert {kind.value for kind in kinds_of(role)} == kinds


def test_no_contact_person_gives_the_role_that_runs_the_installation():
    assert {Role.OPERATIONS} == BY_COMMAND
    assert [kind for kind in OrganisationKind if Role.OPERATIONS in roles_of(kind)] == []


def test_every_kind_of_organisation_can_have_a_contact_person_and_somebody_else():
    assert [kind for kind in OrganisationKind if len(roles_of(kind)) < 2 or Role.CONTACT not in roles_of(kind)] == []
