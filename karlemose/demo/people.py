"""The six partners of the invented estate and their people, as data. No real person is meant."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from karlemose.policy.permissions import OF_ROLE
from karlemose.policy.words import OrganisationKind, Permission, Purpose, Role

DOOR = "/demo/"

PARTNERSHIP = ("karlemose", "Partnerskabet i Karlemoseparken")
NEIGHBOURHOOD = "karlemoseparken"
SOMETHING_TO_DO = frozenset(
    {
        Permission.NOTE,
        Permission.SEE_PICTURE,
        Permission.READ_BRIEFINGS,
        Permission.MANAGE_PEOPLE,
        Permission.OVERSEE,
        Permission.SEE_STATE,
    }
)

ORGANISATIONS: dict[OrganisationKind, tuple[str, str]] = {  # name, domain of its addresses
    OrganisationKind.POLICE: ("Lokalpolitiet", "politi.example"),
    OrganisationKind.HOUSING: ("Boligorganisationen Siv", "siv.example"),
    OrganisationKind.PROJECT: ("Helhedsplanen", "helhedsplanen.example"),
    OrganisationKind.MUNICIPALITY: ("Kommunen", "kommunen.example"),
    OrganisationKind.DAYCARE: ("Børnehaven Mosehuset", "mosehuset.example"),
    OrganisationKind.BOARD: ("Afdelingsbestyrelsen", "bestyrelsen.example"),
}

SIGNED_ON: dict[OrganisationKind, date] = {  # each partner had its people sign the duty of confidentiality on one day
    OrganisationKind.POLICE: date(2015, 1, 5),
    OrganisationKind.HOUSING: date(2015, 1, 6),
    OrganisationKind.PROJECT: date(2015, 1, 8),
    OrganisationKind.MUNICIPALITY: date(2015, 1, 5),
    OrganisationKind.DAYCARE: date(2015, 1, 12),
    OrganisationKind.BOARD: date(2015, 1, 14),
}


@dataclass(frozen=True)
class Person:
    """`code` is how the door and the story name somebody, and the first part of the e-mail address."""

    code: str
    name: str
    organisation: OrganisationKind
    role: Role
    purpose: Purpose = Purpose.SAFETY
    has_signed: bool = True  # the duty of confidentiality

    @property
    def signed_on(self) -> date | None:
        return SIGNED_ON[self.organisation] if self.has_signed else None

    @property
    def email(self) -> str:
        return f"{self.code}@{ORGANISATIONS[self.organisation][1]}"


_POLICE, _HOUSING, _PROJECT = OrganisationKind.POLICE, OrganisationKind.HOUSING, OrganisationKind.PROJECT
_MUNICIPALITY, _DAYCARE, _BOARD = OrganisationKind.MUNICIPALITY, OrganisationKind.DAYCARE, OrganisationKind.BOARD

PEOPLE = (
    Person("henrik", "Henrik Storgaard", _POLICE, Role.STEERING),
    Person("sara", "Sara Holm", _POLICE, Role.LOCAL_OFFICER),
    Person("jakob", "Jakob Thrane", _POLICE, Role.LOCAL_OFFICER),
    Person("mette", "Mette Rønnow", _POLICE, Role.INVESTIGATOR, Purpose.INVESTIGATION),
    Person("nadia", "Nadia Kjær", _POLICE, Role.SSP_OFFICER, Purpose.PREVENTION),
    Person("poul", "Poul Ankerstjerne", _HOUSING, Role.STEERING),
    Person("lone", "Lone Fabricius", _HOUSING, Role.HOUSING_MANAGER),
    Person("kim", "Kim Damgaard", _HOUSING, Role.CARETAKER),
    Person("rasmus", "Rasmus Bjerregaard", _HOUSING, Role.CARETAKER),
    Person("yasmin", "Yasmin Toft", _HOUSING, Role.HOUSING_OFFICE),
    Person("camilla", "Camilla Overgaard", _PROJECT, Role.PROJECT_HEAD),
    Person("tobias", "Tobias Winther", _PROJECT, Role.YOUTH_WORKER),
    Person("amina", "Amina Dalsgaard", _PROJECT, Role.JOB_CONSULTANT, Purpose.SUPPORT),
    Person("birgitte", "Birgitte Lund", _MUNICIPALITY, Role.STEERING),
    Person("soeren", "Søren Abildgaard", _MUNICIPALITY, Role.SSP_CONSULTANT, Purpose.PREVENTION),
    Person("jens-ole", "Jens-Ole Marker", _MUNICIPALITY, Role.MENTOR, Purpose.SUPPORT),
    Person("rikke", "Rikke Thorsager", _MUNICIPALITY, Role.DATA_PROTECTION, Purpose.OVERSIGHT),
    Person("ulla", "Ulla Brask", _MUNICIPALITY, Role.OPERATIONS, Purpose.OPERATIONS),
    Person("hanne", "Hanne Krogsbøll", _DAYCARE, Role.DAYCARE_LEADER),
    Person("peter", "Peter Fjord", _DAYCARE, Role.DAYCARE_TEACHER),
    Person("grethe", "Grethe Hald", _BOARD, Role.BOARD_MEMBER),
    Person("bilal", "Bilal Nørby", _BOARD, Role.BOARD_MEMBER, has_signed=False),  # whom Rikke has to ask
)
CONTACTS = ("lone", "sara")  # look after their organisation's people too: a second membership, a choice at the way in
BY_CODE = {person.code: person for person in PEOPLE}


def by_organisation() -> list[tuple[str, list[Person]]]:
    """Those at the door, under the names of their organisations."""
    groups = groupby(people_at_the_door(), key=lambda person: person.organisation)
    return [(ORGANISATIONS[kind][0], list(people)) for kind, people in groups]


def people_at_the_door() -> list[Person]:
    """Those who have something to do; what is not built yet has nobody waiting in front of it."""
    return [person for person in PEOPLE if OF_ROLE[person.role] & SOMETHING_TO_DO]
