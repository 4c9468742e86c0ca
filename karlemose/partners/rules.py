"""Who may add organisations and people."""

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


def check_may_add(viewer: Viewer) -> None:
    """Organisations and their first people are added by whoever runs the installation."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation adds organisations and people."))
