"""Where each role belongs: the kind of organisation it works for, and its purpose. Data, not a rule."""

from collections.abc import Mapping
from types import MappingProxyType

from karlemose.policy.words import OrganisationKind, Purpose, Role

_HOUSING, _POLICE, _PROJECT = OrganisationKind.HOUSING, OrganisationKind.POLICE, OrganisationKind.PROJECT
_MUNICIPALITY, _DAYCARE = OrganisationKind.MUNICIPALITY, OrganisationKind.DAYCARE

BELONGS: Mapping[Role, tuple[OrganisationKind, Purpose]] = MappingProxyType(
    {
        Role.CARETAKER: (_HOUSING, Purpose.SAFETY),
        Role.HOUSING_MANAGER: (_HOUSING, Purpose.SAFETY),
        Role.HOUSING_OFFICE: (_HOUSING, Purpose.SAFETY),
        Role.STEERING: (_HOUSING, Purpose.SAFETY),
        Role.LOCAL_OFFICER: (_POLICE, Purpose.SAFETY),
        Role.INVESTIGATOR: (_POLICE, Purpose.INVESTIGATION),
        Role.SSP_OFFICER: (_POLICE, Purpose.PREVENTION),
        Role.PROJECT_HEAD: (_PROJECT, Purpose.SAFETY),
        Role.YOUTH_WORKER: (_PROJECT, Purpose.SAFETY),
        Role.JOB_CONSULTANT: (_PROJECT, Purpose.SUPPORT),
        Role.SSP_CONSULTANT: (_MUNICIPALITY, Purpose.PREVENTION),
        Role.MENTOR: (_MUNICIPALITY, Purpose.SUPPORT),
        Role.DATA_PROTECTION: (_MUNICIPALITY, Purpose.OVERSIGHT),
        Role.OPERATIONS: (_MUNICIPALITY, Purpose.OPERATIONS),
        Role.EVALUATOR: (_MUNICIPALITY, Purpose.EVALUATION),
        Role.DAYCARE_LEADER: (_DAYCARE, Purpose.SAFETY),
        Role.DAYCARE_TEACHER: (_DAYCARE, Purpose.SAFETY),
        Role.BOARD_MEMBER: (OrganisationKind.BOARD, Purpose.SAFETY),
        Role.CONTACT: (_HOUSING, Purpose.OPERATIONS),
    }
)
