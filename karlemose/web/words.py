"""Words for the fixed values of lower rooms, as a person reads them (ux.md, "Words on the screen")."""

from django.utils.translation import gettext_lazy as _

from karlemose.policy.words import OrganisationKind, Purpose, Role

ROLES = {
    Role.CARETAKER: _("Caretaker"),
    Role.HOUSING_MANAGER: _("Operations manager"),
    Role.HOUSING_OFFICE: _("Housing office assistant"),
    Role.LOCAL_OFFICER: _("Local officer"),
    Role.INVESTIGATOR: _("Investigator"),
    Role.SSP_OFFICER: _("SSP officer"),
    Role.SSP_CONSULTANT: _("SSP consultant"),
    Role.PROJECT_HEAD: _("Head of project"),
    Role.YOUTH_WORKER: _("Youth worker"),
    Role.JOB_CONSULTANT: _("Job consultant"),
    Role.MENTOR: _("Mentor"),
    Role.DAYCARE_LEADER: _("Leader"),
    Role.DAYCARE_TEACHER: _("Teacher"),
    Role.STEERING: _("Chief"),
    Role.BOARD_MEMBER: _("Board member"),
    Role.EVALUATOR: _("Evaluator"),
    Role.DATA_PROTECTION: _("Data protection officer"),
    Role.OPERATIONS: _("IT operations"),
    Role.CONTACT: _("Contact person"),
}
ORGANISATIONS = {
    OrganisationKind.POLICE: _("the police"),
    OrganisationKind.HOUSING: _("the housing organisation"),
    OrganisationKind.PROJECT: _("the social housing project"),
    OrganisationKind.MUNICIPALITY: _("the municipality"),
    OrganisationKind.DAYCARE: _("the kindergarten"),
    OrganisationKind.BOARD: _("the residents' board"),
    OrganisationKind.ASSOCIATION: _("the association"),
}
PURPOSES = {
    Purpose.SAFETY: _("safety in the neighbourhood"),
    Purpose.INVESTIGATION: _("investigation of crime"),
    Purpose.PREVENTION: _("prevention, § 115"),
    Purpose.SUPPORT: _("support for young people"),
    Purpose.EVALUATION: _("evaluation"),
    Purpose.OVERSIGHT: _("data protection"),
    Purpose.OPERATIONS: _("operation of the installation"),
}
SENTENCES = {  # what holds while somebody works for this purpose; ordinary work has none
    Purpose.INVESTIGATION: _("Nothing of prevention is here, and nothing from here goes there."),
    Purpose.PREVENTION: _("What is said here is for helping. It may not be used to investigate a crime."),
    Purpose.SUPPORT: _("Read by mentor and coordinator alone."),
    Purpose.EVALUATION: _("Numbers and texts without persons."),
    Purpose.OVERSIGHT: _("You see who did what; you do not see what records say."),
    Purpose.OPERATIONS: _("You look after the installation and its people; you read no records."),
}
