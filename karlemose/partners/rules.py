"""Who may add organisations, and who may change who works for one; each with the sentence of its refusal."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.partners.models import Membership, Organisation
from karlemose.partners.roles import BY_COMMAND, kinds_of, purpose_of
from karlemose.partners.standing import Standing, standing
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Permission, Role

# What stands first in an address and is no partnership; a test holds it to the pages there are.
RESERVED = frozenset({"accounts", "appearance", "demo", "healthz", "language", "static"})
Places = tuple[int, ...] | None  # neighbourhoods by number; None: all of the partnership, also those to come


def check_may_add(viewer: Viewer) -> None:
    """Organisations and their first people are added by whoever runs the installation."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation adds organisations and people."))


def check_may_agree(viewer: Viewer) -> None:
    """The partners sign on paper; whoever runs the installation keeps what they signed."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Whoever runs the installation keeps and ends agreements, when the partners have signed."))


def check_may_sign(viewer: Viewer) -> None:
    """The lawyer signs on paper, too."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Whoever runs the installation keeps what the partnership's lawyer has signed."))


def may_manage(viewer: Viewer, organisation_id: int | None) -> bool:
    """A contact person their own organisation's people; whoever sits at the terminal everybody's."""
    if viewer.has(Permission.RUN) and viewer.user_id is None:
        return True
    return viewer.has(Permission.MANAGE_PEOPLE) and viewer.organisation_id == organisation_id is not None


def check_may_manage(viewer: Viewer, organisation_id: int | None) -> None:
    if not may_manage(viewer, organisation_id):
        raise NotAllowed(_("People are invited, changed and ended by the contact person of their own organisation."))


def check_role(viewer: Viewer, *, organisation: Organisation, role: Role) -> None:
    """A role is given where it belongs; the one that runs the installation is given by command alone."""
    if OrganisationKind(organisation.kind) not in kinds_of(role):
        raise NotAllowed(_("This role does not belong to an organisation of this kind."))
    if role in BY_COMMAND and viewer.user_id is not None:
        raise NotAllowed(_("This role is given by whoever runs the installation."))


def check_covers(viewer: Viewer, *, given: Places, before: Places, own: Places) -> None:
    """A contact person gives no more neighbourhoods than they cover themselves: `own`, None where it is all of them.

    What somebody had `before` from another contact person may stay.
    """
    if viewer.user_id is None or own is None or given == before:
        return
    if given is None or not set(given) <= {*own, *(before or ())}:
        raise NotAllowed(_("You work in some neighbourhoods only: mark at least one of those, and no others."))


def check_same_purpose(membership: Membership, role: Role) -> None:
    """Whoever is at work keeps their purpose: a session must not carry one into another."""
    if purpose_of(role) != membership.purpose:
        raise NotAllowed(
            _("The new role has another purpose. End this membership and invite the person to the other one.")
        )


def check_not_oneself(viewer: Viewer, membership: Membership, *, others: int) -> None:
    """Another contact person looks after a contact person; who is alone renews themselves, and that is seen."""
    if viewer.user_id is not None and membership.user_id == viewer.user_id and others > 0:
        raise NotAllowed(_("Another contact person of your organisation changes what you may do, not you yourself."))


def check_contact_stays(membership: Membership, *, others: int, on: date) -> None:
    """An organisation keeps somebody who can invite and end: the last one is not lost by mistake."""
    if membership.role == Role.CONTACT and not others and standing(membership, on) is not Standing.INVITED:
        raise NotAllowed(
            _("This is the last contact person of the organisation. Invite another one, who accepts, before this ends.")
        )


def check_may_restore(viewer: Viewer, memberships: Iterable[Membership]) -> None:
    """The new password opens all of a person's work: another organisation, or the installation, has a say in that.

    `memberships` are all that the person has anywhere.
    """
    if viewer.user_id is None:
        return
    for one in memberships:
        if one.user_id == viewer.user_id:
            raise NotAllowed(_("Another contact person, or whoever runs the installation, lets you in again."))
        if one.organisation_id != viewer.organisation_id or one.role in BY_COMMAND:
            raise NotAllowed(_("This person works for others too. Whoever runs the installation lets them in again."))
