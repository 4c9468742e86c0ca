"""Where each role belongs: the kinds of organisation it works for, and its one purpose. Data, not a rule."""

from collections.abc import Mapping
from types import MappingProxyType

from karlemose.policy.words import OrganisationKind, Purpose, Role

_HOUSING, _POLICE, _PROJECT = OrganisationKind.HOUSING, OrganisationKind.POLICE, OrganisationKind.PROJECT
_MUNICIPALITY, _DAYCARE = OrganisationKind.MUNICIPALITY, OrganisationKind.DAYCARE
_BOARD, _ASSOCIATION = OrganisationKind.BOARD, OrganisationKind.ASSOCIATION

BELONGS: Mapping[Role, tuple[tuple[OrganisationKind, ...], Purpose]] = MappingProxyType(
    {
        Role.CARETAKER: ((_HOUSING,), Purpose.SAFETY),
        Role.HOUSING_MANAGER: ((_HOUSING,), Purpose.SAFETY),
        Role.HOUSING_OFFICE: ((_HOUSING,), Purpose.SAFETY),
        Role.STEERING: ((_HOUSING, _POLICE, _MUNICIPALITY), Purpose.SAFETY),
        Role.LOCAL_OFFICER: ((_POLICE,), Purpose.SAFETY),
        Role.INVESTIGATOR: ((_POLICE,), Purpose.INVESTIGATION),
        Role.SSP_OFFICER: ((_POLICE,), Purpose.PREVENTION),
        Role.PROJECT_HEAD: ((_PROJECT,), Purpose.SAFETY),
        Role.YOUTH_WORKER: ((_PROJECT, _MUNICIPALITY), Purpose.SAFETY),
        Role.JOB_CONSULTANT: ((_PROJECT, _MUNICIPALITY), Purpose.SUPPORT),
        Role.SSP_CONSULTANT: ((_MUNICIPALITY,), Purpose.PREVENTION),
        Role.MENTOR: ((_MUNICIPALITY, _PROJECT), Purpose.SUPPORT),
        Role.DATA_PROTECTION: ((_MUNICIPALITY,), Purpose.OVERSIGHT),
        Role.OPERATIONS: ((_MUNICIPALITY,), Purpose.OPERATIONS),
        Role.EVALUATOR: ((_MUNICIPALITY,), Purpose.EVALUATION),
        Role.DAYCARE_LEADER: ((_DAYCARE,), Purpose.SAFETY),
        Role.DAYCARE_TEACHER: ((_DAYCARE,), Purpose.SAFETY),
        Role.BOARD_MEMBER: ((_BOARD, _ASSOCIATION), Purpose.SAFETY),
        Role.CONTACT: ((_HOUSING, *(kind for kind in OrganisationKind if kind is not _HOUSING)), Purpose.OPERATIONS),
    }
)
BY_COMMAND = frozenset({Role.OPERATIONS})  # given by whoever runs the installation, never by a contact person


def kinds_of(role: Role) -> tuple[OrganisationKind, ...]:
    """The kinds of organisation that the role works for, the usual one first."""
    return BELONGS[role][0]


def purpose_of(role: Role) -> Purpose:
    return BELONGS[role][1]


def roles_of(kind: OrganisationKind) -> list[Role]:
    """What a contact person of such an organisation may give."""
    return [role for role in Role if kind in kinds_of(role) and role not in BY_COMMAND]
