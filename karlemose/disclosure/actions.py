"""Putting a hand-over together, and the second person's part. Releasing and receiving have files of their own."""

import re
from datetime import datetime

from django.db.models import Max

from karlemose.disclosure import rules, states, telling
from karlemose.disclosure.custody import add_step
from karlemose.disclosure.drafting import (
    Draft,
    Line,
    draft_of,
    hand_over_numbered,
    items_of,
    keep_judgements,
    offers_for,
    parties_of,
    ref_of,
    subject,
    write_judgement,
)
from karlemose.disclosure.enums import State, StepKind
from karlemose.disclosure.judging import APPROVED, REPORT_NUMBER, TO_BE_STATED, judge
from karlemose.disclosure.limits import LONGEST_NUMBER, LONGEST_REASON
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.register import Offered
from karlemose.foundation.clock import Week
from karlemose.ledger.events import Event
from karlemose.ledger.recording import Value, action, record
from karlemose.ledger.refs import Ref
from karlemose.partners.models import Organisation
from karlemose.places.locating import locked
from karlemose.policy.decision import NO_RULE
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel

POLICE_NUMBER = re.compile(rf"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå./ -]{{2,{LONGEST_NUMBER - 1}}}")


class NothingToHandOver(Exception):
    """The week has nothing, or nothing that is not with the receiver already."""


class AlreadyOpen(Exception):
    """One hand-over of this week to this receiver is being worked on; `hand_over` is its number."""

    def __init__(self, hand_over: str) -> None:
        super().__init__(f"hand-over {hand_over} of this week is still open")
        self.hand_over = hand_over


