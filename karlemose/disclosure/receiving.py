"""The receipt, in three ways; and the key that a receiver wants parcels sealed for."""

import hmac
import re
from datetime import datetime

from karlemose.disclosure import rules, sealing, states
from karlemose.disclosure.codes import digest as code_digest
from karlemose.disclosure.custody import add_step
from karlemose.disclosure.drafting import hand_over_numbered, subject
from karlemose.disclosure.enums import How, State, StepKind
from karlemose.disclosure.limits import LONGEST_NUMBER
from karlemose.disclosure.models import HandOver
from karlemose.disclosure.parcel_models import Parcel, ReceiverKey
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.partners import links
from karlemose.partners.enums import LinkKind
from karlemose.partners.models import Organisation
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel

JOURNAL_NUMBER = re.compile(rf"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå./ -]{{1,{LONGEST_NUMBER - 1}}}")


class WrongReceipt(Exception):
    """The code that was read aloud is not the one on this folder."""


class NotAJournalNumber(ValueError):
    """The receiver's journal number is missing or is none."""


@action(Event.HAND_OVER_ACKNOWLEDGED, Event.LINK_REVOKED, channels=(Channel.EVIDENCE,))
def acknowledge(*, by: Viewer, at: datetime, hand_over: str, journal_number: str = "") -> HandOver:
    """By somebody of the receiver who is signed in. Raises `NotAllowed`, `WrongState`."""
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_receive(by, row)
    return _acknowledged(row, by=by, at=at, how=How.SIGNED_IN, journal_number=journal_number)


@action(Event.HAND_OVER_ACKNOWLEDGED, Event.LINK_REVOKED, channels=(Channel.EVIDENCE,))
def acknowledge_by_telephone(
    *, by: Viewer, at: datetime, hand_over: str, receipt: str, journal_number: str
) -> HandOver:
    """Entered by the sender's person, to whom the code on the folder was read aloud. Raises `WrongReceipt`."""
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_send(by, row)
    states.check(state=row.state, wanted=State.ACKNOWLEDGED)
    kept = Parcel.objects.unscoped("the code that was read aloud is held against the folder's").get(hand_over=row)
    if not hmac.compare_digest(kept.receipt_digest, code_digest(receipt, hand_over=row.public_id)):
        raise WrongReceipt(hand_over)
    if not journal_number.strip():
        raise NotAJournalNumber(journal_number)
    return _acknowledged(row, by=by, at=at, how=How.TELEPHONE, journal_number=journal_number)


def acknowledge_by_link(*, partnership_id: int, token: str, at: datetime, journal_number: str = "") -> HandOver:
    """By whoever holds the link that the sender made. Raises `links.LinkIsClosed` for every other token."""
    link = links.find_link(partnership_id=partnership_id, token=token, at=at)
    if link is None or link.kind != LinkKind.HAND_OVER:
        raise links.LinkIsClosed("this link opens nothing")
    return _by_link(
        by=links.holder(link),
        at=at,
        link_id=link.id,
        hand_over=links.ref_of(link).id,
        journal_number=journal_number,
    )


@action(Event.HAND_OVER_ACKNOWLEDGED, Event.LINK_USED, Event.LINK_REVOKED, channels=(Channel.EVIDENCE,))
def _by_link(*, by: links.Holder, at: datetime, link_id: int, hand_over: str, journal_number: str) -> HandOver:
    row = hand_over_numbered(hand_over, is_locked=True)
    links.use_link(by=by, at=at, link_id=link_id)
    return _acknowledged(row, by=by, at=at, how=How.LINK, journal_number=journal_number)


@action(Event.LINK_MADE)
def make_receipt_link(*, by: Viewer, at: datetime, hand_over: str, days: int = links.DAYS) -> str:
    """The token of a link by which the receipt of one released hand-over can be given, once. Shown once."""
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_send(by, row)
    states.check(state=row.state, wanted=State.ACKNOWLEDGED)
    _, token = links.add_link(by=by, at=at, kind=LinkKind.HAND_OVER, ref=subject(row), days=days)
    return token


@action(Event.RECEIVER_KEY_SET)
def set_receiver_key(*, by: Viewer, at: datetime, organisation_id: int, text: str) -> ReceiverKey | None:
    """From now on parcels are sealed for this public key; an empty text ends sealing.

    Raises `NotAllowed`, `sealing.SecretKeyGiven`, `sealing.NotAPublicKey`.
    """
    rules.check_may_set_key(by, organisation_id=organisation_id)
    public = sealing.parse(text) if text.strip() else None
    Organisation.objects.visible_to(by).select_for_update().get(id=organisation_id)  # two at once: one after the other
    rows = ReceiverKey.objects.visible_to(by).filter(organisation_id=organisation_id, ended_at__isnull=True)
    rows.update(ended_at=at)
    made = None
    if public is not None:
        made = ReceiverKey(
            partnership_id=by.partnership_id,
            organisation_id=organisation_id,
            kind=public.kind,
            text=public.text,
            fingerprint=public.fingerprint,
            set_by_id=by.user_id,
            set_at=at,
        )
        made.save(force_insert=True)
    detail = {"kind": public.kind.value if public else None, "key": public.fingerprint if public else None}
    subjects = [Ref("organisation", str(organisation_id))]
    record(Event.RECEIVER_KEY_SET, actor=by, at=at, subjects=subjects, detail=detail)
    return made


def _acknowledged(row: HandOver, *, by: Viewer | links.Holder, at: datetime, how: How, journal_number: str) -> HandOver:
    states.check(state=row.state, wanted=State.ACKNOWLEDGED)
    row.state, row.acknowledged_at, row.acknowledged_how = State.ACKNOWLEDGED, at, how
    row.journal_number = _journal(journal_number)
    row.save(update_fields=["state", "acknowledged_at", "acknowledged_how", "journal_number"])
    add_step(row, by=by, at=at, kind=StepKind.ACKNOWLEDGED)
    record(Event.HAND_OVER_ACKNOWLEDGED, actor=by, at=at, subjects=[subject(row)], detail={"how": how.value})
    links.close_links(by=by, at=at, ref=subject(row))
    return row


def _journal(given: str) -> str:
    number = given.strip()
    if number and not JOURNAL_NUMBER.fullmatch(number):
        raise NotAJournalNumber(number)
    return number
