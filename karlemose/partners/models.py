from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.partners.enums import Ending, LinkKind
from karlemose.policy.words import Level, OrganisationKind, Purpose, Role
from karlemose.tenancy.models import PartnershipOwned


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in OrganisationKind]


def roles() -> list[tuple[str, str]]:
    return [(role.value, role.value) for role in Role]


def purposes() -> list[tuple[str, str]]:
    return [(purpose.value, purpose.value) for purpose in Purpose]


def levels() -> list[tuple[str, str]]:
    return [(level.value, level.value) for level in Level]


def endings() -> list[tuple[str, str]]:
    return [(ending.value, ending.value) for ending in Ending]


def link_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in LinkKind]


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
    """Somebody's work for one organisation, in one role, for one purpose, from–to. What it is on a day: `standing.py`.

    Nobody is in it while it is only an invitation: the invitation names them until they accept.
    """

    readable_by_own_user = True  # before a partnership is chosen: "whom do you work for today?"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=roles)
    purpose = models.CharField(max_length=20, choices=purposes)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    has_all_neighbourhoods = models.BooleanField(default=True)
    confidentiality_signed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    renewed_on = models.DateField(null=True)
    renew_by = models.DateField()
    last_used_on = models.DateField(null=True)  # worn: once a day
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=10, choices=endings, blank=True, default="")
    claim_group = models.CharField(max_length=120, blank=True, default="")  # of the organisation's own sign-in

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
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(user__isnull=False), name="partners_membership_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="partners_membership_ended_because",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "has_all_neighbourhoods", "ended_because"), Data.PLAIN),
            **dict.fromkeys(("organisation", "role", "purpose", "claim_group", "from_on", "until_on"), Data.QUASI),
            **dict.fromkeys(("confidentiality_signed_on", "accepted_on", "renewed_on", "renew_by"), Data.QUASI),
            **dict.fromkeys(("last_used_on", "ended_at"), Data.QUASI),
            "user": Data.PERSONAL,
        }


class Invitation(PartnershipOwned):
    """Who is meant by a membership that nobody has accepted yet. Erased when it is accepted or ended, or in the end."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [*PartnershipOwned.Meta.constraints]

    class Privacy:
        kept_for = timedelta(days=184)  # until it would have to be renewed
        then = "erase"
        basis = "databeskyttelsesforordningen-6-1-e"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "membership"), Data.PLAIN),
            **dict.fromkeys(("email", "name"), Data.PERSONAL),
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


class Agreement(PartnershipOwned):
    """What one partner may read of the shared picture, where, how closely, on what ground, from–to (A3).

    No neighbourhood: all of the partnership, also those to come. Without an agreement a partner reads nothing; with one
    it reads what the rulebook allows and the agreement says, whichever is less.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey("places.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=10, choices=levels)
    basis = models.CharField(max_length=8)  # the rule of the rulebook it stands on
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="partners_agreement_ends_after",
            ),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(
            ("id", "partnership", "organisation", "neighbourhood", "level", "basis", "from_on", "until_on"), Data.PLAIN
        )


class Signature(PartnershipOwned):
    """The yes of a partnership's lawyer to one rule in one text of the rulebook. Never changed, never taken away."""

    refused = "UPDATE, DELETE"

    rule = models.CharField(max_length=8)
    version = models.CharField(max_length=64)  # SHA-256 of the rulebook's text that was signed
    signed_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "rule", "version"], name="partners_signature_once"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "databeskyttelsesforordningen-6-1-c"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "rule", "version", "signed_at"), Data.PLAIN),
            "signed_by": Data.PERSONAL,
        }


class Link(PartnershipOwned):
    """A way in to one thing for somebody without an account. Its token stands in the address and nowhere here."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # of whoever made it
    kind = models.CharField(max_length=20, choices=link_kinds)
    ref_kind = models.CharField(max_length=40)
    ref_id = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="partners_link_closed_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partnership", "ref_kind", "ref_id"], name="partners_link_to")]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "databeskyttelsesforordningen-5-2"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "organisation", "kind", "ref_kind", "ref_id"), Data.PLAIN),
            **dict.fromkeys(("made_at", "expires_at", "used_at", "revoked_at"), Data.PLAIN),
            "token_hash": Data.SECRET,
            "made_by": Data.PERSONAL,
        }
