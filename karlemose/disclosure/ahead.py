"""How far a week has come before anything of it left: numbers by standing, for lists and home pages. No words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from karlemose.disclosure import states
from karlemose.disclosure.drafting import draft_of, offers_for, parties_of
from karlemose.disclosure.enums import Standing
from karlemose.disclosure.judging import judge
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.foundation.clock import Week
from karlemose.partners.models import Organisation
from karlemose.places.models import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission, Whose


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What of a week is still with its sender. `hand_over` is the open one, if somebody has begun."""

    week: Week
    hand_over: HandOver | None
    counts: Mapping[Standing, int]

    @property
    def number(self) -> int:
        return sum(self.counts.values())


def may_hand_over(viewer: Viewer, neighbourhood: Neighbourhood) -> bool:
    """Whether this person hands over here, and the law lets them read what is to be handed over."""
    reads = viewer.sees_whose(Channel.EVIDENCE, Whose.ORGANISATION)
    return viewer.has(Permission.HAND_OVER) and neighbourhood.id in reads


def ahead(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, *, receiver: Organisation, at: datetime
) -> Ahead | None:
    """None for whoever hands nothing over here. The same queries for a week that is begun and one that is not."""
    if not may_hand_over(viewer, neighbourhood):
        return None
    rows = HandOver.objects.visible_to(viewer).filter(
        neighbourhood=neighbourhood,
        week=str(week),
        sender_id=viewer.organisation_id,
        receiver_id=receiver.id,
        state__in=states.OPEN,
    )
    begun = rows.select_related("neighbourhood", "sender", "receiver").first()
    if begun is not None:
        lines = draft_of(begun, viewer=viewer, at=at).lines
        return Ahead(week=week, hand_over=begun, counts=Counter(line.standing for line in lines))
    asked = _asked(viewer, neighbourhood, week, receiver, at=at)
    parties = parties_of(asked, viewer=viewer, at=at)
    offers = offers_for(asked, viewer=viewer, at=at).values()
    found = Counter(judge(one, parties=parties, stated=frozenset()).standing for one in offers)
    return Ahead(week=week, hand_over=None, counts=found)


def standings(viewer: Viewer, hand_overs: Iterable[HandOver]) -> Mapping[int, Mapping[Standing, int]]:
    """How many items of each of these stand how, as it was kept last: one query."""
    rows = HandOverItem.objects.visible_to(viewer).filter(hand_over__in=[row.id for row in hand_overs])
    found: dict[int, dict[Standing, int]] = {}
    counted = rows.order_by().values_list("hand_over_id", "standing").annotate(number=Count("id"))
    for hand_over_id, standing, number in counted:
        found.setdefault(hand_over_id, {})[Standing(standing)] = number
    return found


def _asked(
    viewer: Viewer, neighbourhood: Neighbourhood, week: Week, receiver: Organisation, *, at: datetime
) -> HandOver:
    """A hand-over that is not kept: what would stand in it if somebody began now."""
    sender = Organisation(
        id=viewer.organisation_id, partnership_id=viewer.partnership_id, kind=viewer.organisation_kind or ""
    )
    return HandOver(
        partnership_id=viewer.partnership_id,
        neighbourhood=neighbourhood,
        week=str(week),
        number=0,
        sender=sender,
        receiver=receiver,
        made_at=at,
        changed_at=at,
    )
