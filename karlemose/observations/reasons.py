"""Why somebody reads what is protected, and how many colleagues do: from the rulebook, for the page that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from karlemose.observations.clip_models import Clip
from karlemose.observations.models import Observation, Particulars
from karlemose.observations.photo_models import ProtectedPhoto
from karlemose.partners.models import Membership, MembershipNeighbourhood
from karlemose.partners.standing import Standing, standing
from karlemose.policy.engine import decide
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Reading, Rule, Text
from karlemose.policy.rulebook import Rulebook, in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind, Whose


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One rule by which the viewer reads. `met` are the conditions that the house keeps; words in da and en."""

    rule: str
    words: Text
    basis: Text
    met: tuple[Text, ...]
    whose: Whose
    version: str  # of the rulebook: its SHA-256
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class Why:
    """`colleagues` is how many of one's own organisation read it too, the viewer among them."""

    reasons: tuple[Reason, ...]
    colleagues: int


def of_particulars(viewer: Viewer, particulars: Particulars | ProtectedPhoto | Clip) -> Why:
    """Whoever noted it and the office of the organisation that holds it read it. One query."""
    rulebook = in_force().signed(viewer.signatures)
    is_held = particulars.held_by_id == viewer.organisation_id
    is_theirs = {
        Whose.AUTHOR: is_held and viewer.user_id is not None and particulars.noted_by_id == viewer.user_id,
        Whose.ORGANISATION: is_held,
    }
    protected = [one for one in rulebook.readings if one.channel is Channel.EVIDENCE and one.whose in is_theirs]
    theirs = [one for one in protected if is_theirs[one.whose] and _is_for(one, viewer)]
    office = [one for one in protected if one.whose is Whose.ORGANISATION]
    kind = OrganisationKind(particulars.held_by.kind)
    return Why(
        reasons=tuple(_reasons(theirs, kind, viewer, rulebook)),
        colleagues=_number(viewer, office, particulars.observation, author=particulars.noted_by_id),
    )


def _is_for(reading: Reading, viewer: Viewer) -> bool:
    return (
        viewer.organisation_kind in reading.organisations
        and viewer.purpose in reading.memberships
        and viewer.role in reading.roles
    )


def _reasons(readings: list[Reading], owner: OrganisationKind, viewer: Viewer, rulebook: Rulebook) -> Iterator[Reason]:
    for reading in readings:
        decision = decide(_facts(reading, owner, viewer), rulebook)
        if not decision.is_refused:
            yield _reason(rulebook.rule(decision.rule), reading, rulebook)


def _facts(reading: Reading, owner: OrganisationKind, viewer: Viewer) -> Facts:
    return Facts(
        sender=owner.value,
        receiver=reading.receiver,
        information=reading.information,
        purpose=reading.purpose,
        at=viewer.law_on or viewer.on,
        channel=reading.channel,
        conditions=reading.holds,
    )


def _reason(rule: Rule, reading: Reading, rulebook: Rulebook) -> Reason:
    conditions = rulebook.vocabulary.conditions
    return Reason(
        rule=rule.id,
        words=rule.words,
        basis=rule.basis,
        met=tuple(conditions[code].words for code in sorted(reading.holds)),
        whose=reading.whose,
        version=rulebook.version,
        valid_from=rule.valid_from,
    )


def _number(viewer: Viewer, readings: list[Reading], observation: Observation, *, author: int | None) -> int:
    """How many people of the viewer's organisation read it on this day, whoever noted it among them."""
    covered = MembershipNeighbourhood.objects.visible_to(viewer).filter(
        membership=OuterRef("pk"), neighbourhood=observation.neighbourhood_id
    )
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=viewer.organisation_id, user__is_active=True)
    here = rows.filter(Q(has_all_neighbourhoods=True) | Exists(covered)).order_by("id")
    return len({one.user_id for one in here if _reads(one, readings, viewer.on, author)})


def _reads(membership: Membership, readings: list[Reading], on: date, author: int | None) -> bool:
    if standing(membership, on) is not Standing.RUNNING:
        return False
    return membership.user_id == author or any(
        membership.role in one.roles and membership.purpose in one.memberships for one in readings
    )
