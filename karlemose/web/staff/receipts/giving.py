"""Giving a receipt, signed in: the same from the officer's list and from the investigator's page."""

from typing import Any

from django.utils.translation import gettext as _

from karlemose.disclosure import receiving, states
from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.policy.viewer import Viewer


def refused(sent: Any, *, by: Viewer, hand_over: str, key: str | None) -> str:
    """Give it; why not, in a sentence. Empty: it is given, now or before."""
    journal = sent.get("journal_number", "")
    try:
        receiving.acknowledge(by=by, at=clock.current_time(), hand_over=hand_over, journal_number=journal, key=key)
    except (AlreadyDone, states.WrongState):
        return ""  # the page says who was quicker, or that it was recalled
    except receiving.NotAJournalNumber:
        return _("Write your journal number in letters and digits, or leave it empty.")
    except NotAllowed as refusal:
        return str(refusal.sentence)
    return ""
