"""Changed, renewed, ended, worn, and let in again: what happens to a membership after it was accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from karlemose.foundation.clock import day_of
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners import links
from karlemose.partners.enums import Ending
from karlemose.partners.holding import (
    check_standing,
    cover,
    covered,
    covered_by,
    held,
    leave_line,
    other_contacts,
    refs,
)
from karlemose.partners.models import Invitation, Membership
from karlemose.partners.rules import (
    check_contact_stays,
    check_covers,
    check_may_manage,
    check_not_oneself,
    check_role,
    check_same_purpose,
)
from karlemose.partners.standing import Standing, renewed_until
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Role
from karlemose.tenancy.acting import acting_for

_THERE = (Standing.INVITED, Standing.COMING, Standing.RUNNING, Standing.RESTING)
_ACCEPTED = (Standing.COMING, Standing.RUNNING, Standing.RESTING)


class EndsBeforeItBegins(ValueError):
    """A membership ends on its first day at the earliest."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What a membership is from now on. `neighbourhoods` None: all of the partnership, also those to come."""

    role: Role
    neighbourhoods: tuple[int, ...] | None
    until_on: date | None
    confidentiality_signed_on: date | None


@action(Event.MEMBERSHIP_CHANGED)
def change(*, by: Viewer, at: datetime, membership_id: int, what: Changed) -> Membership:
    """Another role of the same purpose, other neighbourhoods, another last day.

    Raises `NoSuchMembership`, `NotNow`, `NotAllowed`, `EndsBeforeItBegins`.
    """
    membership = held(by=by, membership_id=membership_id)
    check_may_manage(by, membership.organisation_id)
    check_standing(membership, *_THERE, on=day_of(at))
    others = other_contacts(membership, on=day_of(at))
    check_not_oneself(by, membership, others=1)
    check_role(by, organisation=membership.organisation, role=what.role)
    check_same_purpose(membership, what.role)
    check_covers(by, given=what.neighbourhoods, before=covered(membership), own=covered_by(by))
    if what.role != membership.role or what.until_on is not None:
        check_contact_stays(membership, others=others, on=day_of(at))
    if what.until_on is not None and what.until_on < membership.from_on:
        raise EndsBeforeItBegins(f"from {membership.from_on} to {what.until_on}")
    membership.role = what.role
    membership.until_on = what.until_on
    membership.confidentiality_signed_on = what.confidentiality_signed_on
    membership.has_all_neighbourhoods = what.neighbourhoods is None
    membership.save(update_fields=["role", "until_on", "confidentiality_signed_on", "has_all_neighbourhoods"])
    cover(membership, what.neighbourhoods)
    detail = {
        "role": what.role.value,
        "until": what.until_on.isoformat() if what.until_on else None,
        "neighbourhoods": None if what.neighbourhoods is None else len(what.neighbourhoods),
    }
    leave_line(Event.MEMBERSHIP_CHANGED, membership, by=by, at=at, detail=detail)
    return membership


@action(Event.MEMBERSHIP_ENDED, Event.LINK_REVOKED)
def end(
    *, by: Viewer, at: datetime, membership_id: int, because: Ending = Ending.CONTACT, keeps_contact: bool = True
) -> Membership:
    """End a membership now: the person's next request finds nothing.

    `keeps_contact`: not the last contact person of an organisation. Raises `NoSuchMembership`, `NotAllowed`, and
    `NotNow` when it has ended.
    """
    membership = held(by=by, membership_id=membership_id)
    if because is not Ending.CLAIM:
        check_may_manage(by, membership.organisation_id)
        if keeps_contact:
            check_contact_stays(membership, others=other_contacts(membership, on=day_of(at)), on=day_of(at))
    check_standing(membership, *_THERE, on=day_of(at))
    membership.ended_at, membership.ended_because = at, because
    membership.save(update_fields=["ended_at", "ended_because"])
    Invitation.objects.unscoped("an invitation that is taken back").filter(membership_id=membership.id).delete()
    links.close_links(by=by, at=at, ref=Ref("membership", str(membership.id)))
    leave_line(Event.MEMBERSHIP_ENDED, membership, by=by, at=at, detail={"because": because.value})
    return membership


@action(Event.MEMBERSHIP_RENEWED)
def renew(*, by: Viewer, at: datetime, membership_ids: Sequence[int]) -> list[Membership]:
    """Six months more for each of these, from today; whoever rests works again. All of them, or none.

    Raises `NoSuchMembership`, `NotNow`, `NotAllowed`.
    """
    return [_renew_one(membership_id, by=by, at=at) for membership_id in sorted(set(membership_ids))]


def _renew_one(membership_id: int, *, by: Viewer, at: datetime) -> Membership:
    membership = held(by=by, membership_id=membership_id)
    check_may_manage(by, membership.organisation_id)
    check_standing(membership, *_ACCEPTED, on=day_of(at))
    check_not_oneself(by, membership, others=other_contacts(membership, on=day_of(at)))
    membership.renewed_on = day_of(at)
    membership.renew_by = renewed_until(day_of(at))
    membership.save(update_fields=["renewed_on", "renew_by"])
    detail = {"until": membership.renew_by.isoformat(), "oneself": membership.user_id == by.user_id}
    leave_line(Event.MEMBERSHIP_RENEWED, membership, by=by, at=at, detail=detail)
    return membership


def begin_work(*, by: Viewer, at: datetime) -> None:
    """A session begins to work under a membership: noted once a day."""
    with acting_for(by.partnership_id, read_only=True):
        rows = Membership.objects.visible_to(by).filter(id=by.membership_id)
        last_used_on = rows.values_list("last_used_on", flat=True).first()
    if last_used_on is None or last_used_on < day_of(at):
        _note_worn(by=by, at=at)


@action(Event.MEMBERSHIP_WORN)
def _note_worn(*, by: Viewer, at: datetime) -> None:
    rows = Membership.objects.visible_to(by).select_for_update()
    membership: Membership = rows.get(id=by.membership_id)
    membership.last_used_on = day_of(at)
    membership.save(update_fields=["last_used_on"])
    subjects, detail = refs(membership), {"purpose": by.purpose.value}
    record(Event.MEMBERSHIP_WORN, actor=by, at=at, subjects=subjects, detail=detail)
