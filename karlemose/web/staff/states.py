"""What became of an observation, always as word and icon (ux.md, § 7.9)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.observations.queries import Observation


@dataclass(frozen=True)
class State:
    word: str | Promise
    icon: str
    is_good: bool = False


RECEIVED = State(_("received"), "done", is_good=True)
CORRECTED = State(_("received, corrected since"), "done", is_good=True)
WITHDRAWN = State(_("withdrawn"), "withdrawn")
MERGED = State(_("put together with another"), "merged")


def state(observation: Observation) -> State:
    """`was_corrected` is asked for by those queries alone that show one's own notes."""
    if observation.withdrawn_at is not None:
        return WITHDRAWN
    if observation.merged_into_id is not None:
        return MERGED
    return CORRECTED if getattr(observation, "was_corrected", False) else RECEIVED
