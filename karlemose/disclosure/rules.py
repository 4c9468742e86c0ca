"""Who may do what with a hand-over, each with the sentence that a refused person reads."""

from django.utils.translation import gettext_lazy as _

from karlemose.disclosure.models import HandOver
from karlemose.foundation.refusals import NotAllowed
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission, Whose


def check_may_prepare(viewer: Viewer, *, neighbourhood_id: int) -> None:
    """Whoever hands over works for the organisation that noted it, here, and may read what it noted."""
    if not viewer.has(Permission.HAND_OVER):
        raise NotAllowed(_("Your role does not hand the week over."))
    _check_reads_here(viewer, neighbourhood_id)


def check_may_send(viewer: Viewer, hand_over: HandOver) -> None:
    """Release, recall, receipt by telephone: whoever of the sender hands over here."""
    check_is_senders(viewer, hand_over)
    check_may_prepare(viewer, neighbourhood_id=hand_over.neighbourhood_id)


def check_may_change(viewer: Viewer, hand_over: HandOver) -> None:
    """One person puts it together, so that everybody else may be the second. A colleague can drop it and begin anew."""
    check_may_send(viewer, hand_over)
    if viewer.user_id != hand_over.made_by_id:
        raise NotAllowed(_("A colleague puts this hand-over together. You can send it back, drop it or approve it."))


def check_may_approve(viewer: Viewer, hand_over: HandOver) -> None:
    """The second person: not whoever put it together."""
    check_may_judge(viewer, hand_over)
    if viewer.user_id is None or viewer.user_id == hand_over.made_by_id:
        raise NotAllowed(_("A colleague must approve it: you have put it together yourself."))


def check_may_judge(viewer: Viewer, hand_over: HandOver) -> None:
    """Whoever may approve may also send back or drop."""
    check_is_senders(viewer, hand_over)
    if not viewer.has(Permission.APPROVE_HAND_OVER):
        raise NotAllowed(_("Your role does not approve hand-overs."))
    _check_reads_here(viewer, hand_over.neighbourhood_id)


def check_is_senders(viewer: Viewer, hand_over: HandOver) -> None:
    if viewer.organisation_id != hand_over.sender_id:
        raise NotAllowed(_("This hand-over is another organisation's."))


def check_may_receive(viewer: Viewer, hand_over: HandOver) -> None:
    """The receipt is given by the organisation that got it, by whoever of it works here."""
    if not viewer.has(Permission.RECEIVE) or viewer.organisation_id != hand_over.receiver_id:
        raise NotAllowed(_("The receipt is given by whoever the hand-over went to."))
    if hand_over.neighbourhood_id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))


def check_may_search(viewer: Viewer) -> None:
    """Near misses of a plate are for the police, among what was handed over to them."""
    if not viewer.has(Permission.READ_RECEIVED):
        raise NotAllowed(_("Plates are looked up by the police alone, among what was handed over to them."))


def check_may_set_key(viewer: Viewer, *, organisation_id: int) -> None:
    """An organisation's people set its key, or whoever runs the installation."""
    if viewer.has(Permission.RUN):
        return
    is_own = viewer.organisation_id == organisation_id
    if not is_own or not (viewer.has(Permission.READ_RECEIVED) or viewer.has(Permission.MANAGE_PEOPLE)):
        raise NotAllowed(_("An organisation's key is set by its own people."))


def check_may_write_out(viewer: Viewer) -> None:
    if not viewer.has(Permission.RUN):
        raise NotAllowed(_("Only whoever runs the installation writes parcels out."))


def person(viewer: Viewer) -> int:
    """Work on a hand-over is a person's: neither a command nor a job puts one together."""
    if viewer.user_id is None:
        raise NotAllowed(_("Your role does not hand the week over."))
    return viewer.user_id


def _check_reads_here(viewer: Viewer, neighbourhood_id: int) -> None:
    if neighbourhood_id not in viewer.neighbourhoods:
        raise NotAllowed(_("You do not work in this neighbourhood."))
    if neighbourhood_id not in viewer.sees_whose(Channel.EVIDENCE, Whose.ORGANISATION):
        raise NotAllowed(
            _("Nobody reads the organisation's particulars until the partnership's lawyer has signed rule D50.")
        )
