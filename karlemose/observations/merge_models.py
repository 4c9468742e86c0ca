"""When duplicates were merged and parted: what a week looked like on a Tuesday can be told later, too."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned


class Merge(PartnershipOwned):
    """One observation stood for nothing but another from `merged_at` on, until it was parted (channel `PICTURE`)."""

    channel = Channel.PICTURE

    observation = models.ForeignKey("observations.Observation", models.CASCADE, related_name="+")
    into = models.ForeignKey("observations.Observation", models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True, blank=True)

    objects = Scoped(
        channel=Channel.PICTURE,
        neighbourhood="observation__neighbourhood",
        owner="observation__noted_by_organisation__kind",
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["observation"], condition=models.Q(parted_at__isnull=True), name="observations_merge_once"
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "erase"  # with either of the two
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "observation", "into"), Data.PLAIN),
            **dict.fromkeys(("merged_at", "parted_at"), Data.QUASI),
        }

    def __str__(self) -> str:
        return f"{self.observation_id} into {self.into_id}"
