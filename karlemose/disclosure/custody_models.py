"""Lines of custody. `models.py` names the table, so that Django finds it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from karlemose.disclosure.enums import StepKind
from karlemose.disclosure.limits import KEPT, LONGEST_REASON
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned


class Step(PartnershipOwned):
    """One line of custody: who did what with it, and the digest of what it then was."""

    channel = Channel.EVIDENCE
    refused = "UPDATE"

    hand_over = models.ForeignKey("disclosure.HandOver", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120, default="", blank=True)
    by_organisation = models.CharField(max_length=120, default="", blank=True)
    words = models.CharField(max_length=LONGEST_REASON, default="", blank=True)  # why it was sent back or dropped
    digest = models.CharField(max_length=64, default="", blank=True)

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="hand_over__neighbourhood",
        theirs={"organisation": "hand_over__sender_id"},
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["hand_over", "number"], name="disclosure_step_number_once"),
        ]

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesforordningen-5-2"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "hand_over", "number", "kind", "at", "digest"), Data.PLAIN),
            **dict.fromkeys(("by", "by_name", "words"), Data.PERSONAL),
            "by_organisation": Data.QUASI,
        }
