"""Reads of hand-overs. The sender reads its own; the receiver what was released to it, and nothing before or beside it.

Pages that show content open the channel of evidence; the cover alone (`listed`, `waiting`) needs none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from karlemose.disclosure import states
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.drafting import Draft, NoSuchHandOver, draft_of, hand_over_numbered
from karlemose.disclosure.enums import KeyKind, State
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.papers import items_told
from karlemose.disclosure.parcel import folder_name
from karlemose.disclosure.parcel_models import Parcel, ReceiverKey
from karlemose.disclosure.rules import check_may_search
from karlemose.disclosure.sealing import ENDINGS
from karlemose.documents.handover import ItemTold
from karlemose.foundation import plates
from karlemose.foundation.clock import Week
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.vault import files

LISTED = 26  # hand-overs of a neighbourhood, newest first
NOTICE = timedelta(days=14)


@dataclass(frozen=True)
class Released:
    """A hand-over that has left: its items as they were, its parcel, its lines of custody (the sender's alone)."""

    hand_over: HandOver
    items: list[HandOverItem]
    parcel: Parcel
    steps: list[Step]


@dataclass(frozen=True)
class Fetched:
    """A parcel as a file to give away: `name` with its ending."""

    name: str
    content: bytes
    is_sealed: bool


def listed(viewer: Viewer, neighbourhood: Neighbourhood) -> QuerySet[HandOver]:
    """Newest first: all of the viewer's own organisation's, and of the others' what was released to it."""
    rows = _own(viewer).filter(neighbourhood=neighbourhood).select_related("sender", "receiver")
    return rows.order_by("-week", "-number", "-id")[:LISTED]


def one(viewer: Viewer, public_id: str) -> HandOver | None:
    """The cover of a hand-over that the viewer's organisation sent or got."""
    rows = _own(viewer).filter(public_id=public_id).select_related("neighbourhood", "sender", "receiver")
    return rows.first()


def draft(viewer: Viewer, public_id: str, *, at: datetime) -> Draft | None:
    """An open hand-over of the viewer's organisation as it stands now; `draft.digest` is what an approval names."""
    row = one(viewer, public_id)
    if row is None or row.sender_id != viewer.organisation_id or row.state not in states.OPEN:
        return None
    return draft_of(row, viewer=viewer, at=at)


def preview(shown: Draft) -> tuple[ItemTold, ...]:
    """Exactly what the receiver will read, item by item, in the language of the paper."""
    return items_told(shown, zone=ZoneInfo(shown.hand_over.neighbourhood.timezone))


def released(viewer: Viewer, public_id: str) -> Released | None:
    """What was released, for its sender and for those of the receiver who may read it."""
    row = one(viewer, public_id)
    if row is None or row.state not in states.OUT:
        return None
    parcel = Parcel.objects.visible_to(viewer).filter(hand_over=row).first()
    if parcel is None:
        return None
    items = HandOverItem.objects.visible_to(viewer).filter(hand_over=row, released_to__isnull=False)
    steps = Step.objects.visible_to(viewer).filter(hand_over=row).order_by("number")
    return Released(row, list(items.order_by("place_in_parcel")), parcel, list(steps))


def kept_back(viewer: Viewer, public_id: str) -> list[HandOverItem]:
    """What stayed with the sender, each with why; nobody else learns that there was any."""
    row = one(viewer, public_id)
    if row is None or row.sender_id != viewer.organisation_id:
        return []
    items = HandOverItem.objects.visible_to(viewer).filter(hand_over=row, released_to__isnull=True)
    return list(items.order_by("id"))


def steps(viewer: Viewer, public_id: str) -> list[Step]:
    """Who did what with it, for the sender."""
    rows = Step.objects.visible_to(viewer).filter(hand_over__public_id=public_id)
    return list(rows.order_by("number"))


def received(viewer: Viewer, neighbourhood: Neighbourhood) -> list[Parcel]:
    """Parcels that came in, newest first, for those who may read them; each with its cover."""
    if not viewer.has(Permission.READ_RECEIVED):
        return []
    rows = Parcel.objects.visible_to(viewer).filter(
        hand_over__neighbourhood=neighbourhood, hand_over__receiver_id=viewer.organisation_id
    )
    return list(rows.select_related("hand_over__sender", "file").order_by("-made_at", "-id")[:LISTED])


def items_of_parcels(viewer: Viewer, parcels: Iterable[Parcel]) -> Mapping[int, list[HandOverItem]]:
    """By hand-over, the items that the viewer may read of these parcels: one query."""
    rows = HandOverItem.objects.visible_to(viewer).filter(
        hand_over__in=[one.hand_over_id for one in parcels], released_to__isnull=False
    )
    found: dict[int, list[HandOverItem]] = {}
    for item in rows.order_by("place_in_parcel"):
        found.setdefault(item.hand_over_id, []).append(item)
    return found


def unfinished(viewer: Viewer, neighbourhood: Neighbourhood) -> list[HandOver]:
    """What the viewer's organisation has begun and not released, of whatever week."""
    rows = _own(viewer).filter(neighbourhood=neighbourhood, sender_id=viewer.organisation_id, state__in=states.OPEN)
    return list(rows.order_by("week", "number"))


def waiting(viewer: Viewer, neighbourhood: Neighbourhood) -> list[HandOver]:
    """What has no receipt yet, oldest first, for sender and receiver alike: covers, nothing of what is in it."""
    rows = _own(viewer).filter(neighbourhood=neighbourhood, state=State.RELEASED)
    return list(rows.order_by("released_at", "id"))


def recalled(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> list[HandOver]:
    """What the receiver was called back of late, newest first: as long as a notice of it stands on its home page."""
    rows = _own(viewer).filter(neighbourhood=neighbourhood, receiver_id=viewer.organisation_id)
    return list(rows.filter(state=State.RECALLED, recalled_at__gt=at - NOTICE).order_by("-recalled_at", "-id"))


def of_week(neighbourhood: Neighbourhood, week: Week) -> list[HandOver]:
    """Every hand-over of a week, in the partnership that is open: for the command line."""
    rows = HandOver.objects.unscoped("the command line says how far a week has come, not what is in it")
    return list(rows.filter(neighbourhood=neighbourhood, week=str(week)).order_by("number", "id"))


def fetched(row: HandOver, kept: Parcel) -> Fetched:
    """The parcel's bytes, sealed for the receiver where it has given a key: out of the vault, whose SHA-256 is checked.

    The page or command leaves the line (`Event.PARCEL_FETCHED`). Raises what the vault raises.
    """
    name = f"{folder_name(row)}.zip"
    if kept.sealed_file is None:
        return Fetched(name, files.read(kept.file), is_sealed=False)
    return Fetched(name + ENDINGS[KeyKind(kept.sealed_with)], files.read(kept.sealed_file), is_sealed=True)


def near_misses(viewer: Viewer, plate: str) -> list[HandOverItem]:
    """Plates that may be this one misread, among what was handed over to the viewer; the likeliest first.

    For the police alone (`NotAllowed` for everybody else), and the page leaves a line (`Event.PLATE_LOOKED_UP`). It
    compares plates; it shows no way that a vehicle went.
    """
    check_may_search(viewer)
    try:
        asked = plates.normalise(plate).normalised
    except plates.NoPlate:
        return []
    rows = HandOverItem.objects.visible_to(viewer).filter(released_to_id=viewer.organisation_id).exclude(plate="")
    items = list(rows.select_related("hand_over").order_by("-id"))
    found = plates.near(asked, (item.plate for item in items))
    return sorted((item for item in items if item.plate in found), key=lambda item: (found.index(item.plate), -item.id))


def receiver_key(viewer: Viewer, organisation_id: int) -> ReceiverKey | None:
    """The public key that parcels for an organisation are sealed with now."""
    rows = ReceiverKey.objects.visible_to(viewer).filter(organisation_id=organisation_id, ended_at__isnull=True)
    return rows.first()


def of_link(public_id: str) -> HandOver | None:
    """The cover behind an open link, for whoever holds it; in the partnership that is open."""
    try:
        row = hand_over_numbered(public_id)
    except NoSuchHandOver:
        return None
    return row if row.state in states.OUT else None


def _own(viewer: Viewer) -> QuerySet[HandOver]:
    """Covers of the viewer's organisation, in the viewer's neighbourhoods; what is not out is the sender's alone."""
    works = any(viewer.has(one) for one in (Permission.HAND_OVER, Permission.APPROVE_HAND_OVER, Permission.RECEIVE))
    counts = viewer.has(Permission.SEE_UNANSWERED)
    rows = HandOver.objects.visible_to(viewer)
    if not (works or counts or viewer.has(Permission.READ_RECEIVED)):
        return rows.none()
    own = Q(sender_id=viewer.organisation_id) | Q(receiver_id=viewer.organisation_id, state__in=states.OUT)
    return rows.filter(own, neighbourhood__in=viewer.neighbourhoods)
