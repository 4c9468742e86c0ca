"""What was approved becomes a parcel, once; and a parcel that should not have gone is called back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random, SystemRandom

from karlemose.disclosure import parcel, rules, sealing, states, telling
from karlemose.disclosure.actions import ChangedMeanwhile, check_ready
from karlemose.disclosure.codes import digest as code_digest
from karlemose.disclosure.codes import receipt_code
from karlemose.disclosure.contents import content_of
from karlemose.disclosure.custody import add_step, steps_of
from karlemose.disclosure.drafting import (
    Draft,
    NoSuchHandOver,
    draft_of,
    hand_over_numbered,
    keep_judgements,
    ref_of,
    subject,
)
from karlemose.disclosure.enums import KeyKind, RecallReason, State, StepKind
from karlemose.disclosure.judging import STEPS_AHEAD
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.papers import Codes, decision_of, paper_of
from karlemose.disclosure.parcel_models import Parcel, ReceiverKey
from karlemose.disclosure.queries import Fetched, fetched
from karlemose.disclosure.writing import write
from karlemose.ledger.events import Event
from karlemose.ledger.heads import SignedHead, make_head, statement
from karlemose.ledger.recording import Value, action, record
from karlemose.partners import links
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.vault import files
from karlemose.vault.models import StoredFile

MOST_BYTES = 512 * 1024 * 1024  # of photos and clips together: a parcel is made in memory
RELEASED = ("released_to", "place_in_parcel", "content", "plate", "file_digest")


class TooLarge(Exception):
    """Photos and clips are more than one parcel holds: leave some out and hand them over in another."""


class FileGone(Exception):
    """A photo or clip is no longer in the vault; refresh the hand-over."""


@dataclass(frozen=True)
class _Sealed:
    file: StoredFile
    digest: str
    key: ReceiverKey


def release(
    *,
    by: Viewer,
    at: datetime,
    hand_over: str,
    key: str | None = None,
    rng: Random | None = None,
) -> HandOver:
    """Make the parcel and let it go. The ledger's head is taken first, in a transaction of its own, and goes along.

    Raises `NotAllowed`, `WrongState`, `NotReady`, `TooLarge`, `FileGone`, and `ChangedMeanwhile` when it no longer says
    what was approved. `rng` draws the receipt code.
    """
    head = make_head(partnership_id=by.partnership_id, at=at)
    run: Callable[..., HandOver] = _release
    return run(by=by, at=at, hand_over=hand_over, head=head, receipt=receipt_code(rng or SystemRandom()), key=key)


@action(Event.HAND_OVER_RELEASED, channels=(Channel.EVIDENCE,))
def _release(*, by: Viewer, at: datetime, hand_over: str, head: SignedHead, receipt: str) -> HandOver:
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_send(by, row)
    states.check(state=row.state, wanted=State.RELEASED)
    draft = draft_of(row, viewer=by, at=at, done=STEPS_AHEAD)
    check_ready(draft)
    if draft.digest != row.approved_digest:
        raise ChangedMeanwhile(hand_over)
    stored = _files(draft)
    row.state, row.released_by_id, row.released_at = State.RELEASED, by.user_id, at
    row.number_released = len(draft.ready)
    add_step(row, by=by, at=at, kind=StepKind.RELEASED, digest=draft.digest)
    _keep_items(draft)
    made = _make(draft, stored, by=by, head=head, receipt=receipt)
    kept = _keep_parcel(row, made, at=at, head=head, receipt=receipt)
    row.save(update_fields=["state", "released_by", "released_at", "number_released"])
    detail: dict[str, Value] = {
        "receiver": row.receiver_id,
        "items": len(draft.ready),
        "sha256": kept.digest,
        "manifest": made.manifest_digest,
        "rulebook": draft.parties.rulebook.version,
        "approved_by": row.approved_by_id,
        "key": kept.key_fingerprint or None,
    }
    subjects = [subject(row), *(ref_of(line.item) for line in draft.ready)]
    record(Event.HAND_OVER_RELEASED, actor=by, at=at, subjects=subjects, detail=detail)
    telling.receivers(row, by=by, at=at)
    return row


@action(Event.HAND_OVER_RECALLED, Event.LINK_REVOKED, channels=(Channel.EVIDENCE,))
def recall(*, by: Viewer, at: datetime, hand_over: str, because: RecallReason) -> HandOver:
    """Call a released hand-over back. The parcel stays as it is; everybody who opens it sees that it is recalled."""
    row = hand_over_numbered(hand_over, is_locked=True)
    rules.check_may_send(by, row)
    states.check(state=row.state, wanted=State.RECALLED)
    row.state, row.recalled_at, row.recalled_because = State.RECALLED, at, RecallReason(because)
    row.save(update_fields=["state", "recalled_at", "recalled_because"])
    items = HandOverItem.objects.unscoped("items of a recalled hand-over may be handed over anew")
    items.filter(hand_over=row, released_to__isnull=False).update(recalled_at=at)
    add_step(row, by=by, at=at, kind=StepKind.RECALLED)
    detail: dict[str, Value] = {"because": row.recalled_because, "receiver": row.receiver_id}
    record(Event.HAND_OVER_RECALLED, actor=by, at=at, subjects=[subject(row)], detail=detail)
    links.close_links(by=by, at=at, ref=subject(row))
    telling.receivers(row, by=by, at=at)
    return row


@action(Event.PARCEL_FETCHED, channels=(Channel.EVIDENCE,))
def fetch(*, by: Viewer, at: datetime, hand_over: str) -> Fetched:
    """A released parcel for the command line, with its line. Raises `NotAllowed`, `NoSuchHandOver`."""
    rules.check_may_write_out(by)
    row = hand_over_numbered(hand_over)
    kept = Parcel.objects.unscoped("written out by whoever runs the installation").filter(hand_over=row).first()
    if kept is None or row.state == State.RECALLED:
        raise NoSuchHandOver(hand_over)
    record(Event.PARCEL_FETCHED, actor=by, at=at, subjects=[subject(row)], detail={"sha256": kept.digest})
    return fetched(row, kept)


def _keep_items(draft: Draft) -> None:
    """What each item says, on its row, for good; numbered as on the paper, without gaps."""
    keep_judgements(draft)
    for number, line in enumerate(draft.ready, start=1):
        if line.offered is None:
            continue
        item = line.item
        item.released_to_id, item.place_in_parcel = draft.hand_over.receiver_id, number
        item.content, item.plate = content_of(line.offered), line.offered.plate
        item.file_digest = line.offered.file.digest if line.offered.file else ""
    write((line.item for line in draft.ready), RELEASED)


def _files(draft: Draft) -> dict[str, StoredFile]:
    wanted = {line.offered.file.digest for line in draft.ready if line.offered and line.offered.file}
    rows = StoredFile.objects.unscoped("photos and clips of items that the law lets go")
    found = {row.digest: row for row in rows.filter(partnership_id=draft.hand_over.partnership_id, digest__in=wanted)}
    if wanted - found.keys():
        raise FileGone(draft.hand_over.public_id)
    if sum(row.size for row in found.values()) > MOST_BYTES:
        raise TooLarge(draft.hand_over.public_id)
    return found


def _make(draft: Draft, stored: dict[str, StoredFile], *, by: Viewer, head: SignedHead, receipt: str) -> parcel.Made:
    row = draft.hand_over
    found = {digest: files.read(file) for digest, file in stored.items()}
    endings = {digest: parcel.ending_of(content) for digest, content in found.items()}
    codes = Codes(receipt=receipt, head=head.code, endings=endings)
    paper = paper_of(draft, steps=steps_of(row), contact=by, codes=codes)
    return parcel.make(
        parcel.Contents(
            paper=paper,
            decisions=tuple(decision_of(number, line, draft) for number, line in enumerate(draft.ready, start=1)),
            files=found,
            head=statement(partnership_id=row.partnership_id, head=head),
        )
    )


def _keep_parcel(row: HandOver, made: parcel.Made, *, at: datetime, head: SignedHead, receipt: str) -> Parcel:
    sealed = _sealed(row, made.content, at=at)
    kept = Parcel(
        partnership_id=row.partnership_id,
        hand_over=row,
        file=files.keep(partnership_id=row.partnership_id, at=at, content=made.content),
        digest=made.digest,
        sealed_file=sealed.file if sealed else None,
        sealed_digest=sealed.digest if sealed else "",
        sealed_with=sealed.key.kind if sealed else "",
        key_fingerprint=sealed.key.fingerprint if sealed else "",
        receipt_digest=code_digest(receipt, hand_over=row.public_id),
        head_code=head.code,
        made_at=at,
    )
    kept.save(force_insert=True)
    return kept


def _sealed(row: HandOver, content: bytes, *, at: datetime) -> _Sealed | None:
    keys = ReceiverKey.objects.unscoped("the key that the receiver has given")
    key = keys.filter(organisation_id=row.receiver_id, ended_at__isnull=True).first()
    if key is None:
        return None
    public = sealing.PublicKey(KeyKind(key.kind), key.text, key.fingerprint)
    file = files.keep(partnership_id=row.partnership_id, at=at, content=sealing.seal(content, public))
    return _Sealed(file, file.digest, key)
