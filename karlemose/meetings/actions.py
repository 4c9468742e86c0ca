"""Making briefings and marking them as outdated."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from karlemose.documents import render
from karlemose.ledger.events import Event
from karlemose.ledger.heads import make_head
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.meetings import briefing, erasing
from karlemose.meetings.briefing import Wanted
from karlemose.meetings.models import KeptBriefing
from karlemose.meetings.rules import check_is_not_erased, check_may_make
from karlemose.observations import counts
from karlemose.partners.queries import receiver as reader_of
from karlemose.places.locating import locked
from karlemose.policy.viewer import Viewer
from karlemose.tenancy.acting import acting_for


class AlreadyKept(Exception):
    """Two asked at once, and the other's paper is the one."""


@dataclass(frozen=True)
class Paper:
    """A briefing that is about to be kept."""

    pdf: bytes
    data_digest: str
    head_code: str


def make(*, by: Viewer, at: datetime, wanted: Wanted, fresh: bool = False) -> bytes:
    """The PDF. An ended week's is made once and kept: asking again gives the same bytes.

    `fresh` makes a new one after late reports and keeps the old. A week that has not ended is marked "so far" and not
    kept. Raises `NotAllowed`, also for a week of which records were erased. The ledger's head is taken first, in a
    transaction of its own, and printed on the paper.
    """
    check_may_make(by, wanted, fresh=fresh)
    check_is_not_erased(is_erased=_is_erased(wanted))
    has_ended = wanted.week.has_ended(at=at, zone=wanted.zone)
    if has_ended and not fresh and (kept := _newest(wanted)) is not None:
        return kept
    paper = _print(wanted, at=at)
    if not has_ended:
        return paper.pdf
    try:
        keep(by=by, at=at, wanted=wanted, paper=paper, fresh=fresh)
    except AlreadyKept:
        return _newest(wanted) or paper.pdf
    return paper.pdf


@action(Event.BRIEFING_MADE)
def keep(*, by: Viewer, at: datetime, wanted: Wanted, paper: Paper, fresh: bool = False) -> KeptBriefing:
    """Keep a printed briefing as the newest version of its week, receiver and language.

    Raises `AlreadyKept` when somebody else kept one meanwhile and no fresh one was asked for.
    """
    locked(wanted.neighbourhood.id)
    number_kept = _rows(wanted).count()
    if number_kept and not fresh:
        raise AlreadyKept
    kept = KeptBriefing(
        partnership_id=by.partnership_id,
        neighbourhood=wanted.neighbourhood,
        receiver=wanted.receiver,
        week=str(wanted.week),
        language=wanted.language.value,
        version=number_kept + 1,
        pdf=paper.pdf,
        digest=hashlib.sha256(paper.pdf).hexdigest(),
        data_digest=paper.data_digest,
        head_code=paper.head_code,
        made_at=at,
        erase_on=erasing.promised(wanted, made_at=at),
    )
    kept.save(force_insert=True)
    detail = {"week": kept.week, "receiver": wanted.receiver.kind, "language": kept.language, "sha256": kept.digest}
    record(Event.BRIEFING_MADE, actor=by, at=at, subjects=[Ref("briefing", str(kept.id))], detail=detail)
    return kept


@action(Event.BRIEFING_OUTDATED)
def mark_outdated(*, by: Viewer, at: datetime, briefing_ids: list[int]) -> None:
    """Mark kept briefings: reports of their week came in after they were made. They stay as they are."""
    rows = KeptBriefing.objects.unscoped("late reports make a kept briefing outdated for whoever it was made for")
    for kept in rows.filter(id__in=briefing_ids).order_by("id").select_for_update():
        kept.is_outdated = True
        kept.save(update_fields=["is_outdated"])
    subjects = [Ref("briefing", str(identity)) for identity in briefing_ids]
    record(Event.BRIEFING_OUTDATED, actor=by, at=at, subjects=subjects)


def _print(wanted: Wanted, *, at: datetime) -> Paper:
    partnership_id = wanted.neighbourhood.partnership_id
    head = make_head(partnership_id=partnership_id, at=at)
    with acting_for(partnership_id, read_only=True):
        content = briefing.gather(wanted, reader=reader_of(wanted.receiver, on=at.date()), at=at, head_code=head.code)
    return Paper(render.briefing(content), briefing.digest(content), head.code)


def _newest(wanted: Wanted) -> bytes | None:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        kept = _rows(wanted).order_by("-version").first()
    return bytes(kept.pdf) if kept else None


def _is_erased(wanted: Wanted) -> bool:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        papers = _rows(wanted).filter(erased_at__isnull=False)
        return papers.exists() or counts.is_erased(wanted.neighbourhood, wanted.week)


def _rows(wanted: Wanted) -> QuerySet[KeptBriefing]:
    rows = KeptBriefing.objects.unscoped("the briefing of one receiver, asked for by whoever may make it")
    return rows.filter(
        neighbourhood=wanted.neighbourhood,
        receiver=wanted.receiver,
        week=str(wanted.week),
        language=wanted.language.value,
    )
