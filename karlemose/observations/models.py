from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from karlemose.foundation.ids import public_id
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.observations.enums import Kind, NumberOfPeople
from karlemose.observations.limits import LONGEST_REFERENCE, LONGEST_TEXT, LONGEST_WORDS
from karlemose.places.models import Neighbourhood, Place
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned


def kinds() -> list[tuple[str, Any]]:
    """A function, so that a new kind needs no migration."""
    return Kind.choices


def numbers_of_people() -> list[tuple[str, Any]]:
    return NumberOfPeople.choices


class Import(PartnershipOwned):
    """One file that was taken in. The same file again makes another line that added nothing."""

    public_id = models.CharField(max_length=10, default=public_id)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256 of the file as it lay on the disk, in hexadecimal
    taken_in_at = models.DateTimeField()
    number_added = models.PositiveIntegerField()
    numbers = models.JSONField()  # what was read, accepted, rejected by reason, masked by sort …

    objects = Scoped(channel=Channel.PICTURE, neighbourhood="neighbourhood")
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id"], name="observations_import_public_id_once"),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "count"
        basis = "no personal data"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "public_id", "neighbourhood", "digest", "taken_in_at"), Data.PLAIN),
            **dict.fromkeys(("number_added", "numbers"), Data.PLAIN),
            "file_name": Data.QUASI,
        }

    def __str__(self) -> str:
        return self.public_id


class Observation(PartnershipOwned):
    """What somebody saw: an act, where, when and how many, never who (channel `PICTURE`).

    Its position is never kept: only the place it lies in, at its finest a stairwell; no place means "not given".
    """

    channel = Channel.PICTURE

    public_id = models.CharField(max_length=10, default=public_id)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=kinds)
    kind_words = models.CharField(max_length=LONGEST_WORDS, default="", blank=True)  # another system's, under "other"
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    place_words = models.CharField(
        max_length=LONGEST_WORDS, default="", blank=True
    )  # another system's, not in our plan
    occurred_at = models.DateTimeField()
    is_hour_known = models.BooleanField(default=True)  # a day without a time stands as its noon
    number_of_people = models.CharField(max_length=10, choices=numbers_of_people, default="", blank=True)
    text = models.CharField(max_length=LONGEST_TEXT, default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by_organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reference = models.CharField(max_length=LONGEST_REFERENCE, default="", blank=True)  # the source's own id of it

    objects = Scoped(channel=Channel.PICTURE, neighbourhood="neighbourhood", owner="noted_by_organisation__kind")
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        indexes: ClassVar = [
            models.Index(
                "partnership",
                "neighbourhood",
                F("occurred_at").desc(),
                F("public_id").desc(),
                name="observations_by_time",
            ),
            models.Index(
                "partnership",
                "neighbourhood",
                "kind",
                "kind_words",
                F("occurred_at").desc(),
                F("public_id").desc(),
                name="observations_by_kind",
            ),
            models.Index(
                "partnership",
                "neighbourhood",
                "place",
                F("occurred_at").desc(),
                F("public_id").desc(),
                name="observations_by_place",
            ),
        ]
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id"], name="observations_observation_public_id_once"),
            models.UniqueConstraint(
                fields=["neighbourhood", "reference"],
                condition=~Q(reference=""),
                name="observations_observation_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(kind_words="") | Q(kind=Kind.OTHER), name="observations_observation_words_of_other_kinds"
            ),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("noted_at")), name="observations_observation_noted_after_it_occurred"
            ),
            models.CheckConstraint(
                condition=Q(noted_by_organisation__isnull=False, source__isnull=True)
                | Q(noted_by_organisation__isnull=True, noted_by__isnull=True, source__isnull=False),
                name="observations_observation_noted_or_imported",
            ),
        ]

    class Privacy:
        kept_for = timedelta(days=365)
        then = "count"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "public_id", "neighbourhood", "kind", "source"), Data.PLAIN),
            **dict.fromkeys(("kind_words", "place", "place_words", "occurred_at", "is_hour_known"), Data.QUASI),
            **dict.fromkeys(("number_of_people", "noted_at", "noted_by_organisation", "reference"), Data.QUASI),
            "text": Data.PERSONAL,
            "noted_by": Data.PERSONAL,
        }

    def __str__(self) -> str:
        return self.public_id

    @property
    def kind_label(self) -> str:
        """The kind as people read it: ours translated, another system's in its own words."""
        return self.kind_words or str(Kind(self.kind).label)