class NotReady(Exception):
    """Something is missing; `lines` says what, item by item. Without lines there is nothing lawful to release."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(f"{len(lines)} items lack something" if lines else "no item may be handed over")
        self.lines = lines


class ChangedMeanwhile(Exception):
    """What stands in it is no longer what was seen."""


class NotToBeStated(ValueError):
    """This condition holds by itself or not at all; or the number is none; or the reason is empty or too long."""


@action(Event.HAND_OVER_MADE, channels=(Channel.EVIDENCE,))
def assemble(
    *, by: Viewer, at: datetime, neighbourhood_id: int, week: Week, receiver_id: int, language: str = "da"
) -> HandOver:
    """Begin a hand-over with everything that the week has. Raises `NotAllowed`, `AlreadyOpen`, `NothingToHandOver`."""
    rules.check_may_prepare(by, neighbourhood_id=neighbourhood_id)
    neighbourhood = locked(neighbourhood_id)  # two at once: the second finds the first's
    rows = HandOver.objects.visible_to(by).filter(
        neighbourhood=neighbourhood, week=str(week), sender_id=by.organisation_id, receiver_id=receiver_id
    )
    running = rows.filter(state__in=states.OPEN).first()
    if running is not None:
        raise AlreadyOpen(running.public_id)
    made = HandOver(
        partnership_id=by.partnership_id,
        neighbourhood=neighbourhood,
        week=str(week),
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        language=language,
        sender=Organisation.objects.visible_to(by).get(id=by.organisation_id),
        receiver=Organisation.objects.visible_to(by).get(id=receiver_id),
        made_by_id=rules.person(by),
        made_at=at,
        changed_at=at,
    )
    found = offers_for(made, viewer=by, at=at)
    if not found:
        raise NothingToHandOver(str(week))
    made.save(force_insert=True)
    _take_in(made, list(found.values()), by=by, at=at)
    draft = draft_of(made, viewer=by, at=at)
    _keep_turn(draft, by=by, at=at)
    add_step(made, by=by, at=at, kind=StepKind.MADE, digest=draft.digest)
    detail: dict[str, Value] = {"week": made.week, "items": len(found), "receiver": made.receiver_id}
    record(Event.HAND_OVER_MADE, actor=by, at=at, subjects=[subject(made), *found], detail=detail)
    return made


@action(Event.HAND_OVER_CHANGED, channels=(Channel.EVIDENCE,))
def refresh(*, by: Viewer, at: datetime, hand_over: str) -> HandOver:
    """Take in what has come since, let go what is gone, and ask the law again. Raises `NotAllowed`, `WrongState`."""
    row = _to_change(by, hand_over)
    before = draft_of(row, viewer=by, at=at)
    gone = [line.item for line in before.lines if line.is_gone]
    rows = HandOverItem.objects.unscoped("what an item stood for is gone")
    rows.filter(id__in=[item.id for item in gone]).delete()
    _take_in(row, list(before.new), by=by, at=at)
    detail: dict[str, Value] = {"what": "refreshed", "new": len(before.new), "gone": len(gone)}
    _changed(row, by=by, at=at, subjects=[one.ref for one in before.new], detail=detail)
    return row


@action(Event.HAND_OVER_CHANGED, channels=(Channel.EVIDENCE,))
def state_condition(
    *, by: Viewer, at: datetime, hand_over: str, item_id: int, condition: str, number: str = ""
) -> HandOver:
    """Say that a condition holds: the police's request or report number, the shortest clip.

    Raises `NotToBeStated` for every other condition: those hold by the data, or by a step that is taken.
    """
    row = _to_change(by, hand_over)
    item = _item(row, item_id)
    if condition not in TO_BE_STATED:
        raise NotToBeStated(condition)
    if condition == REPORT_NUMBER:
        if not POLICE_NUMBER.fullmatch(number.strip()):
            raise NotToBeStated("number")
        item.police_number = number.strip()
    item.stated = sorted({*item.stated, condition})
    item.save(update_fields=["stated", "police_number"])
    _changed(row, by=by, at=at, subjects=[ref_of(item)], detail={"what": "stated", "condition": condition})
    return row


@action(Event.HAND_OVER_CHANGED, channels=(Channel.EVIDENCE,))
def take_back_condition(*, by: Viewer, at: datetime, hand_over: str, item_id: int, condition: str) -> HandOver:
    """Say that a condition does not hold after all. Raises `NotToBeStated` for one that nobody states."""
    row = _to_change(by, hand_over)
    item = _item(row, item_id)
    if condition not in TO_BE_STATED:
        raise NotToBeStated(condition)
    item.stated = sorted({*item.stated} - {condition})
    if condition == REPORT_NUMBER:
        item.police_number = ""
    item.save(update_fields=["stated", "police_number"])
    _changed(row, by=by, at=at, subjects=[ref_of(item)], detail={"what": "taken_back", "condition": condition})
    return row


@action(Event.HAND_OVER_CHANGED, channels=(Channel.EVIDENCE,))
def leave_out(*, by: Viewer, at: datetime, hand_over: str, item_id: int, because: str) -> HandOver:
    """Keep an item back, with the reason; the receiver learns of neither. Raises `NotToBeStated` for no reason."""
    row = _to_change(by, hand_over)
    item = _item(row, item_id)
    item.left_out_because = _reason(because)
    item.save(update_fields=["left_out_because"])
    _changed(row, by=by, at=at, subjects=[ref_of(item)], detail={"what": "left_out"})
    return row


@action(Event.HAND_OVER_CHANGED, channels=(Channel.EVIDENCE,))
def take_in(*, by: Viewer, at: datetime, hand_over: str, item_id: int) -> HandOver:
    """Take an item along after all."""
    row = _to_change(by, hand_over)
    item = _item(row, item_id)
    item.left_out_because = ""
    item.save(update_fields=["left_out_because"])
    _changed(row, by=by, at=at, subjects=[ref_of(item)], detail={"what": "taken_in"})
    return row


@action(Event.HAND_OVER_APPROVED, channels=(Channel.EVIDENCE,))
def approve(*, by: Viewer, at: datetime, hand_over: str, seen: str) -> HandOver:
    """The second person says yes to exactly what they saw; `seen` is its digest.

    Raises `NotAllowed`, `WrongState`, `NotReady`, and `ChangedMeanwhile` when it says something else by now.
    """
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_approve(by, row)
    states.check(state=row.state, wanted=State.APPROVED)
    draft = draft_of(row, viewer=by, at=at, done=APPROVED)
    check_ready(draft)
    if draft.digest != seen:
        raise ChangedMeanwhile(hand_over)
    keep_judgements(draft)
    row.state, row.approved_by_id, row.approved_at, row.approved_digest = State.APPROVED, by.user_id, at, seen
    row.save(update_fields=["state", "approved_by", "approved_at", "approved_digest"])
    add_step(row, by=by, at=at, kind=StepKind.APPROVED, digest=seen)
    detail: dict[str, Value] = {"items": len(draft.ready), "sha256": seen, "rulebook": draft.parties.rulebook.version}
    record(Event.HAND_OVER_APPROVED, actor=by, at=at, subjects=[subject(row)], detail=detail)
    return row


@action(Event.HAND_OVER_RETURNED, channels=(Channel.EVIDENCE,))
def send_back(*, by: Viewer, at: datetime, hand_over: str, words: str) -> HandOver:
    """Back to whoever put it together, with what is to be mended. An approval is gone with it.

    Raises `NotAllowed`, `WrongState`, and `NotToBeStated` without words.
    """
    row = _turned_down(by, hand_over, becomes=State.DRAFT)
    add_step(row, by=by, at=at, kind=StepKind.RETURNED, words=_reason(words))
    record(Event.HAND_OVER_RETURNED, actor=by, at=at, subjects=[subject(row)])
    telling.maker(row, by=by, at=at)
    return row


@action(Event.HAND_OVER_REFUSED, channels=(Channel.EVIDENCE,))
def refuse(*, by: Viewer, at: datetime, hand_over: str, words: str) -> HandOver:
    """Drop it: nothing of it leaves. The week can be begun anew.

    Raises `NotAllowed`, `WrongState`, and `NotToBeStated` without words.
    """
    row = _turned_down(by, hand_over, becomes=State.REFUSED)
    add_step(row, by=by, at=at, kind=StepKind.REFUSED, words=_reason(words))
    record(Event.HAND_OVER_REFUSED, actor=by, at=at, subjects=[subject(row)])
    return row


def check_ready(draft: Draft) -> None:
    """Raises `NotReady`."""
    if not draft.is_ready:
        raise NotReady(draft.in_the_way)


def _to_change(by: Viewer, hand_over: str) -> HandOver:
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_change(by, row)
    if row.state != State.DRAFT:
        raise states.WrongState(state=State(row.state), wanted=State.DRAFT)
    return row


def _turned_down(by: Viewer, hand_over: str, *, becomes: State) -> HandOver:
    """By whoever may approve it; an approval is gone, and it is nobody's turn until somebody changes something."""
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_judge(by, row)
    states.check(state=row.state, wanted=becomes)
    row.state, row.approved_by_id, row.approved_at, row.approved_digest = becomes, None, None, ""
    row.ready_at = None
    row.save(update_fields=["state", "approved_by", "approved_at", "approved_digest", "ready_at"])
    return row


