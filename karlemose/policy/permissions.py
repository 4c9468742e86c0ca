"""Which role may ask for what. A role that is not named here may do nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from karlemose.policy.words import Permission, Role

_READS = frozenset({Permission.ENTER, Permission.SEE_PICTURE, Permission.READ_BRIEFINGS})
_NOTES = frozenset({Permission.ENTER, Permission.NOTE, Permission.SEE_PICTURE})
_WORKS = _READS | _NOTES
_LEADS = _WORKS | {Permission.MAKE_BRIEFINGS}

OF_ROLE: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CARETAKER: _NOTES,
        Role.HOUSING_MANAGER: _LEADS,
        Role.HOUSING_OFFICE: _WORKS,
        Role.LOCAL_OFFICER: _LEADS,
        Role.INVESTIGATOR: _READS,
        Role.PROJECT_HEAD: _LEADS,
        Role.YOUTH_WORKER: _WORKS,
        Role.DAYCARE_LEADER: _WORKS,
        Role.DAYCARE_TEACHER: _NOTES,
        Role.STEERING: _READS,
        Role.BOARD_MEMBER: frozenset(
            {Permission.ENTER, Permission.NOTE, Permission.READ_BRIEFINGS, Permission.SEE_PUBLIC_LEVEL}
        ),
        Role.SSP_OFFICER: frozenset(),
        Role.SSP_CONSULTANT: frozenset(),
        Role.JOB_CONSULTANT: frozenset(),
        Role.MENTOR: frozenset(),
        Role.EVALUATOR: frozenset(),
        Role.DATA_PROTECTION: frozenset(),
        Role.OPERATIONS: frozenset({Permission.ENTER, Permission.RUN}),
    }
)
