from typing import ClassVar

from django.db import models

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.tenancy.models import PartnershipOwned

LANGUAGES = [("da", "da"), ("en", "en")]


class KeptBriefing(PartnershipOwned):
    """One printed briefing of an ended week, as it was when it was made; never changed, only marked as outdated."""

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
    is_outdated = models.BooleanField(default=False)  # reports of its week came in after it was made

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "week", "receiver", "language", "version"], name="meetings_keptbriefing_once"
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(
                ("id", "partnership", "neighbourhood", "receiver", "week", "language", "version", "digest"), Data.PLAIN
            ),
            "pdf": Data.QUASI,
            "data_digest": Data.PLAIN,
            "head_code": Data.PLAIN,
            "made_at": Data.PLAIN,
            "is_outdated": Data.PLAIN,
        }
