from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.places import grid
from karlemose.places.enums import LONGEST_RECORDING_DAYS, SMALLEST_UNIT, PlaceKind, UnitKind
from karlemose.policy.words import Channel
from karlemose.tenancy.models import SLUG, PartnershipOwned

NAMED = ("id", "partnership", "neighbourhood", "code", "name", "order", "dwellings", "geometry", "sort_key")

# stored values, as the constraints write them
SECTION, BLOCK, STAIRWELL, CELLAR, OUTDOOR, SQUARE = (kind.value for kind in PlaceKind)


def place_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in PlaceKind]


def unit_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in UnitKind]


def danish_order(field: str) -> models.GeneratedField:
    """A key that sorts as Danes do on every server, whatever collations it knows: æ, ø, å after z.

    Aa is not read as å: it sorts as it is written.
    """
    key = models.Func(Lower(field), models.Value("æøå"), models.Value("{|}"), function="translate")
    return models.GeneratedField(expression=key, output_field=models.TextField(db_collation="C"), db_persist=True)


class Neighbourhood(PartnershipOwned):
    """An estate or a part of a town. Its week, and every local time in it, is its time zone's."""

    slug = models.CharField(max_length=50, validators=[SLUG])
    name = models.CharField(max_length=100)
    timezone = models.CharField(max_length=64)
    latitude = models.FloatField(null=True)  # middle of the plan, or corner of the grid of squares
    longitude = models.FloatField(null=True)
    plan_digest = models.CharField(max_length=64, default="", blank=True)  # SHA-256; empty: counted in squares
    sort_key = danish_order("name")

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "slug"], name="places_neighbourhood_slug_once"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,  # a check that is NULL passes
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="places_neighbourhood_origin_on_earth",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(
            ("id", "partnership", "slug", "name", "timezone", "latitude", "longitude", "plan_digest", "sort_key"),
            Data.PLAIN,
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_plan(self) -> bool:
        return bool(self.plan_digest)


class Named(PartnershipOwned):
    """What places and place units share: a code that is unique in the neighbourhood, a name, an order, a drawing."""

    kind: str  # each of the two has kinds of its own
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    order = models.PositiveIntegerField()  # as in the plan
    dwellings = models.PositiveIntegerField(null=True)
    geometry = models.JSONField()  # GeoJSON, WGS 84
    sort_key = danish_order("name")

    class Meta(PartnershipOwned.Meta):
        abstract = True
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["neighbourhood", "code"], name="%(app_label)s_%(class)s_code_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "order", "sort_key"], name="%(app_label)s_%(class)s_in_order"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """What a person reads; a square's name is made of its code in the language of the page."""
        if self.kind == PlaceKind.SQUARE:
            return grid.name(self.code, language=get_language() or "en")
        return self.name


class PlaceUnit(Named):
    """What may be coloured or counted. PostgreSQL itself refuses stairwells with fewer than 20 dwellings."""

    kind = models.CharField(max_length=10, choices=unit_kinds)

    objects = Scoped()
    everything = models.Manager()

    class Meta(Named.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    kind=UnitKind.STAIRWELLS.value, dwellings__isnull=False, dwellings__gte=SMALLEST_UNIT
                )
                | models.Q(kind__in=[CELLAR, OUTDOOR, SQUARE], dwellings__isnull=True),
                name="places_placeunit_large_enough",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys((*NAMED, "kind"), Data.PLAIN)


class Place(Named):
    """What one observation may name. `place_unit` is where it is counted; a section or block is counted nowhere."""

    kind = models.CharField(max_length=10, choices=place_kinds)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    place_unit = models.ForeignKey(PlaceUnit, models.PROTECT, null=True, related_name="+")

    objects = Scoped()
    everything = models.Manager()

    class Meta(Named.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=[STAIRWELL, CELLAR, OUTDOOR, SQUARE], place_unit__isnull=False)
                | models.Q(kind__in=[SECTION, BLOCK], place_unit__isnull=True),
                name="places_place_counted_in_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=STAIRWELL, dwellings__isnull=False)
                | models.Q(~models.Q(kind=STAIRWELL), dwellings__isnull=True),
                name="places_place_dwellings_of_stairwells",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[SECTION, SQUARE], parent__isnull=True)
                | models.Q(kind__in=[STAIRWELL, CELLAR], parent__isnull=False)
                | models.Q(kind__in=[BLOCK, OUTDOOR]),
                name="places_place_parent_fits_kind",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys((*NAMED, "kind", "parent", "place_unit"), Data.PLAIN)


class Camera(PartnershipOwned):
    """A camera of one organisation: seen by those who read its evidence, and by nobody else (channel `EVIDENCE`).

    It names its organisation by number alone, since organisations live above places.
    """

    channel = Channel.EVIDENCE

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    organisation_id = models.BigIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)  # what it looks at
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    permit_from = models.DateField(null=True, blank=True)  # the police's; own entrances need none
    permit_until = models.DateField(null=True, blank=True)
    permitted_since = models.DateField(null=True, blank=True)  # first day of permits that followed without a gap
    deletion_days = models.PositiveSmallIntegerField(default=LONGEST_RECORDING_DAYS)
    clock_offset = models.IntegerField(default=0)  # seconds its clock is ahead of the true time; negative: behind
    clock_checked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="neighbourhood",
        theirs={"organisation": "organisation_id", "author": "added_by_id"},
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "organisation_id", "code"], name="places_camera_code_once"
            ),
            models.CheckConstraint(
                condition=models.Q(deletion_days__range=(1, LONGEST_RECORDING_DAYS)),
                name="places_camera_deletes_in_time",
            ),
            models.CheckConstraint(
                condition=models.Q(permit_from__isnull=True, permit_until__isnull=True)
                | models.Q(
                    permit_from__isnull=False,
                    permit_until__isnull=False,
                    permit_from__lte=models.F("permit_until"),
                ),
                name="places_camera_permit_runs",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "neighbourhood", "organisation_id", "code", "name"), Data.PLAIN),
            **dict.fromkeys(("place", "permit_from", "permit_until", "deletion_days", "clock_offset"), Data.PLAIN),
            **dict.fromkeys(("permitted_since", "clock_checked_on", "ended_on"), Data.PLAIN),
            "added_by": Data.PERSONAL,
        }

    def __str__(self) -> str:
        return self.code

    def was_there_on(self, day: date) -> bool:
        return self.ended_on is None or day <= self.ended_on

    def may_record_on(self, day: date) -> bool:
        """With the police's permit, or at an own entrance, where none is needed."""
        if self.permitted_since is None or self.permit_until is None:
            return True
        return self.permitted_since <= day <= self.permit_until
