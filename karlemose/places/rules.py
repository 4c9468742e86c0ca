"""Who may lay out a neighbourhood."""

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import OrganisationKind, Permission

# What stands after a partnership in an address and is no neighbourhood; a test holds it to the pages there are.
RESERVED = frozenset({"agreements", "devices", "ledger", "link", "me", "oversight", "people", "rules", "state"})


def check_may_lay_out(viewer: Viewer) -> None:
    """Plans decide what is counted together; whoever runs the installation loads them, nobody at a desk."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation adds neighbourhoods and plans."))


def check_may_keep_cameras(viewer: Viewer, *, neighbourhood_id: int) -> None:
    """A housing organisation's office keeps the list of its own cameras."""
    if viewer.organisation_kind != OrganisationKind.HOUSING or not viewer.has(Permission.HAND_OVER):
        raise NotAllowed(_("Only the housing organisation's office keeps the list of its cameras."))
    if neighbourhood_id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))


def check_slug(slug: str) -> None:
    """A neighbourhood by the name of a page could never be reached."""
    if slug in RESERVED:
        raise NotAllowed(_("This word is the address of a page. Choose another one for the neighbourhood."))