def _item(row: HandOver, item_id: int) -> HandOverItem:
    for item in items_of(row):
        if item.id == item_id:
            return item
    raise LookupError(f"hand-over {row.public_id} has no item {item_id}")


def _take_in(row: HandOver, offers: list[Offered], *, by: Viewer, at: datetime) -> None:
    parties = parties_of(row, viewer=by, at=at)
    rows = []
    for one in offers:
        item = HandOverItem(
            partnership_id=row.partnership_id,
            hand_over=row,
            ref_kind=one.ref.kind,
            ref_id=one.ref.id,
            sort=one.sort,
            information=one.information,
            observation=one.observation,
            outcome="DENY",
            rule=NO_RULE,
        )
        judged = judge(one, parties=parties, stated=frozenset())
        write_judgement(item, judged, standing=judged.standing)
        rows.append(item)
    HandOverItem.objects.unscoped("new items of this hand-over").bulk_create(rows, batch_size=500)


def _changed(row: HandOver, *, by: Viewer, at: datetime, subjects: list[Ref], detail: dict[str, Value]) -> None:
    """After every change: what the law says now, the line of custody and the line of the ledger."""
    draft = draft_of(row, viewer=by, at=at)
    keep_judgements(draft)
    row.changed_at = at
    _keep_turn(draft, by=by, at=at)
    add_step(row, by=by, at=at, kind=StepKind.CHANGED, digest=draft.digest)
    record(Event.HAND_OVER_CHANGED, actor=by, at=at, subjects=[subject(row), *subjects], detail=detail)


def _keep_turn(draft: Draft, *, by: Viewer, at: datetime) -> None:
    """Keep since when it waits for the second person; they are told when that begins."""
    row = draft.hand_over
    begins = draft.is_ready and row.ready_at is None
    row.ready_at = (row.ready_at or at) if draft.is_ready else None
    row.save(update_fields=["changed_at", "ready_at"])
    if begins:
        telling.second_people(row, by=by, at=at)


def _reason(words: str) -> str:
    """Raises `NotToBeStated` for no reason at all, or a long one."""
    given = " ".join(words.split())
    if not given or len(given) > LONGEST_REASON or not given.isprintable():
        raise NotToBeStated("reason")
    return given
