"""The parcel, and the key that it is sealed with. `models.py` names the tables, so that Django finds them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from karlemose.disclosure.enums import KeyKind
from karlemose.disclosure.limits import KEPT
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.partners.models import Organisation
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned
from karlemose.vault.models import StoredFile


class Parcel(PartnershipOwned):
    """The one folder of a released hand-over: made once, never changed."""

    channel = Channel.EVIDENCE
    refused = "UPDATE"

    hand_over = models.ForeignKey("disclosure.HandOver", models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # SHA-256 of the folder as one file
    sealed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sealed_digest = models.CharField(max_length=64, default="", blank=True)
    sealed_with = models.CharField(max_length=10, choices=KeyKind.choices, default="", blank=True)
    key_fingerprint = models.CharField(max_length=80, default="", blank=True)
    receipt_digest = models.CharField(max_length=64)
    head_code = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="hand_over__neighbourhood",
        theirs={"organisation": "hand_over__sender_id", "receiver": "hand_over__receiver_id"},
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["hand_over"], name="disclosure_parcel_once"),
            models.CheckConstraint(
                condition=Q(sealed_file__isnull=True, sealed_digest="", sealed_with="", key_fingerprint="")
                | (Q(sealed_file__isnull=False) & ~Q(sealed_digest="") & ~Q(sealed_with="") & ~Q(key_fingerprint="")),
                name="disclosure_parcel_sealed_whole",
            ),
        ]

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesloven-8-3"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "hand_over", "file", "digest", "sealed_file"), Data.PLAIN),
            **dict.fromkeys(("sealed_digest", "sealed_with", "key_fingerprint", "head_code", "made_at"), Data.PLAIN),
            "receipt_digest": Data.SECRET,
        }


class ReceiverKey(PartnershipOwned):
    """The public key that an organisation's parcels are sealed for, from its day on; the newest that stands counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KeyKind.choices)
    text = models.TextField()
    fingerprint = models.CharField(max_length=80)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at__isnull=True), name="disclosure_receiverkey_one_stands"
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "organisation", "kind", "text", "fingerprint"), Data.PLAIN),
            **dict.fromkeys(("set_at", "ended_at"), Data.PLAIN),
            "set_by": Data.PERSONAL,
        }
