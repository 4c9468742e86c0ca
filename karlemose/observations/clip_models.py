"""Clips of cameras. `models.py` names the table, so that Django finds it."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from karlemose.foundation.ids import public_id
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.observations.limits import LONGEST_NUMBER, LONGEST_REASON
from karlemose.places.models import Camera
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned
from karlemose.vault.models import StoredFile


class Clip(PartnershipOwned):
    """A piece of a camera's recording, a particular of one observation (channel `EVIDENCE`; rule D06).

    `from_at` and `until_at` are what the camera's clock shows on the recording; `clock_offset` is how far that clock
    was from the true time on the day the clip was taken, copied, since a camera's clock is set right some day.
    """

    channel = Channel.EVIDENCE

    public_id = models.CharField(max_length=10, default=public_id)
    observation = models.ForeignKey("observations.Observation", models.PROTECT, related_name="+")
    camera = models.ForeignKey(Camera, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    clock_offset = models.IntegerField()  # seconds the camera's clock is ahead; negative: behind
    request_number = models.CharField(max_length=LONGEST_NUMBER, default="", blank=True)  # the police asked for it
    report_number = models.CharField(max_length=LONGEST_NUMBER, default="", blank=True)  # it was reported to them
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=40)
    held_by = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+", db_index=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()
    delete_on = models.DateField()  # the day of recording and the camera's days, or until when it is preserved
    preserved_because = models.CharField(max_length=LONGEST_REASON, default="", blank=True)
    preserved_at = models.DateTimeField(null=True, blank=True)

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="observation__neighbourhood",
        theirs={"organisation": "held_by_id", "author": "noted_by_id"},
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        indexes: ClassVar = [models.Index("partnership", "delete_on", name="observations_clip_delete")]
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id"], name="observations_clip_public_id_once"),
            models.UniqueConstraint(fields=["observation", "file"], name="observations_clip_once"),
            models.CheckConstraint(condition=Q(from_at__lt=F("until_at")), name="observations_clip_has_a_length"),
            models.CheckConstraint(
                condition=Q(preserved_because="", preserved_at__isnull=True)
                | (~Q(preserved_because="") & Q(preserved_at__isnull=False)),
                name="observations_clip_preserved_with_a_reason",
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=30)  # from the day of recording; `delete_on` says which day it is
        then = "erase"
        basis = "tv-overvågningsloven-4-c"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "public_id", "observation", "camera"), Data.PLAIN),
            **dict.fromkeys(("clock_offset", "media_type", "held_by", "delete_on", "preserved_at"), Data.PLAIN),
            **dict.fromkeys(("from_at", "until_at", "noted_at", "request_number", "report_number"), Data.QUASI),
            **dict.fromkeys(("noted_by", "preserved_because"), Data.PERSONAL),
            "file": Data.SENSITIVE,
        }

    def __str__(self) -> str:
        return self.public_id

    @property
    def erase_on(self) -> date:
        """By the name that it has for every other protected record."""
        return self.delete_on

    @property
    def offset(self) -> timedelta:
        return timedelta(seconds=self.clock_offset)

    @property
    def happened_from(self) -> datetime:
        """When it truly was: without the error of the camera's clock."""
        return self.from_at - self.offset

    @property
    def happened_until(self) -> datetime:
        return self.until_at - self.offset
