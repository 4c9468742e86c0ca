"""Who may note and take in, each with the sentence that a refused person reads."""

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission, Whose


def check_may_note(viewer: Viewer, *, neighbourhood_id: int) -> None:
    """Whoever works in the neighbourhood and belongs to a partner may note what they saw."""
    if not viewer.has(Permission.NOTE) or viewer.organisation_id is None:
        raise NotAllowed(_("Your role does not note observations."))
    if neighbourhood_id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))


def may_protect(viewer: Viewer, *, neighbourhood_id: int) -> bool:
    """Whether somebody may write what points to a person: whoever may read it again as their own, by the rulebook."""
    return (
        viewer.organisation_id is not None
        and viewer.user_id is not None
        and neighbourhood_id in viewer.sees_whose(Channel.EVIDENCE, Whose.AUTHOR)
    )


def check_may_protect(viewer: Viewer, *, neighbourhood_id: int, needed: bool) -> None:
    if needed and not may_protect(viewer, neighbourhood_id=neighbourhood_id):
        raise NotAllowed(
            _(
                "Your organisation does not keep plates, descriptions or names here. Note what happened without them, "
                "and tell the police yourself what can point to a person: 114, in danger 112."
            )
        )


def check_may_merge(viewer: Viewer) -> None:
    if not viewer.has(Permission.MERGE):
        raise NotAllowed(_("Your role does not put duplicates together. Whoever leads the week does."))


def check_may_take_in(viewer: Viewer) -> None:
    """Files of other systems are brought by whoever runs the installation, nobody at a desk."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation takes in files."))
