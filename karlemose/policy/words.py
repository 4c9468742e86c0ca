"""The fixed words that rules are made of. Stored values never change."""

from enum import StrEnum


class Channel(StrEnum):
    """Where a piece of information lives. No code path leads from one to another (ADR 2)."""

    PICTURE = "PICTURE"  # what, where, when; no identifiable person
    PREVENTION = "PREVENTION"  # concerns about a named person, Administration of Justice Act § 115
    SUPPORT = "SUPPORT"  # mentoring and jobs, by consent
    EVIDENCE = "EVIDENCE"  # plates, descriptions, footage, cases


class Level(StrEnum):
    """How closely a channel may be read."""

    RECORD = "record"  # single records
    PUBLIC = "public"  # month × estate, suppressed below five


class Whose(StrEnum):
    """Whose records of a channel a reading opens."""

    EVERYBODY = "everybody"  # every partner's, where an agreement says so
    ORGANISATION = "organisation"  # one's own organisation's
    AUTHOR = "author"  # what one noted oneself
    RECEIVER = "receiver"  # what was handed over to one's organisation


class OrganisationKind(StrEnum):
    POLICE = "police"
    HOUSING = "housing"
    PROJECT = "project"
    MUNICIPALITY = "municipality"
    DAYCARE = "daycare"
    BOARD = "board"
    ASSOCIATION = "association"


class Purpose(StrEnum):
    """What a membership is for. A person may have several memberships, but wears one purpose at a time."""

    SAFETY = "safety"  # safety of the neighbourhood
    INVESTIGATION = "investigation"
    PREVENTION = "prevention"  # § 115
    SUPPORT = "support"
    EVALUATION = "evaluation"
    OVERSIGHT = "oversight"
    OPERATIONS = "operations"


class Role(StrEnum):
    CARETAKER = "caretaker"
    HOUSING_MANAGER = "housing_manager"
    HOUSING_OFFICE = "housing_office"
    LOCAL_OFFICER = "local_officer"
    INVESTIGATOR = "investigator"
    SSP_OFFICER = "ssp_officer"
    SSP_CONSULTANT = "ssp_consultant"
    PROJECT_HEAD = "project_head"
    YOUTH_WORKER = "youth_worker"
    JOB_CONSULTANT = "job_consultant"
    MENTOR = "mentor"
    DAYCARE_LEADER = "daycare_leader"
    DAYCARE_TEACHER = "daycare_teacher"
    STEERING = "steering"
    BOARD_MEMBER = "board_member"
    EVALUATOR = "evaluator"
    DATA_PROTECTION = "data_protection"
    OPERATIONS = "operations"
    CONTACT = "contact"  # a partner's contact person: its members, agreements, devices


class Permission(StrEnum):
    """What a page or an action asks for."""

    ENTER = "enter"  # the partnership's home page
    NOTE = "note"  # note an observation
    SEE_PICTURE = "see_picture"  # observations, this week, places
    READ_BRIEFINGS = "read_briefings"
    MAKE_BRIEFINGS = "make_briefings"  # make a fresh one after late reports
    SEE_PUBLIC_LEVEL = "see_public_level"  # month × estate
    EXPORT = "export"  # a file of what one may see
    MERGE = "merge"  # duplicates into one, and apart again
    HAND_OVER = "hand_over"  # put together and release what the police are to have
    APPROVE_HAND_OVER = "approve_hand_over"  # as the second person
    RECEIVE = "receive"  # acknowledge what was handed over
    READ_RECEIVED = "read_received"  # read what was handed over
    ANSWER = "answer"  # the police answer the week
    SEE_UNANSWERED = "see_unanswered"  # how much has waited for an answer, and how long
    MANAGE_PEOPLE = "manage_people"  # invite, change, end and renew the people of one's own organisation
    SEE_AGREEMENTS = "see_agreements"
    SEE_OWN_LEDGER = "see_own_ledger"  # the lines of one's own organisation
    OVERSEE = "oversee"  # the whole ledger, disclosures, people with two purposes
    SEE_STATE = "see_state"  # how the installation is
    RUN = "run"  # commands of the installation: import, add a neighbourhood
