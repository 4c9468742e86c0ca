"""Fixed words of a hand-over. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("hand-over", "Draft")
    APPROVED = "approved", pgettext_lazy("hand-over", "Approved")
    RELEASED = "released", pgettext_lazy("hand-over", "Waiting for receipt")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("hand-over", "Received")
    RECALLED = "recalled", pgettext_lazy("hand-over", "Recalled")
    REFUSED = "refused", pgettext_lazy("hand-over", "Dropped")


class Sort(models.TextChoices):
    """What an item is, for people; what it is for the law stands in `information`."""

    PLATE = "plate", _("Number plate")
    DESCRIPTION = "description", _("Description or name")
    PHOTO = "photo", _("Photo")
    CLIP = "clip", _("Camera clip")


class Standing(models.TextChoices):
    """How an item stands before the law, once everything has been done that the steps ahead will do."""

    READY = "ready", pgettext_lazy("item of a hand-over", "Ready")
    LACKS = "lacks", pgettext_lazy("item of a hand-over", "Lacks something")
    UNLAWFUL = "unlawful", pgettext_lazy("item of a hand-over", "May not be handed over")
    LEFT_OUT = "left_out", pgettext_lazy("item of a hand-over", "Left out")


class How(models.TextChoices):
    """How the receiver acknowledged."""

    SIGNED_IN = "signed_in", _("signed in")
    LINK = "link", _("by link")
    TELEPHONE = "telephone", _("by telephone")


class StepKind(models.TextChoices):
    """One line of custody."""

    MADE = "made", pgettext_lazy("step of a hand-over", "put together")
    CHANGED = "changed", pgettext_lazy("step of a hand-over", "changed")
    RETURNED = "returned", pgettext_lazy("step of a hand-over", "sent back")
    APPROVED = "approved", pgettext_lazy("step of a hand-over", "approved")
    REFUSED = "refused", pgettext_lazy("step of a hand-over", "dropped")
    RELEASED = "released", pgettext_lazy("step of a hand-over", "released")
    RECALLED = "recalled", pgettext_lazy("step of a hand-over", "recalled")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("step of a hand-over", "receipt given")


class RecallReason(models.TextChoices):
    """Why a released hand-over is called back. Codes, so that the reason itself tells nothing of anybody."""

    WRONG_FACTS = "wrong_facts", _("Something in it is not right")
    TOO_MUCH = "too_much", _("There is something in it that should not be")
    WRONG_RECEIVER = "wrong_receiver", _("It went to the wrong receiver")


class KeyKind(models.TextChoices):
    AGE = "age", "age"
    OPENPGP = "openpgp", "OpenPGP"
