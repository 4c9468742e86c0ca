"""Photos of an observation, and what was done about a damage. `models.py` names them, so that Django finds them."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from karlemose.foundation.ids import public_id
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.observations.limits import LONGEST_NUMBER, LONGEST_TAG
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned
from karlemose.vault.models import StoredFile

OBSERVATION = "observations.Observation"
KEPT = timedelta(days=365)


class AnyPhoto(PartnershipOwned):
    """What both kinds share. An observation cannot go while it has one: files are let go of first (`forget_files`)."""

    public_id = models.CharField(max_length=10, default=public_id)
    observation = models.ForeignKey(OBSERVATION, models.PROTECT, related_name="+")
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")  # as it came, never shown on a page
    view = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")  # its pixels alone, at most 1,600 wide
    width = models.PositiveIntegerField()  # of the view
    height = models.PositiveIntegerField()
    noted_at = models.DateTimeField()

    class Meta(PartnershipOwned.Meta):
        abstract = True
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id"], name="%(app_label)s_%(class)s_public_id_once"),
            models.UniqueConstraint(fields=["observation", "original"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self) -> str:
        return self.public_id


_PLAIN = ("id", "partnership", "public_id", "observation", "width", "height")


class Photo(AnyPhoto):
    """Shows a damage and nobody: no person, plate or name. A member looked at it and said so (channel `PICTURE`)."""

    channel = Channel.PICTURE

    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = Scoped(
        channel=Channel.PICTURE,
        neighbourhood="observation__neighbourhood",
        owner="observation__noted_by_organisation__kind",
    )
    everything = models.Manager()

    class Meta(AnyPhoto.Meta):
        default_manager_name = "everything"

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(_PLAIN, Data.PLAIN),
            **dict.fromkeys(("noted_at", "confirmed_at"), Data.QUASI),
            **dict.fromkeys(("original", "view", "confirmed_by"), Data.PERSONAL),
        }


class ProtectedPhoto(AnyPhoto):
    """May show somebody, a plate or a name (channel `EVIDENCE`)."""

    channel = Channel.EVIDENCE

    held_by = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+", db_index=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    erase_on = models.DateField()

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="observation__neighbourhood",
        theirs={"organisation": "held_by_id", "author": "noted_by_id"},
    )
    everything = models.Manager()

    class Meta(AnyPhoto.Meta):
        default_manager_name = "everything"
        indexes: ClassVar = [models.Index("partnership", "erase_on", name="observations_photo_erase")]

    class Privacy:
        kept_for = KEPT  # without an incident 30 days: `erase_on` says which day it is
        then = "erase"
        basis = "databeskyttelsesloven-8-3"
        fields: ClassVar = {
            **dict.fromkeys((*_PLAIN, "held_by", "erase_on"), Data.PLAIN),
            "noted_at": Data.QUASI,
            "noted_by": Data.PERSONAL,
            **dict.fromkeys(("original", "view"), Data.SENSITIVE),
        }


class Repair(PartnershipOwned):
    """What was done about graffiti or a damage: when it was gone, what it cost, the report's number (`PICTURE`)."""

    channel = Channel.PICTURE

    observation = models.OneToOneField(OBSERVATION, models.CASCADE, related_name="+")
    removed_on = models.DateField()
    cost = models.PositiveIntegerField(null=True, blank=True)  # whole kroner
    report_number = models.CharField(max_length=LONGEST_NUMBER, default="", blank=True)  # the police's
    tag = models.CharField(max_length=LONGEST_TAG, default="", blank=True)  # the word that was painted; never a name
    removed_at_once = models.BooleanField(default=False)  # it named or threatened somebody: no photo was waited for
    noted_at = models.DateTimeField()

    objects = Scoped(
        channel=Channel.PICTURE,
        neighbourhood="observation__neighbourhood",
        owner="observation__noted_by_organisation__kind",
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "observation", "cost", "removed_at_once"), Data.PLAIN),
            **dict.fromkeys(("removed_on", "report_number", "tag", "noted_at"), Data.QUASI),
        }

    def __str__(self) -> str:
        return f"repair of {self.observation_id}"
