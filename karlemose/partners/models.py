from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.models import PartnershipOwned


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in OrganisationKind]


def roles() -> list[tuple[str, str]]:
    return [(role.value, role.value) for role in Role]


def purposes() -> list[tuple[str, str]]:
    return [(purpose.value, purpose.value) for purpose in Purpose]


class Organisation(PartnershipOwned):
    """A legal entity of the partnership."""

    kind = models.CharField(max_length=20, choices=kinds)
    name = models.CharField(max_length=120)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "name"], name="partners_organisation_name"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(("id", "partnership", "kind", "name"), Data.PLAIN)

    def __str__(self) -> str:
        return self.name


class Membership(PartnershipOwned):
    """Somebody's work for one organisation, in one role, for one purpose, from–to."""

    readable_by_own_user = True  # before a partnership is chosen: "your partnerships"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=roles)
    purpose = models.CharField(max_length=20, choices=purposes)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    has_all_neighbourhoods = models.BooleanField(default=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="partners_membership_ends_after",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            "id": Data.PLAIN,
            "partnership": Data.PLAIN,
            "user": Data.PERSONAL,
            "organisation": Data.QUASI,
            "role": Data.QUASI,
            "purpose": Data.QUASI,
            "from_on": Data.QUASI,
            "until_on": Data.QUASI,
            "has_all_neighbourhoods": Data.PLAIN,
        }


class MembershipNeighbourhood(PartnershipOwned):
    """A neighbourhood that a membership covers when it does not cover them all."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey("places.Neighbourhood", models.PROTECT, related_name="+")

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["membership", "neighbourhood"], name="partners_membershipneighbourhood_once"
            ),
        ]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = dict.fromkeys(("id", "partnership", "membership", "neighbourhood"), Data.PLAIN)
