"""What is left of observations when they have been erased: numbers by week and by month, without identities (ADR 15).

Two tables, because a week can lie in two months: of a record that is gone nobody could say any more which. Weeks keep
the place unit, months the whole neighbourhood alone, so that the two together do not tell a day.
"""

from typing import ClassVar

from django.db import models

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.observations.limits import LONGEST_WORDS
from karlemose.places.models import Neighbourhood, PlaceUnit
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned


class Counted(PartnershipOwned):
    """What both have: how many of a kind there were in a neighbourhood."""

    channel = Channel.PICTURE

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    kind_words = models.CharField(max_length=LONGEST_WORDS, default="", blank=True)
    number = models.PositiveIntegerField()

    class Meta(PartnershipOwned.Meta):
        abstract = True


class WeekCount(Counted):
    """ISO week × kind × place unit (none: no place was given, or none so fine)."""

    monday = models.DateField()
    place_unit = models.ForeignKey(PlaceUnit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = Scoped(channel=Channel.PICTURE, neighbourhood="neighbourhood")
    everything = models.Manager()

    class Meta(Counted.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "monday", "kind", "kind_words", "place_unit"],
                name="observations_weekcount_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(monday__iso_week_day=1), name="observations_weekcount_from_a_monday"
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(
            ("id", "partnership", "neighbourhood", "kind", "kind_words", "number", "monday", "place_unit"), Data.PLAIN
        )

    def __str__(self) -> str:
        return f"{self.monday} {self.kind} {self.number}"


class MonthCount(Counted):
    """Calendar month × kind, the whole neighbourhood. Holds also what was known by its month alone."""

    month = models.DateField()  # its first day

    objects = Scoped(channel=Channel.PICTURE, neighbourhood="neighbourhood")
    everything = models.Manager()

    class Meta(Counted.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "month", "kind", "kind_words"], name="observations_monthcount_once"
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="observations_monthcount_from_a_first"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(
            ("id", "partnership", "neighbourhood", "kind", "kind_words", "number", "month"), Data.PLAIN
        )

    def __str__(self) -> str:
        return f"{self.month} {self.kind} {self.number}"
