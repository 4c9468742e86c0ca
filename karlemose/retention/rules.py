"""Who may sweep, with the sentence that a refused person reads."""

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


def check_may_sweep(viewer: Viewer) -> None:
    """Nobody at a desk decides when something is erased: the period does."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only the nightly job and whoever runs the installation erase what is due."))
