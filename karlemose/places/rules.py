"""Who may lay out a neighbourhood."""

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


def check_may_lay_out(viewer: Viewer) -> None:
    """Plans decide what is counted together; whoever runs the installation loads them, nobody at a desk."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation adds neighbourhoods and plans."))
