"""Which role may ask for what. A role that is not named here may do nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from karlemose.policy.words import Permission, Role

_READS = frozenset({Permission.ENTER, Permission.SEE_PICTURE, Permission.READ_BRIEFINGS})
_NOTES = frozenset({Permission.ENTER, Permission.NOTE, Permission.SEE_PICTURE})
_WORKS = _READS | _NOTES
_LEADS = _WORKS | {Permission.MAKE_BRIEFINGS, Permission.EXPORT, Permission.MERGE}
_OFFICE = frozenset({Permission.HAND_OVER, Permission.APPROVE_HAND_OVER})

OF_ROLE: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CARETAKER: _NOTES,
        Role.HOUSING_MANAGER: _LEADS | _OFFICE,
        Role.HOUSING_OFFICE: _WORKS | _OFFICE | {Permission.EXPORT, Permission.MERGE},
        Role.LOCAL_OFFICER: _LEADS | {Permission.ANSWER, Permission.RECEIVE},
        Role.INVESTIGATOR: _READS | {Permission.RECEIVE, Permission.READ_RECEIVED},
        Role.PROJECT_HEAD: _LEADS,
        Role.YOUTH_WORKER: _WORKS,
        Role.DAYCARE_LEADER: _WORKS,
        Role.DAYCARE_TEACHER: _NOTES,
        Role.STEERING: _READS | {Permission.SEE_UNANSWERED},
        Role.BOARD_MEMBER: frozenset(
            {Permission.ENTER, Permission.NOTE, Permission.READ_BRIEFINGS, Permission.SEE_PUBLIC_LEVEL}
        ),
        Role.SSP_OFFICER: frozenset(),
        Role.SSP_CONSULTANT: frozenset(),
        Role.JOB_CONSULTANT: frozenset(),
        Role.MENTOR: frozenset(),
        Role.EVALUATOR: frozenset(),
        Role.DATA_PROTECTION: frozenset({Permission.ENTER, Permission.OVERSEE, Permission.SEE_AGREEMENTS}),
        Role.OPERATIONS: frozenset({Permission.ENTER, Permission.RUN, Permission.SEE_STATE}),
        Role.CONTACT: frozenset(
            {Permission.ENTER, Permission.MANAGE_PEOPLE, Permission.SEE_AGREEMENTS, Permission.SEE_OWN_LEDGER}
        ),
    }
)
