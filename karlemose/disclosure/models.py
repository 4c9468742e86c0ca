from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from karlemose.disclosure.custody_models import Step  # noqa: F401 -- a table of this room
from karlemose.disclosure.enums import How, RecallReason, Sort, Standing, State
from karlemose.disclosure.limits import KEPT, LONGEST_NUMBER, LONGEST_REASON
from karlemose.disclosure.parcel_models import Parcel, ReceiverKey  # noqa: F401 -- tables of this room
from karlemose.disclosure.states import OPEN
from karlemose.foundation.ids import public_id
from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.partners.models import Organisation
from karlemose.places.models import Neighbourhood
from karlemose.policy.words import Channel
from karlemose.tenancy.models import PartnershipOwned

_PERSON = settings.AUTH_USER_MODEL


def _together(*fields: str) -> Q:
    """All of these, or none."""
    return Q(**{f"{name}__isnull": True for name in fields}) | Q(**{f"{name}__isnull": False for name in fields})


def _when(model: str, *fields: str) -> Any:
    name = "_and_".join(fields)
    return models.CheckConstraint(condition=_together(*fields), name=f"disclosure_{model}_{name}"[:60])


class HandOver(PartnershipOwned):
    """The cover of a hand-over: whose week, to whom, how far it has come. What lies in it stands in other tables.

    It says nothing of anybody but who worked on it, so that an officer can give the receipt without reading the rest.
    """

    public_id = models.CharField(max_length=10, default=public_id)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    week = models.CharField(max_length=8)  # ISO, "2017-W37"
    number = models.PositiveIntegerField()  # 1, 2 …: what came late goes in another of the same week
    language = models.CharField(max_length=2, default="da")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)  # since when nothing is in the second person's way
    approved_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, default="", blank=True)  # of what the second person saw
    released_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    number_released = models.PositiveIntegerField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_how = models.CharField(max_length=20, choices=How.choices, default="", blank=True)
    journal_number = models.CharField(max_length=LONGEST_NUMBER, default="", blank=True)  # the receiver's own
    recalled_at = models.DateTimeField(null=True)
    recalled_because = models.CharField(max_length=20, choices=RecallReason.choices, default="", blank=True)

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id"], name="disclosure_handover_public_id_once"),
            models.UniqueConstraint(
                fields=["neighbourhood", "week", "sender", "receiver", "number"], name="disclosure_handover_number_once"
            ),
            models.UniqueConstraint(
                fields=["neighbourhood", "week", "sender", "receiver"],
                condition=Q(state__in=sorted(OPEN)),
                name="disclosure_handover_one_open",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="disclosure_handover_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "released", "acknowledged", "recalled"])
                | Q(approved_by__isnull=False),
                name="disclosure_handover_approved_first",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["released", "acknowledged", "recalled"]) ^ Q(released_at__isnull=True),
                name="disclosure_handover_released",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(released_at__isnull=False),
                name="disclosure_handover_acknowledged_after_release",
            ),
            models.CheckConstraint(
                condition=Q(state="recalled") ^ Q(recalled_at__isnull=True), name="disclosure_handover_recalled"
            ),
            _when("handover", "approved_by", "approved_at"),
            _when("handover", "released_by", "released_at", "number_released"),
        ]
        indexes: ClassVar = [
            models.Index(
                "partnership", "neighbourhood", F("week").desc(), F("number").desc(), name="disclosure_handover_by_week"
            )
        ]

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesloven-8-3"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "public_id", "neighbourhood", "week", "number"), Data.PLAIN),
            **dict.fromkeys(("language", "sender", "receiver", "state", "approved_digest"), Data.PLAIN),
            **dict.fromkeys(("made_by", "approved_by", "released_by"), Data.PERSONAL),
            **dict.fromkeys(("made_at", "changed_at", "ready_at", "approved_at", "released_at"), Data.PLAIN),
            **dict.fromkeys(("number_released", "acknowledged_at", "acknowledged_how"), Data.PLAIN),
            **dict.fromkeys(("recalled_at", "recalled_because"), Data.PLAIN),
            "journal_number": Data.QUASI,
        }

    def __str__(self) -> str:
        return self.public_id


class HandOverItem(PartnershipOwned):
    """One item and what the law says of it. Its content is kept when it is released, and never changes then.

    `released_to` is set by the release and by nothing else: before, the receiver does not find it.
    """

    channel = Channel.EVIDENCE

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="+")
    ref_kind = models.CharField(max_length=20)
    ref_id = models.CharField(max_length=40)
    sort = models.CharField(max_length=20, choices=Sort.choices)
    information = models.CharField(max_length=60)  # a code of the rulebook
    observation = models.CharField(max_length=10)  # public number
    stated = models.JSONField(default=list)  # codes of conditions that a person stated
    police_number = models.CharField(max_length=LONGEST_NUMBER, default="", blank=True)  # of a request or report
    left_out_because = models.CharField(max_length=LONGEST_REASON, default="", blank=True)
    standing = models.CharField(max_length=20, choices=Standing.choices)
    outcome = models.CharField(max_length=10)
    rule = models.CharField(max_length=20)
    missing = models.JSONField(default=list)
    rulebook = models.CharField(max_length=64)  # the version that was asked
    trace = models.JSONField(default=list)
    released_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    place_in_parcel = models.PositiveIntegerField(null=True)
    content = models.JSONField(null=True)
    plate = models.CharField(max_length=20, default="", blank=True)
    file_digest = models.CharField(max_length=64, default="", blank=True)
    recalled_at = models.DateTimeField(null=True)

    objects = Scoped(
        channel=Channel.EVIDENCE,
        neighbourhood="hand_over__neighbourhood",
        theirs={"organisation": "hand_over__sender_id", "receiver": "released_to_id"},
    )
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["hand_over", "ref_kind", "ref_id"], name="disclosure_handoveritem_once_in_a_hand_over"
            ),
            models.UniqueConstraint(
                fields=["ref_kind", "ref_id", "released_to"],
                condition=Q(released_to__isnull=False, recalled_at__isnull=True),
                name="disclosure_handoveritem_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(released_to__isnull=True) | Q(standing="ready", outcome__in=["ALLOW", "DUTY"]),
                name="disclosure_handoveritem_only_lawful",
            ),
            models.CheckConstraint(
                condition=Q(released_to__isnull=False) | Q(plate="", file_digest=""),
                name="disclosure_handoveritem_nothing_kept_back",
            ),
            _when("handoveritem", "released_to", "content", "place_in_parcel"),
        ]

    class Privacy:
        kept_for = KEPT
        then = "erase"
        basis = "databeskyttelsesloven-8-3"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "hand_over", "ref_kind", "ref_id", "sort"), Data.PLAIN),
            **dict.fromkeys(("information", "observation", "stated", "standing", "outcome", "rule"), Data.PLAIN),
            **dict.fromkeys(("missing", "rulebook", "trace", "released_to", "place_in_parcel"), Data.PLAIN),
            **dict.fromkeys(("recalled_at", "file_digest"), Data.PLAIN),
            **dict.fromkeys(("police_number", "left_out_because"), Data.QUASI),
            **dict.fromkeys(("content", "plate"), Data.SENSITIVE),
        }
