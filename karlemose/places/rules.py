"""Who may lay out a neighbourhood."""

from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


class NotAllowed(Exception):
    """The sentence is what the refused person reads."""


def check_may_lay_out(viewer: Viewer) -> None:
    """Plans decide what is counted together; whoever runs the installation loads them, nobody at a desk."""
    if not viewer.has(Permission.RUN):
        raise NotAllowed("Only whoever runs the installation adds neighbourhoods and plans.")
