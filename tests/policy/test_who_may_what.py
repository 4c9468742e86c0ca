"""Role × permission, written out by hand: a change of the table in the code must be made here too, knowingly."""

import pytest

from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import Permission, Role

MAY = {
    "caretaker": "enter note see_picture",
    "housing_manager": "enter note see_picture read_briefings make_briefings export merge hand_over approve_hand_over",
    "housing_office": "enter note see_picture read_briefings export merge hand_over approve_hand_over",
    "local_officer": "enter note see_picture read_briefings make_briefings export merge answer receive",
    "investigator": "enter see_picture read_briefings receive read_received",
    "project_head": "enter note see_picture read_briefings make_briefings export merge",
    "youth_worker": "enter note see_picture read_briefings",
    "daycare_leader": "enter note see_picture read_briefings",
    "daycare_teacher": "enter note see_picture",
    "steering": "enter see_picture read_briefings see_unanswered",
    "board_member": "enter note read_briefings see_public_level",
    "data_protection": "enter oversee see_agreements",
    "operations": "enter run see_state",
    "contact": "enter manage_people see_agreements see_own_ledger",
    "ssp_officer": "",
    "ssp_consultant": "",
    "job_consultant": "",
    "mentor": "",
    "evaluator": "",
}


def test_every_role_stands_here():
    assert set(MAY) == {role.value for role in Role}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_stands_here_and_nothing_else(role):
    assert {permission.value for permission in OF_ROLE[role]} == set(MAY[role.value].split())


def test_no_role_works_and_looks_after_those_who_work():
    """Whoever manages people, oversees or runs the installation reads no record and notes none."""
    apart = {Permission.MANAGE_PEOPLE, Permission.OVERSEE, Permission.RUN, Permission.SEE_STATE}
    works = {Permission.NOTE, Permission.SEE_PICTURE, Permission.READ_BRIEFINGS, Permission.READ_RECEIVED}
    assert [role for role, may in OF_ROLE.items() if may & apart and may & works] == []
