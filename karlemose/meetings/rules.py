"""Who may make a briefing, each with the sentence that a refused person reads."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from karlemose.foundation.refusals import NotAllowed
from karlemose.meetings.briefing import Wanted
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission


def check_may_make(viewer: Viewer, wanted: Wanted, *, fresh: bool) -> None:
    """A member makes their own organisation's; commands and jobs make anybody's, and read none of them."""
    if viewer.has(Permission.RUN):
        return
    if not viewer.has(Permission.READ_BRIEFINGS) or viewer.organisation_id != wanted.receiver.id:
        raise NotAllowed(_("This briefing is made for another organisation."))
    if wanted.neighbourhood.id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))
    if fresh and not viewer.has(Permission.MAKE_BRIEFINGS):
        raise NotAllowed(_("Your role does not make a new briefing of a week that has one."))


def check_is_past(known_at: datetime, wanted: Wanted, *, at: datetime) -> None:
    """What was known is asked of a moment that is over, and at which the week had begun."""
    if known_at > at:
        raise NotAllowed(_("That is still to come. When was it?"))
    if known_at < wanted.week.start(wanted.zone):
        raise NotAllowed(_("The week had not begun by then."))


def check_is_not_erased(*, is_erased: bool) -> None:
    """A paper is not made of a week of which records are gone: it would call those silent who were heard then."""
    if is_erased:
        raise NotAllowed(_("The reports of this week have been erased after twelve months; counts are left of it."))
