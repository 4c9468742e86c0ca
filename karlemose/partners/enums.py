"""Fixed words of who works here. Stored values never change."""

from enum import StrEnum


class LinkKind(StrEnum):
    """What an expiring link is for: one thing, once."""

    INVITATION = "invitation"  # to a membership
    RESTORE = "restore"  # a new password and second factor
    HAND_OVER = "hand_over"  # the receipt of what was handed over


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Ending(StrEnum):
    """Why a membership ended before its last day, or without one."""

    CONTACT = "contact"  # the organisation's contact person ended it
    CLAIM = "claim"  # the organisation's own sign-in says that the person has left the group
    COMMAND = "command"  # whoever runs the installation ended it
    UNANSWERED = "unanswered"  # nobody accepted it before it had to be renewed
