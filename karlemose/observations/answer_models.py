"""What the police answered, and what was told about it on a Friday."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped, Viewing
from karlemose.observations.replies import replies
from karlemose.places.models import Neighbourhood
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned


class OwnAnswers(Scoped):
    """Single answers are read by the organisation that gave them; everybody else is told counts over a week."""

    def _readable(self, viewer: Viewing) -> Q:
        return super()._readable(viewer) & Q(answered_by_organisation_id=viewer.organisation_id)


class Answer(PartnershipOwned):
    """The police's answer on one observation (channel `PICTURE`).

    It hangs on the observation alone: there is no column in which a plate, a photo or a description could stand. A
    changed answer is a new row; the earlier one stays and says when it was replaced.
    """

    channel = Channel.PICTURE

    observation = models.ForeignKey("observations.Observation", models.CASCADE, related_name="+", db_index=False)
    reply = models.CharField(max_length=20, choices=replies)
    week = models.CharField(max_length=8)  # the observation's, on the neighbourhood's clock, as it was answered
    answered_by_organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = OwnAnswers(channel=Channel.PICTURE, neighbourhood="observation__neighbourhood")
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        indexes: ClassVar = [models.Index("partnership", "observation", name="observations_answer_on")]
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["observation"], condition=Q(replaced_at__isnull=True), name="observations_answer_once"
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "erase"  # with its observation; the ledger keeps how many of each there were in a week
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "observation", "week", "answered_by_organisation"), Data.PLAIN),
            **dict.fromkeys(("reply", "answered_at", "replaced_at"), Data.QUASI),
            "answered_by": Data.PERSONAL,
        }

    def __str__(self) -> str:
        return f"{self.week} {self.reply}"


class Digest(PartnershipOwned):
    """What one person was told on a Friday about their own notes of a week: numbers, never which note.

    Never changed: when the police answer later, the next Friday makes another version.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    week = models.CharField(max_length=8)
    version = models.PositiveIntegerField()  # 1, 2 …
    number_noted = models.PositiveIntegerField()
    numbers = models.JSONField()  # reply → how many of the notes; what is missing is not answered yet
    made_at = models.DateTimeField()

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "neighbourhood", "week", "version"], name="observations_digest_once"
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "neighbourhood", "organisation", "week", "version"), Data.PLAIN),
            **dict.fromkeys(("number_noted", "numbers", "made_at"), Data.QUASI),
            "person": Data.PERSONAL,
        }

    def __str__(self) -> str:
        return f"{self.week} version {self.version}"

    @property
    def number_answered(self) -> int:
        return sum(self.numbers.values())

    def says_the_same(self, number_noted: int, numbers: dict[str, Any]) -> bool:
        return (self.number_noted, self.numbers) == (number_noted, numbers)
