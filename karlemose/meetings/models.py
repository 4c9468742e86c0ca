from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.tenancy.models import PartnershipOwned

LANGUAGES = [("da", "da"), ("en", "en")]


class KeptBriefing(PartnershipOwned):
    """One printed briefing of an ended week, as it was when it was made; never changed, only marked as outdated.

    It shows what records say, so it goes with the first of them: then its bytes are erased, and what proves that it was
    this paper stays (its digests, the ledger's head).
    """

    neighbourhood = models.ForeignKey("places.Neighbourhood", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+")
    week = models.CharField(max_length=8)  # ISO, "2015-W23"
    language = models.CharField(max_length=2, choices=LANGUAGES)
    version = models.PositiveIntegerField()  # 1, 2 …: a fresh one after late reports keeps the old
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes
    data_digest = models.CharField(max_length=64)  # SHA-256 of what it says, but for when it was made
    head_code = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    made_by = models.CharField(
        max_length=100, default="", blank=True
    )  # the ledger's word: "person:12", "job:briefings"
    since = models.JSONField(null=True, blank=True)  # of a fresh one: how many came, were corrected, withdrawn, merged
    is_outdated = models.BooleanField(default=False)  # reports of its week came in after it was made
    erase_on = models.DateField()  # the first record that it may show has been here twelve months
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "week", "receiver", "language", "version"], name="meetings_keptbriefing_once"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(pdf=b""), name="meetings_keptbriefing_erased_is_empty"
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "count"  # its bytes go; that it was made, and its digest, stay
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(
                ("id", "partnership", "neighbourhood", "receiver", "week", "language", "version", "digest"), Data.PLAIN
            ),
            "pdf": Data.QUASI,
            "data_digest": Data.PLAIN,
            "head_code": Data.PLAIN,
            "made_at": Data.PLAIN,
            "made_by": Data.PERSONAL,
            **dict.fromkeys(("since", "is_outdated", "erase_on", "erased_at"), Data.PLAIN),
        }
